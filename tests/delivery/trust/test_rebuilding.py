"""Made again from what it says of itself: the same, or which figures are not, and why."""

import shutil
from pathlib import Path

import nbformat
import pytest

from h200analysis import project
from h200analysis.delivery.trust import pdf, rebuilding
from h200analysis.delivery.trust.checks import Check, State
from h200analysis.delivery.trust.rebuilding import Original
from h200analysis.press import manifest
from tests import small


@pytest.fixture
def here(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the checkout that the edition was made in, which a test may change."""
    root = Path(shutil.copytree(checkout, tmp_path / "here"))
    monkeypatch.setenv(project.ROOT, str(root))
    return root


def _of_pdf(folder: Path) -> Original:
    content = (folder / "briefing.pdf").read_bytes()
    return Original(pdf.record(content), pdf.figures_of(content), content)


def _of_folder(folder: Path) -> Original:
    content = (folder / "briefing.pdf").read_bytes()
    return Original(manifest.read(folder), pdf.figures_of(content), content)


def _checks(original: Original) -> list[Check]:
    return list(rebuilding.checks(original))


def test_an_edition_comes_out_the_same_from_its_pdf_alone(
    folder: Path, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every figure and every byte, in a checkout of today; no forecast is locked, no file left."""
    monkeypatch.setenv("H200_REGISTER", str(tmp_path / "register.jsonl"))

    figures, content = _checks(_of_pdf(folder))

    assert (figures.state, content.state) == (State.SOUND, State.SOUND)
    assert "all of 1 figure." in figures.told
    assert not (tmp_path / "register.jsonl").exists()
    assert ["gap.ipynb", "passages"] == sorted(path.name for path in (here / "notebooks").iterdir())


def test_other_evidence_is_told_with_the_figures_it_moves(
    folder: Path, here: Path, data_folder: Path
) -> None:
    """The figure is named with both its values, the input by which it moved, and the record."""
    path = data_folder / "parameters.toml"
    text = path.read_text(encoding="utf-8")
    held = 'central = 2_000_000\nhedge = "orders_seed"'
    assert held in text
    judged = 'central = 1_900_000\nlow = 1_800_000\nhigh = 2_000_000\nbecause = "Ours."'
    text = text.replace(held, judged, 1)
    before, after = text[: text.index(judged)], text[text.index(judged) :]
    path.write_text(before + after.replace('"agreed"', '"judged"', 1), encoding="utf-8")

    figures, content = _checks(_of_folder(folder))

    assert (figures.state, content.state) == (State.DIFFERS, State.NOTED)
    assert "supply_gap" in figures.told
    assert "orders_chips" in figures.told
    assert "Changed since: the evidence (" in figures.told


def test_another_notebook_is_told(folder: Path, here: Path) -> None:
    """Where the words alone are others, the figures come out the same and the bytes do not."""
    path = here / "notebooks" / "gap.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[small.PROSE]["source"] += " That is all."
    nbformat.write(notebook, path)

    figures, content = _checks(_of_folder(folder))
    from_pdf = _checks(_of_pdf(folder))[1]

    assert (figures.state, content.state) == (State.SOUND, State.NOTED)
    assert content.told == "Made again, its PDF has other bytes. Changed since: the notebook."
    assert from_pdf.told.endswith("Changed since: the notebook or the software.")


def test_what_cannot_be_made_again_is_told(folder: Path, here: Path) -> None:
    """A briefing that this checkout has no more, or a record that says too little."""
    original = _of_pdf(folder)
    gone = Original({**original.record, "briefing": "none"}, original.figures, original.pdf)
    [told] = _checks(gone)
    assert State.UNKNOWN is told.state
    assert "There is no briefing 'none'" in told.told

    [told] = _checks(Original({}, [], b""))

    assert (told.state, told.told[:26]) == (State.UNKNOWN, "It cannot be made again: i")
