"""How an executed notebook is read."""

from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from h200analysis.exhibits.bundle import FIGURES
from h200analysis.exhibits.characters import printable
from h200analysis.press import document
from h200analysis.press.figures import figures
from h200analysis.press.pieces import Chart, Code, Picture, Text, Verbatim
from tests.press.dot import DOT

FRONT = {"h200": {"as_of": "2026-01-15"}}
VEGA_LITE = "application/vnd.vegalite.v6+json"
BARS = {"data": {"values": [{"x": 1}]}, "mark": "bar", "encoding": {"x": {"field": "x"}}}


def _cell(
    data: dict[str, Any], told: dict[str, Any] | None = None, tags: list[str] | None = None
) -> NotebookNode:
    output = new_output("display_data", data=data, metadata=told or {})
    cell: NotebookNode = new_code_cell("code", outputs=[output], metadata={"tags": tags or []})
    return cell


def _read(*cells: NotebookNode, front: dict[str, Any] = FRONT) -> document.Document:
    return document.read(new_notebook(cells=list(cells), metadata=front), "supply_gap")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({"text/markdown": "a", "text/html": "b", "text/plain": "c"}, Text),
        ({VEGA_LITE: BARS, "image/svg+xml": "<svg/>", "text/plain": "c"}, Chart),
        ({"image/svg+xml": "<svg/>", "text/plain": "c"}, Picture),
        ({"text/html": "<b>a</b>", "image/png": "", "text/plain": "c"}, Text),
        ({"text/html": "<script>1</script>", "text/plain": "c"}, Verbatim),
        ({"application/vnd.jupyter.widget-view+json": {}, "text/plain": "c"}, Verbatim),
    ],
)
def test_best_form_of_an_output_is_read(data: dict[str, Any], kind: type) -> None:
    """Of one output's forms the one that page and sheet can both carry is read."""
    assert kind is type(_read(_cell(data)).pieces[-1])


def test_markdown_is_read_before_html() -> None:
    """Where an output has both, its markdown is what is set."""
    assert (
        Text(1, "markdown", "a") == _read(_cell({"text/markdown": "a", "text/html": "b"})).pieces[1]
    )


def test_figures_alone_print_nothing() -> None:
    """An output that holds only figures for the press leaves no trace in the text."""
    assert [type(piece) for piece in _read(_cell({FIGURES: [1]})).pieces] == [Code]


@pytest.mark.parametrize(
    ("tag", "kinds"),
    [
        ("parameters", [Code, Verbatim]),
        ("remove_input", [Verbatim]),
        ("hide_output", [Code]),
        ("remove_cell", []),
    ],
)
def test_tags_take_parts_of_a_cell_away(tag: str, kinds: list[type]) -> None:
    """A tag for removal takes away exactly the part it names."""
    read = _read(_cell({"text/plain": "a"}, tags=[tag]))
    assert [type(piece) for piece in read.pieces] == kinds


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (_cell({VEGA_LITE: BARS}, {VEGA_LITE: {"title": "t"}}), "no alternative text"),
        (_cell({VEGA_LITE: BARS}, {VEGA_LITE: {"alt": "a"}}), "no title"),
        (_cell({"image/png": DOT}), "no alternative text"),
        (_cell({"image/png": ""}), "a picture (it is empty) cannot be shown"),
        (_cell({"text/html": "<iframe></iframe>"}), "a frame cannot be shown"),
        (
            _cell({VEGA_LITE: {"mark": "bar", "data": {"url": "https://example.com/a.csv"}}}),
            "not allowed",
        ),
    ],
)
def test_each_fault_names_its_cell(cell: NotebookNode, fault: str) -> None:
    """What is missing or broken is one sentence that names the cell."""
    faults = _read(new_markdown_cell("# T"), cell).faults
    assert any(said.startswith("cell 2: ") and fault in said for said in faults)


def test_complete_notebook_has_no_fault() -> None:
    """A chart with title and alternative text in a dated notebook is without fault."""
    told = {VEGA_LITE: {"title": "t", "alt": "a"}}
    assert () == _read(new_markdown_cell("# T"), _cell({VEGA_LITE: BARS}, told)).faults


