"""Units for other schedulers: each is what its own tool takes, and says what the catalogue says."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from h200analysis.cli import main
from h200analysis.delivery.schedule.units import KINDS, airflow, cron, github, systemd
from h200analysis.delivery.schedule.units.place import Place
from h200analysis.press.catalogue import Catalogue
from tests.conftest import needed
from tests.delivery.schedule.small_catalogue import catalogue

KNOWN = catalogue(
    gap="weekdays 06:30 Europe/London",
    fee={"schedule": "0 9 1 * * UTC", "catch_up": "all", "retries": 5, "deadline": 45},
)


def _place(root: Path, known: Catalogue = KNOWN) -> Place:
    program = root / "bin with space" / "h200"
    program.parent.mkdir(parents=True)
    shutil.copy("/bin/true", program)
    return Place(Catalogue(root, known.briefings), program, root / "100% out", date(2026, 6, 1))


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """`systemd-analyze verify` has nothing against any of them, odd paths included."""
    analyze = needed("systemd-analyze")
    units = systemd.files(_with_readers(_place(tmp_path)))
    (tmp_path / "units").mkdir()
    for name, text in units.items():
        (tmp_path / "units" / name).write_text(text, encoding="utf-8")

    paths = [str(tmp_path / "units" / name) for name in units]
    verified = subprocess.run(
        [analyze, "verify", *paths], check=False, capture_output=True, text=True
    )

    assert (0, "") == (verified.returncode, verified.stderr)


def test_editions_are_sent_and_published_after_a_run(tmp_path: Path) -> None:
    """By cron and by systemd, where there are recipients and a library; else nothing follows."""
    alone = _place(tmp_path)
    assert "deliver" not in cron.files(alone)["h200.cron"] + systemd.files(alone)["h200.service"]

    place = _with_readers(alone)
    line = next(each for each in cron.files(place)["h200.cron"].splitlines() if " run " in each)
    service = systemd.files(place)["h200.service"].splitlines()
    after = [each for each in service if each.startswith("ExecStopPost=")]

    words = " run | publish | deliver | --base-url https://l.example "
    assert [" run ", " publish ", " --base-url https://l.example ", " deliver "] == re.findall(
        words, line
    )
    assert ["publish", "deliver"] == [each.split()[3] for each in after]


def test_systemd_lets_the_service_write_where_it_has_to(tmp_path: Path) -> None:
    """Its own folders are made before it begins; a recipient's share need not be mounted.

    Where a folder is missing that may not be, systemd begins nothing, not even what would make it.
    """
    place = _with_readers(_place(tmp_path))
    service = systemd.files(place)["h200.service"].splitlines()

    [written] = [each for each in service if each.startswith("ReadWritePaths=")]
    [made] = [each for each in service if each.startswith("ExecStartPre=+/usr/bin/mkdir")]
    assert written.partition("=")[2] == (
        f'{tmp_path}/data "-{tmp_path}/100%% out" -{tmp_path}/site -/srv/h200 '
        f"-{tmp_path}/reports/kept"
    )
    assert made.endswith(f' "{tmp_path}/100%% out" {tmp_path}/site')


def test_systemd_lets_kernels_speak(tmp_path: Path) -> None:
    """ZeroMQ asks the system for its interfaces; without AF_NETLINK every kernel dies at its start.

    `python -m benchmarks.systemd` begins the units under a real systemd.
    """
    service = systemd.files(_place(tmp_path))["h200.service"].splitlines()

    [allowed] = [each for each in service if each.startswith("RestrictAddressFamilies=")]
    assert {"AF_UNIX", "AF_INET", "AF_NETLINK"} <= set(allowed.partition("=")[2].split())


def _with_readers(place: Place) -> Place:
    """Return a place that has recipients and a library."""
    reports = place.known.root / "reports"
    reports.mkdir()
    folders = [f'{{kind = "folder", path = "{path}"}}' for path in ("/srv/h200", "kept")]
    told = f'library = "https://l.example"\n[recipients.a]\nchannels = [{", ".join(folders)}]\n'
    (reports / "deliveries.toml").write_text(told, encoding="utf-8")
    return replace(place, site=place.known.root / "site")


def test_systemd_looks_every_five_minutes(tmp_path: Path) -> None:
    """The timer's own calendar says when it calls next."""
    analyze = needed("systemd-analyze")
    timer = systemd.files(_place(tmp_path))["h200.timer"]
    [calendar] = [line for line in timer.splitlines() if line.startswith("OnCalendar=")]

    told = subprocess.run(
        [analyze, "calendar", "--base-time", "2026-06-01 06:26:00 UTC", calendar.partition("=")[2]],
        check=False, capture_output=True, text=True, env={**os.environ, "TZ": "UTC"},
    )  # fmt: skip

    assert "Next elapse: Mon 2026-06-01 06:30:00 UTC" in told.stdout


