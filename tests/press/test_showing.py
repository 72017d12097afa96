"""After a change of words their cells alone run again; of anything that leaves names, all do."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from h200analysis.press import showing

SET_UP, SAY, CHART = "gap = 1", "%%say\nIt is {gap}.", "exhibits.table(gap)"


def _cells(*sources: str) -> list[NotebookNode]:
    return [new_code_cell(source, outputs=_outputs(source)) for source in sources]


def _outputs(source: str) -> list[NotebookNode]:
    return [new_output("stream", text=f"of {source}")]


def _now(*sources: str) -> list[NotebookNode]:
    return [new_code_cell(source) for source in sources]


@pytest.mark.parametrize(
    ("now", "places"),
    [
        ((SET_UP, SAY, CHART), []),
        ((SET_UP, "%%say\nNow {gap}.", CHART), [1]),
        ((SET_UP, SAY, CHART, "display(gap)"), [3]),
        ((SET_UP, CHART), []),
        (("gap = 2", SAY, CHART), None),
        ((SAY, SET_UP, CHART), None),  # above what gives its name a meaning, it finds none
        ((SET_UP, SAY, CHART, "more = 3"), None),
        (("gap = (", SAY, CHART), None),
    ],
)
def test_a_change_makes_run_what_it_touches(now: tuple[str, ...], places: list[int] | None) -> None:
    """Words and what only shows run alone, wherever they stand; what names anything runs all."""
    assert places == showing.stale(_cells(SET_UP, SAY, CHART), _now(*now), {})


def test_the_others_keep_what_they_showed() -> None:
    """A cell that does not run again shows what it showed."""
    now = [new_markdown_cell("# New"), *_now(SET_UP, SAY, CHART)]

    assert [] == showing.stale(_cells(SET_UP, SAY, CHART), now, {})
    assert list(map(_outputs, (SET_UP, SAY, CHART))) == [c.outputs for c in now[1:]]


@pytest.mark.parametrize(
    ("sources", "places"),
    [
        (("gap = 1", "%passage odds", "exhibits.front('gap', 'odds')"), [1, 2]),
        (("title = exhibits.words('odds')", "%passage other"), None),
        (("gap = 1", "%passage odds", "gap = 2"), None),
    ],
)
def test_a_passage_makes_run_the_cells_that_name_it(
    sources: tuple[str, ...], places: list[int] | None
) -> None:
    """Of a cell that leaves names, or whose words a later cell has changed, all run again."""
    found = showing.stale(_cells(*sources), _now(*sources), {"odds": "It is {gap}."})

    assert places == found
