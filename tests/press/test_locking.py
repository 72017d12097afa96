"""Editions lock their forecasts: once, in turn, never over another, and without a fuss."""

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from h200analysis import evidence
from h200analysis.cli import main
from h200analysis.inquiry import register
from h200analysis.inquiry.forecasts import END, Forecast
from h200analysis.inquiry.register import RegisterError
from h200analysis.press import catalogue, editions, locking
from h200analysis.press.locking import is_locked, lock
from tests.inquiry.beliefs import made

EVIDENCE = "e" * 64
NOBODY = 65_534
PLAIN = {"scenario": "central", "set_by_hand": {}, "seed": 7, "draws": 65_536}
KNOWN = catalogue.read()
LOCKS = """
import sys
from pathlib import Path
from h200analysis.press.locking import lock
from tests.inquiry.beliefs import made
for n in range(20):
    lock(Path(sys.argv[1]), made(f"2026-0{sys.argv[2]}-{n + 1:02}", 0.5), "e" * 64)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a register is to be."""
    return tmp_path / register.NAME


def test_the_same_forecast_is_locked_once(path: Path) -> None:
    """A second build of the same odds leaves every byte; other odds stand beside the first."""
    lock(path, made("2026-01-15", 0.6), EVIDENCE)
    first = path.read_bytes()
    lock(path, made("2026-01-15", 0.6), EVIDENCE)
    assert first == path.read_bytes()

    lock(path, made("2026-01-15", 0.5), EVIDENCE)
    assert path.read_bytes().startswith(first)
    assert [1, 2] == [entry.revision for entry in register.read(path)]


def test_builds_at_the_same_time_wait_for_each_other(path: Path) -> None:
    """Three processes lock twenty days each: sixty entries in one sound chain."""
    command = [sys.executable, "-c", LOCKS, str(path)]
    running = [subprocess.Popen([*command, month]) for month in "135"]

    assert [0, 0, 0] == [process.wait() for process in running]
    entries = register.read(path)
    assert 60 == len(entries) == len({entry.forecast.as_of for entry in entries})


def test_nothing_is_locked_after_an_altered_line(path: Path) -> None:
    """A register that does not hold is refused, and stays as it was found."""
    lock(path, made("2026-01-15", 0.6), EVIDENCE)
    altered = path.read_bytes().replace(b"0.6", b"0.7", 1)
    path.write_bytes(altered)

    with pytest.raises(RegisterError, match="line 1"):
        lock(path, made("2026-02-01", 0.6), EVIDENCE)
    assert altered == path.read_bytes()


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A register that holds 15 January, in a folder that this process may only read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / register.NAME
        lock(path, made("2026-01-15", 0.6), EVIDENCE)
        path.chmod(0o444)
        path.parent.chmod(0o555)
        user = os.geteuid()
        os.seteuid(user or NOBODY)  # to the superuser no folder is read-only
        yield path
        os.seteuid(user)
        path.parent.chmod(0o755)


def test_a_register_that_may_only_be_read_is_a_warning(
    read_only: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What is locked already needs no leave; for the rest a sentence says that it has no lock."""
    lock(read_only, made("2026-01-15", 0.6), EVIDENCE)
    assert "" == caplog.text

    lock(read_only, made("2026-02-01", 0.6), EVIDENCE)
    assert "the forecast of 2026-02-01 could not be locked (Permission denied)" in caplog.text
    assert "the edition stands without a lock" in caplog.text
    assert 1 == len(register.read(read_only))


def test_a_full_disk_leaves_no_part_of_a_line(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Of a line that does not fit nothing stays, and the lines before it hold."""
    resource = pytest.importorskip("resource")
    lock(path, made("2026-01-15", 0.6), EVIDENCE)
    before, limit = path.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, limit[1]))
    try:
        with caplog.at_level(logging.WARNING):
            lock(path, made("2026-02-01", 0.6), EVIDENCE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)

    assert before == path.read_bytes()
    assert "could not be locked" in caplog.text