def test_github_takes_the_workflow(tmp_path: Path) -> None:
    """It is a workflow by GitHub's own schema."""
    [(name, text)] = github.files(_place(tmp_path)).items()
    path = tmp_path / Path(name).name
    path.write_text(text, encoding="utf-8")

    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows",
         str(path)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip

    assert 0 == checked.returncode, checked.stdout


def test_the_workflow_is_called_at_every_hour_of_the_year(tmp_path: Path) -> None:
    """GitHub goes by UTC: the hours of summer and of winter are there, and later ones."""
    [text] = github.files(_place(tmp_path)).values()
    crons = [line.split('"')[1] for line in text.splitlines() if "- cron:" in line]

    assert ["0 6,7,9 * * *", "30 5,6,9 * * *"] == crons


def test_a_dag_has_what_the_catalogue_says(tmp_path: Path) -> None:
    """The file is Python; each briefing has its line, zone, retries and command."""
    [text] = airflow.files(_place(tmp_path)).values()
    [plans] = [
        ast.literal_eval(node.value)
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign)
    ]

    assert {"gap": "30 6 * * 1-5", "fee": "0 9 1 * *"} == _each(plans, "cron")
    assert {"gap": "Europe/London", "fee": "UTC"} == _each(plans, "zone")
    assert {"gap": False, "fee": True} == _each(plans, "catchup")
    assert {"gap": 3, "fee": 5} == _each(plans, "retries")
    assert {"gap": 120, "fee": 45} == _each(plans, "deadline")
    out = f"'{tmp_path}/100% out'"
    program = f"'{tmp_path}/bin with space/h200'"
    told = (
        f"{program} run gap --scheduled --wait --out {out} --root {tmp_path} --hour '{{{{ ts }}}}'"
    )
    assert told == plans["gap"]["command"]


def _each(plans: Mapping[str, Mapping[str, Any]], field: str) -> dict[str, Any]:
    return {name: plan[field] for name, plan in plans.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_writes_the_files_of_each_kind(tmp_path: Path, kind: str) -> None:
    """On standard output without --to, into the folder with it."""
    printed = CliRunner().invoke(main, ["schedule", "--for", kind])
    written = CliRunner().invoke(main, ["schedule", "--for", kind, "--to", str(tmp_path)])

    assert (0, 0) == (printed.exit_code, written.exit_code), written.output
    for path in map(Path, written.stdout.splitlines()):
        assert path.read_text(encoding="utf-8") in printed.stdout


def test_a_scheduler_must_be_named() -> None:
    """Without --for the sentence lists those that there are."""
    refused = CliRunner().invoke(main, ["schedule"])

    assert (2, 1) == (refused.exit_code, refused.stderr.count("cron, systemd, github-actions"))


@pytest.mark.parametrize("kind", ["github-actions", "airflow"])
def test_a_library_that_a_scheduler_would_not_publish_is_refused(kind: str) -> None:
    """It is not left out without a word."""
    refused = CliRunner().invoke(main, ["schedule", "--for", kind, "--publish", "site"])

    assert (2, 1) == (refused.exit_code, refused.stderr.count(f"{kind} do not publish"))
