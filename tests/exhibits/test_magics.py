"""A notebook's prose cells in IPython itself: what they show, and what they refuse."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from h200analysis.exhibits import magics
from tests.exhibits.unnamed import unnamed

SETUP = """
from h200analysis import cases, evidence
from h200analysis.model import market
case = cases.Case(evidence.read("2026-05-20"))
gap = case.evaluate(market.supply_gap)
"""


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A shell with our magics, a case, and a passage beside it."""
    (tmp_path / "gap").mkdir()
    (tmp_path / "gap" / "2026-01-15.md").write_text(
        "about: licences\n# A gap of {gap} waits\n\nThe deck.\n", encoding="utf-8"
    )
    monkeypatch.setenv("H200_PASSAGES", str(tmp_path))
    # A shell puts a module of its own in the place of `__main__`, and empties it when it is reset.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    made: Any = InteractiveShell.instance()
    magics.register(made)
    made.run_cell(SETUP).raise_error()
    yield made
    made.reset()
    InteractiveShell.clear_instance()


def _shown(shell: Any, cell: str) -> list[str]:
    with capture_output() as captured:
        shell.run_cell(cell).raise_error()
    return [output.data["text/markdown"] for output in captured.outputs]


def test_a_prose_cell_shows_its_text_filled_in(shell: Any) -> None:
    """Its figures come from the notebook's names."""
    (shown,) = _shown(shell, "%%say\n## Gap\nIt is {gap:bare}.")

    assert "## Gap\nIt is [1\\.3 million chips]{.figure}." == unnamed(shown)


def test_a_passage_says_when_newer_reports_exist(shell: Any) -> None:
    """Words of January say in May that reports have come since."""
    (shown,) = _shown(shell, "%passage gap")

    assert shown.endswith("*Text of 15 January 2026; a report of 20 May 2026 is not in it.*")


def test_the_front_is_kicker_headline_and_deck(shell: Any) -> None:
    """The kicker tells the age of the words; the headline has no notes."""
    (shown,) = _shown(
        shell, "from h200analysis import exhibits\ndisplay(exhibits.front('gap', 'gap'))"
    )

    assert "text of 15 January; a report of 20 May is not in it" in shown.replace("\\", "")
    assert "\n# A gap of [1\\.3 million chips]{.figure} waits\n" in unnamed(shown)
    assert shown.endswith("::: {.deck}\nThe deck.\n:::")


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("%%say loudly\nx", "%%say takes nothing on its line; found 'loudly'"),
        ("del case\n%passage gap", "The notebook has no case"),
        ("%passage gaps", "no passage 'gaps'"),
    ],
)
def test_a_mistake_is_one_sentence(shell: Any, cell: str, sentence: str) -> None:
    """What is wrong with a prose cell is said in it."""
    result = shell.run_cell(cell, silent=True)

    assert sentence in str(result.error_in_exec)