@pytest.mark.parametrize(
    ("values", "changed"),
    [
        ({"scenario": "half_firm"}, {"scenario": "half_firm"}),
        ({"set_by_hand": {"fee_rate": 0.1}}, {"set_by_hand": {"fee_rate": 0.1}}),
        ({"seed": 8}, {"seed": 8}),
        ({"draws": 32_768}, {"draws": 32_768}),
        ({"seed": 8}, {}),  # a notebook of another default
        ({"own": 1}, {"own": 1}),
    ],
)
def test_only_our_own_belief_is_locked(values: dict[str, Any], changed: dict[str, Any]) -> None:
    """What was supposed, set by hand or drawn otherwise is no forecast of ours."""
    assert not is_locked(PLAIN | values, changed)


@pytest.mark.parametrize("draws", [65_536, 131_072])
def test_the_plain_edition_is_locked(draws: int) -> None:
    """So is one of more draws."""
    assert is_locked(PLAIN | {"draws": draws}, {"draws": draws})
    assert locking.FEWEST_DRAWS == PLAIN["draws"]


@pytest.fixture
def own_register(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The register in a copied data folder, where builds look for it."""
    monkeypatch.delenv("H200_REGISTER")
    (data_folder / register.NAME).unlink(missing_ok=True)
    return data_folder / register.NAME


def _build(out: Path, **given: Any) -> Path:
    return editions.publish(editions.job(KNOWN, "revenue_at_stake", given), out).folder


def test_an_edition_locks_what_it_forecasts(own_register: Path, tmp_path: Path) -> None:
    """Built twice, one entry; after a changed judgement, a second revision beside the first.

    The register is no part of the evidence, whose hash it states. An altered line is named by
    `h200 check`.
    """
    out = tmp_path / "out"
    folder = _build(out, as_of="2026-01-15")
    [first] = register.read(own_register)
    [told] = json.loads((folder / "forecasts.json").read_text(encoding="utf-8"))
    ledger = evidence.read("2026-01-15")
    assert first.forecast == Forecast.unlocked(told)
    assert (ledger.fingerprint(), ledger.newest_recorded()) == (
        first.evidence,
        first.forecast.recorded,
    )
    _build(out, as_of="2026-01-15")
    _build(tmp_path / "elsewhere", as_of="2026-01-15", fee_rate="0.1")
    assert (first,) == register.read(own_register)

    _change_a_judgement(own_register.parent)
    _build(out, as_of="2026-01-15")
    one, two = register.read(own_register)
    assert (one, 2) == (first, two.revision)
    assert first.forecast.any_by[END] != two.forecast.any_by[END]
    assert first.evidence != two.evidence

    text = own_register.read_text(encoding="utf-8")
    digit = "0" if first.evidence[0] != "0" else "1"
    own_register.write_text(text.replace(first.evidence, digit + first.evidence[1:]), "utf-8")
    checked = CliRunner().invoke(main, ["check"])
    assert 2 == checked.exit_code
    assert "data/forecasts.jsonl, line 1: " in checked.output


def _change_a_judgement(data: Path) -> None:
    """Halve the rate at which a first chip arrives, so that one is less likely."""
    path = data / "parameters.toml"
    above, name, below = path.read_text(encoding="utf-8").partition("[arrival_rate]")
    for held, halved in (("central = 0.1\n", "central = 0.05\n"), ("[2, 20]", "[1, 20]")):
        assert held in below
        below = below.replace(held, halved, 1)
    path.write_text(above + name + below, encoding="utf-8")


def test_scores_of_locked_forecasts_are_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The board has the date beside baselines, amounts, the footnote, and the mark of hindsight."""
    monkeypatch.setenv("H200_REGISTER", str(path))
    runner = CliRunner()
    empty = runner.invoke(main, ["scores"])
    for day in ("2026-01-15", "2026-05-20"):
        lock(path, made(day, 0.6), EVIDENCE)
    lock(path, replace(made("2026-05-20", 0.7, "2026-05-20")), EVIDENCE)
    told = runner.invoke(main, ["scores", "--as-of", "2026-08-27"])

    assert "No locked forecast had been answered by then.\n" == empty.output
    assert 0 == told.exit_code, told.output
    for text in ("belief", "flat 60%", "base rate", "no more than today", "mean",
                 "Gain over coin, 2 days: +0.", "one event", "Brier score"):  # fmt: skip
        assert text in told.output
    assert "what was expected on 15 January 2026 was written down on 25 November" in told.output
    assert "on 20 May 2026 was written" not in told.output  # locked on its day
