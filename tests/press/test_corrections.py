"""A withdrawn edition is corrected by the next, and nobody is told that it just stands."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from pypdf import PdfReader

from h200analysis import project
from h200analysis.cli import main
from h200analysis.press import (
    catalogue,
    editions,
    gate,
    making,
    planning,
    removals,
    withdrawals,
)
from h200analysis.press.removals import Removal
from h200analysis.press.withdrawals import Withdrawal
from tests import small

DAY = {"as_of": "2026-01-15"}
FIRST = "2026-01-15/gap/1"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of a small notebook, and its first edition in `out`."""
    root = tmp_path_factory.mktemp("corrections") / "checkout"
    small.lay_out(root, ["gap"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(project.ROOT, str(root))
        editions.publish(editions.job(catalogue.read(root), "gap", DAY), root / "out")
    return root


@pytest.fixture
def checkout(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of both that a test may change."""
    root = Path(shutil.copytree(built, tmp_path / "checkout"))
    monkeypatch.setenv(project.ROOT, str(root))
    return root


def _withdraw(root: Path, address: str = FIRST) -> None:
    told = Withdrawal(address, "0f", "2026-11-28", "It counted chips twice.")
    withdrawals.append(root / "out", told)


def _reword(root: Path, words: str) -> None:
    path = root / "notebooks" / "gap.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[small.PROSE]["source"] += f" {words}"
    nbformat.write(notebook, path)


def _publish(root: Path, *, force: bool = False) -> editions.Edition:
    job = editions.job(catalogue.read(root), "gap", DAY)
    return editions.publish(job, root / "out", force=force)


def _run(command: str, root: Path, *words: str) -> Result:
    asked = [command, *words, "--as-of", DAY["as_of"], "--out", str(root / "out")]
    return CliRunner().invoke(main, asked)


def test_the_next_edition_says_what_it_corrects(checkout: Path) -> None:
    """Page, paper, attached record and manifest name number, day and reason; once."""
    _withdraw(checkout)
    _reword(checkout, "Once.")

    second = _publish(checkout)

    told = json.loads((second.folder / "manifest.json").read_bytes())
    page = BeautifulSoup((second.folder / "briefing.html").read_text("utf-8"), "html.parser")
    paper = PdfReader(second.folder / "briefing.pdf")
    printed = " ".join(" ".join(each.extract_text() for each in paper.pages).split())
    sentence = (
        "It corrects edition 1, withdrawn on 28 November 2026 (It counted chips twice); "
        "changed since: the notebook"
    )
    assert sentence in " ".join(page.get_text().split())
    assert sentence in printed
    corrects = {"on": "2026-11-28", "why": "It counted chips twice."}
    assert (2, 1, corrects) == (told["edition"], told["replaces"], told["corrects"])
    assert json.loads(paper.attachments["edition.json"][0])["corrects"] == corrects

    _reword(checkout, "Twice.")
    third = _publish(checkout)
    assert None is json.loads((third.folder / "manifest.json").read_bytes())["corrects"]
    assert "It replaces edition 2" in (third.folder / "briefing.html").read_text("utf-8")


def test_with_nothing_changed_it_is_said_that_the_edition_is_withdrawn(checkout: Path) -> None:
    """A build makes none, forced or not, and does not pass over it; nor does the status."""
    _withdraw(checkout)
    told = "withdrawn on 2026-11-28 (It counted chips twice.), and nothing has changed since"

    result, plan = _run("build", checkout), _run("build", checkout, "--dry-run")
    status = _run("status", checkout)

    assert f"unchanged; edition 1 was {told}" in result.stderr
    assert f"; edition 1 was {told}" in plan.stdout
    assert "gap, as of 2026-01-15: withdrawn, edition 1, on 2026-11-28" in status.stdout
    assert "1 withdrawn" in status.stdout
    assert not _publish(checkout, force=True).made
    _reword(checkout, "Once.")
    assert "stale, edition 1: changed since: the notebook" in _run("status", checkout).stdout
    assert "edition 1 was withdrawn on 2026-11-28" in _run("status", checkout).stdout


def test_an_edition_whose_record_is_not_its_manifest_s_is_refused(checkout: Path) -> None:
    """What travels in the PDF and what stands beside it say the same, or nothing is placed."""
    _reword(checkout, "Once.")
    planned = planning.step(editions.job(catalogue.read(checkout), "gap", DAY), checkout / "out")
    made = making.made(planned.assignment)
    assert made.files is not None
    notebook = json.loads(made.files[making.NOTEBOOK])
    notebook["metadata"]["h200"]["record"]["evidence"] = "0f"
    files = {**made.files, making.NOTEBOOK: json.dumps(notebook).encode()}

    with pytest.raises(gate.GateError, match="the manifest differ in evidence"):
        editions.settle(planned, replace(made, files=files))

    assert not (checkout / "out" / "2026-01-15/gap/2").exists()


def test_another_edition_that_is_withdrawn_is_none_of_its_business(checkout: Path) -> None:
    """Only the edition right before is corrected."""
    _withdraw(checkout, "2026-01-15/gap--x/1")
    _reword(checkout, "Once.")

    assert (
        None is json.loads((_publish(checkout).folder / "manifest.json").read_bytes())["corrects"]
    )


def test_a_number_is_never_given_twice(checkout: Path) -> None:
    """What was removed leaves its number taken, whether or not anything stands."""
    out = checkout / "out"
    removals.append(out, Removal("2026-01-15/gap/4", "0f", {}, "2026-11-28", "no rule keeps it"))
    removals.append(out, Removal("2026-01-15/fee/9", "0f", {}, "2026-11-28", "no rule keeps it"))
    job = editions.job(catalogue.read(checkout), "gap", DAY)
    assert 5 == planning.step(job, out).assignment.label.number

    shutil.rmtree(out / FIRST)

    assert "5" == _publish(checkout).folder.name
