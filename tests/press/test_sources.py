"""Notes and sources: lettered in the order of reading, linked with one another, both ways."""

import io
import re

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from pypdf import PdfReader

from h200analysis.press.exporting import BriefingHTMLExporter, BriefingPDFExporter

ONE = "^[[FT, May]{.cited claim=orders source=ft}: “two”.]"
TWO = "^[[CNA, June]{.cited claim=stock source=cna}: “half”.]"
THREE = "^[[FT, May]{.cited claim=price source=ft}: “27”.]"
TEXT = f"# Title\n\nFirst{ONE}{TWO} and then{THREE}{TWO}{ONE}."
SOURCES = """## Sources

::: {.sources}
- [Reuters, July]{.source name=reuters claims="unused"}: An article. “three”.
- [CNA, June]{.source name=cna claims="stock"}: Another. [cna](<https://cna.example/a>). “half”.
- [FT, May]{.source name=ft claims="price orders"}: A third. “27”; “two”.
:::
"""


def _notebook(*texts: str) -> NotebookNode:
    outputs = [new_output("display_data", data={"text/markdown": text}) for text in texts]
    front = {"h200": {"as_of": "2026-01-15"}}
    notebook: NotebookNode = new_notebook(
        cells=[new_code_cell("x", outputs=outputs)], metadata=front
    )
    return notebook


def _page(*texts: str) -> str:
    page, told = BriefingHTMLExporter().from_notebook_node(
        _notebook(*texts), {"metadata": {"name": "x"}}
    )
    assert not told["faults"]
    return page


def _sheet(*texts: str) -> PdfReader:
    sheet, _ = BriefingPDFExporter().from_notebook_node(
        _notebook(*texts), {"metadata": {"name": "x"}}
    )
    return PdfReader(io.BytesIO(sheet))


def test_letters_within_a_mark_ascend() -> None:
    """Notes are lettered in the order of reading, and those of one mark stand in that order."""
    assert ["a", "b", "a", "b", "c"] == re.findall(r'aria-label="Note (\w)">\1</a>', _page(TEXT))


def test_a_note_told_twice_in_one_mark_stands_there_once() -> None:
    """Two claims in the same words are one note, and its letter is not repeated."""
    again = ONE.replace("claim=orders", "claim=orders_too")
    page = _page(f"# T\n\nOrders{ONE}{again}.")

    assert 1 == page.count('class="reference"')
    assert "note-separator" not in page[page.index("<main") :]


def test_each_source_has_the_letters_of_its_notes_in_front() -> None:
    """Entries stand in the order of their letters; one without a note comes last."""
    page = _page(TEXT, SOURCES)
    entries = re.findall(
        r'<span class="letters">(.*?)</span> <span class="source" id="source-(\w+)">', page
    )

    assert ["ft", "cna", "reuters"] == [name for _, name in entries]
    letters = [re.findall(r'href="#note-(\w)"', written) for written, _ in entries]
    assert [["a", "c"], ["b"], []] == letters


def test_a_list_of_what_is_cited_leaves_out_the_rest() -> None:
    """A source to which no note leads is dropped from it, on the page and on paper."""
    cited = SOURCES.replace("{.sources}", "{.sources .cited}")
    page, sheet = _page(TEXT, cited), _sheet(TEXT, cited).pages[0].extract_text()

    assert ["ft", "cna"] == re.findall(r'<span class="source" id="source-(\w+)">', page)
    assert "Reuters" not in page + sheet
    assert "Another." in sheet


def test_notes_lead_to_their_sources_where_those_are_listed() -> None:
    """Each note links to its source's entry; without a list it is plain text."""
    listed, alone = _page(TEXT, SOURCES), _page(TEXT)
    ids = set(re.findall(r'\bid="([^"]+)"', listed))

    assert 2 == listed.count('<a class="cited" href="#source-ft">FT, May</a>')
    assert set(re.findall(r'href="#([^"]+)"', listed)) <= ids
    assert 'class="cited"' not in alone


def test_a_second_list_of_sources_has_no_anchors() -> None:
    """However often sources are listed, an id stands once, and paper can be set."""
    page = _page(TEXT, SOURCES, SOURCES)

    assert 1 == page.count('id="source-ft"')
    assert "A third." in _sheet(TEXT, SOURCES, SOURCES).pages[0].extract_text()


def test_paper_links_notes_and_sources_both_ways() -> None:
    """A list adds to each note a link to its source, and to each entry one to every note of it."""
    with_list, without = (_links(_sheet(*texts)) for texts in ((TEXT, SOURCES), (TEXT,)))

    notes, letters, address = 3, 3, 1
    assert notes + letters + address == with_list - without


def _links(sheet: PdfReader) -> int:
    """Return how many links the pages of a sheet have."""
    return sum(
        "/Link" == annotation.get_object().get("/Subtype")
        for page in sheet.pages
        for annotation in page.get("/Annots") or []
    )


@pytest.mark.parametrize("name", ["x y", "a<b", 'q"r'])
def test_a_name_unfit_for_links_makes_none(name: str) -> None:
    """A cell cannot smuggle markup into an address by the name of a source."""
    source = SOURCES.replace("name=ft", f"name='{name}'")
    page = _page(TEXT, source)

    assert f'source-{name}"' not in page.replace("source-x y", "")
    assert 'q"r' not in page