def test_error_shows_its_reason_and_no_traceback() -> None:
    """A failed cell shows what went wrong, without colours, and without paths of the machine."""
    output = new_output(
        "error", ename="KeyError", evalue="\x1b[31m'x'\x1b[0m", traceback=["a traceback"]
    )
    read = _read(new_code_cell("code", outputs=[output]))
    assert Verbatim(1, "error", "KeyError: 'x'") == read.pieces[-1]
    assert ("cell 1: it ends in an error, KeyError: 'x'",) == read.faults


@pytest.mark.parametrize(
    ("front", "fault"),
    [
        ({}, "no date"),
        ({"as_of": "2026-02-30"}, "the date '2026-02-30'"),
        ({"as_of": "2026-01-15", "language": 'x"y'}, "language 'x\"y'"),
    ],
)
def test_front_matter_that_is_wrong_is_named(front: dict[str, str], fault: str) -> None:
    """A front matter that cannot be used is said with what was found and what was expected."""
    (said,) = _read(front={"h200": front}).faults
    assert said.startswith(f"the notebook: found {fault}, expected ")


def _stating(source: str, tag: str = "parameters") -> NotebookNode:
    cell: NotebookNode = new_code_cell(source, metadata={"tags": [tag]})
    return cell


INJECTED = _stating('# Parameters\nas_of = "2026-01-15"\n', "injected-parameters")


@pytest.mark.parametrize(
    ("cells", "front", "day"),
    [
        ([_stating('as_of: "date" = "2026-01-15"  # the day')], {}, "2026-01-15"),
        ([_stating('seed = 7\nas_of = "2026-01-15"')], {}, "2026-01-15"),
        ([_stating('as_of = "2025-12-01"'), INJECTED], {}, "2026-01-15"),
        ([_stating('as_of = "2026-01-15"')], {"as_of": "2026-08-27"}, "2026-08-27"),
        ([_stating('as_of = "2026-01-15"', "other")], {}, None),
        ([_stating("as_of = seed")], {}, None),
        ([_stating("%time as_of")], {}, None),
    ],
)
def test_a_notebook_nobody_dated_is_dated_by_its_parameters(
    cells: list[NotebookNode], front: dict[str, str], day: str | None
) -> None:
    """The day is the metadata's, else the last that the parameter cells assign."""
    read = _read(*cells, front={"h200": front})

    assert day == (read.as_of and read.as_of.isoformat())


def test_chart_names_are_unique() -> None:
    """Two charts of one name get two names, fit for files and identifiers."""
    told = {VEGA_LITE: {"title": "t", "alt": "a", "name": "../Gap <1>"}}
    read = _read(_cell({VEGA_LITE: BARS}, told), _cell({VEGA_LITE: BARS}, told))
    assert ["gap-1", "gap-1-2"] == [piece.name for piece in read.pieces if isinstance(piece, Chart)]


def test_figures_of_all_exhibits_are_joined() -> None:
    """Figures are one list over the notebook, in reading order."""
    cells = [_cell({FIGURES: [{"n": 1}, {"n": 2}]}), _cell({FIGURES: [{"n": 3}]})]
    assert [1, 2, 3] == [figure["n"] for figure in figures(new_notebook(cells=cells))]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1 – 2 × “a” † ≤ é", "1 – 2 × “a” † ≤ é"),
        ("华为 😀", "华为 😀"),
        ("a\u202eb\u200f", "a⟨U+202E⟩b⟨U+200F⟩"),
        ("\x07\x1b", "⟨U+0007⟩⟨U+001B⟩"),
        ("a\tb\n", "a\tb\n"),
        ("\ud800", "⟨U+D800⟩"),
    ],
)
def test_characters_that_show_nothing_are_named(text: str, shown: str) -> None:
    """A character that shows nothing prints as its code point; others are left to the fonts."""
    assert shown == printable(text)
