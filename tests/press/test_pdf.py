"""The PDF of a notebook."""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from h200analysis.exhibits.bundle import FIGURES
from h200analysis.press.exporting import BriefingHTMLExporter, BriefingPDFExporter

VEGA_LITE = "application/vnd.vegalite.v6+json"
BARS = {
    "data": {"values": [{"what": "orders", "chips": 2_000_000}]},
    "mark": {"type": "bar", "clip": True},
    "encoding": {"x": {"field": "chips", "type": "quantitative"}},
}
HEAD = """::: {.kicker}
Supply gap · 15 January 2026
:::

# Orders exceed stock by [1.3 million]{.figure}^[Reuters.]^[Nikkei.] chips

::: {.deck}
Likely [more]{.figure}^[Nikkei.].
:::
"""
TABLE = """| Row | As reported^[CNA.] |
|---|--:|
| Orders | 2,000,000^[Reuters.] |

: What is short

::: {.first-page-end}
:::
"""


def _shown(
    data: dict[str, Any], told: dict[str, Any] | None = None, code: str = ""
) -> NotebookNode:
    cell: NotebookNode = new_code_cell(
        code, outputs=[new_output("display_data", data=data, metadata=told or {})]
    )
    return cell


@pytest.fixture
def briefing() -> NotebookNode:
    """Make a briefing with all that a page one has, and three sections after it."""
    told = {VEGA_LITE: {"title": "Orders", "alt": "One bar of orders", "name": "ladder"}}
    cells = [
        new_code_cell("secret_code = 1"),
        _shown({"text/markdown": HEAD}),
        _shown({VEGA_LITE: BARS, FIGURES: [{"name": "gap", "value": 1_300_000}]}, told),
        _shown({"text/markdown": TABLE}),
        new_markdown_cell("## Flow^[CNA.]\n\n$$G = D - I$$\n\n## Clearance\n\n### Months\n\nText."),
    ]
    front = {
        "as_of": "2026-01-15",
        "footer": "likely = nine in ten",
        "kicker": "Supply gap, edition 2",
    }
    papermill = {"parameters": {"as_of": "2026-01-15", "seed": 7}}
    metadata = {"h200": front, "papermill": papermill}
    notebook: NotebookNode = new_notebook(cells=cells, metadata=metadata)
    return notebook


def _export(notebook: NotebookNode) -> tuple[bytes, list[str]]:
    exporter = BriefingPDFExporter()
    pdf, told = exporter.from_notebook_node(notebook, {"metadata": {"name": "supply_gap"}})
    return pdf, told["faults"]


def _pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def _tags(pdf: bytes) -> Iterator[DictionaryObject]:
    """Yield every element of the structure tree."""
    stack: list[Any] = [PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"]]
    while stack:
        node = stack.pop()
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, DictionaryObject):
            yield node
            stack.append(node.get("/K"))


def _run(program: str, *arguments: str | Path) -> str:
    """Run a program that reads PDF; without it the test is skipped, or fails where all must run."""
    if shutil.which(program) is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)(f"{program} is not installed")
    done = subprocess.run([program, *arguments], capture_output=True, check=True)
    return done.stdout.decode(errors="replace")


def test_both_standards_are_declared(briefing: NotebookNode) -> None:
    """The PDF declares itself PDF/UA-1 and PDF/A-3a, and its export has no fault."""
    pdf, faults = _export(briefing)
    metadata: Any = PdfReader(io.BytesIO(pdf)).root_object["/Metadata"]
    declared = metadata.get_data().decode()
    assert not faults
    assert re.search(r"pdfuaid:part>1<", declared)
    assert re.search(r"pdfaid:part>3<", declared)
    assert re.search(r"pdfaid:conformance>A<", declared)


def test_date_is_the_day_of_the_view(briefing: NotebookNode) -> None:
    """The document's dates are its as-of date, never the clock's."""
    told = PdfReader(io.BytesIO(_export(briefing)[0])).metadata
    assert told is not None
    assert (str(told["/CreationDate"])[:16], str(told["/ModDate"])[:16]) == (
        "D:20260115000000",
    ) * 2
    assert "Orders exceed stock by 1.3 million chips" == told.title


def test_paper_leaves_the_section_of_sliders_out() -> None:
    """Nobody moves sliders on paper: their heading and words go with them, the rest stays."""
    told = {VEGA_LITE: {"title": "Sliders", "alt": "One bar", "name": "x", "live": True}}
    cells = [
        new_markdown_cell("# T\n\nFirst.\n\n## Before\n\nText.\n\n## Try it\n\nMove these."),
        _shown({VEGA_LITE: BARS}, told, code="code = 1"),
        new_markdown_cell("More about them.\n\n## After\n\nThe end."),
    ]
    notebook = new_notebook(cells=cells, metadata={"h200": {"as_of": "2026-01-15"}})
    paper = " ".join(" ".join(_pages(_export(notebook)[0])).split())
    page, _ = BriefingHTMLExporter().from_notebook_node(notebook, {"metadata": {"name": "x"}})

    for words in ("First.", "Before", "Text.", "After", "The end."):
        assert words in paper
    for words in ("Try it", "Move these.", "More about them.", "400,000"):
        assert words not in paper
    for words in ("Try it", "Move these.", "More about them.", '<a href="#x">Try your own figures'):
        assert words in page


def test_a_still_chart_is_printed_with_its_heading() -> None:
    """Only what answers a reader's hand is left out; below a title sliders alone go."""
    told = {VEGA_LITE: {"title": "Bars", "alt": "One bar", "name": "x", "live": False}}
    for live in (False, True):
        told[VEGA_LITE]["live"] = live
        cells = [new_markdown_cell("# T\n\nText."), _shown({VEGA_LITE: BARS}, told)]
        notebook = new_notebook(cells=cells, metadata={"h200": {"as_of": "2026-01-15"}})
        (paper,) = _pages(_export(notebook)[0])
        assert "Text." in paper
        assert live != ("400,000" in paper)


def test_first_page_ends_where_it_is_told_to(briefing: NotebookNode) -> None:
    """After the first page come the contents, each section with its page, if there are several."""
    assert "Contents" not in "".join(_pages(_export(briefing)[0]))
    briefing.cells += [new_markdown_cell(f"## {name}\n\nText.") for name in ("More", "The end")]
    first, second = _pages(_export(briefing)[0])
    assert "What is short" in first
    assert "Contents" not in first
    assert re.search(
        r"Contents\s*Flow[ .\u2060]*2\s*Clearance[ .\u2060]*2\s*Months[ .\u2060]*2", second
    )


def test_head_and_foot_of_pages(briefing: NotebookNode) -> None:
    """Every page has the footer and its number, every page but the first the kicker as header."""
    first, second = _pages(_export(briefing)[0])
    assert "Supply gap, edition 2" not in first
    assert "Supply gap, edition 2" in second
    for number, page in enumerate([first, second], start=1):
        assert "likely = nine in ten" in page
        assert f"page {number} of 2" in page


def test_notes_stand_once_at_their_first_use(briefing: NotebookNode) -> None:
    """A note is printed on the page of its first use, and later uses show its letter alone."""
    first, second = _pages(_export(briefing)[0])
    assert re.findall(r"\b([a-z])\s*(Reuters\.|Nikkei\.|CNA\.)", first) == [
        ("a", "Reuters."),
        ("b", "Nikkei."),
        ("c", "CNA."),
    ]
    assert "CNA." not in second
    assert re.search(r"Flow\s*c", second)


def test_code_is_not_printed(briefing: NotebookNode) -> None:
    """A reader of the PDF sees no code."""
    assert not [page for page in _pages(_export(briefing)[0]) if "secret_code" in page]


def test_chart_and_equation_have_text_alternatives(briefing: NotebookNode) -> None:
    """What is drawn is also said: the chart by its alternative text, the equation by its TeX."""
    said = {str(tag["/Alt"]) for tag in _tags(_export(briefing)[0]) if "/Alt" in tag}
    assert {"One bar of orders", "G = D - I"} == said


def test_table_headers_are_tagged(briefing: NotebookNode) -> None:
    """The cells of a table's header row are tagged as header cells."""
    kinds = [str(tag.get("/S")) for tag in _tags(_export(briefing)[0])]
    assert (2, 2) == (kinds.count("/TH"), kinds.count("/TD"))


def test_chart_is_drawn_with_text_that_can_be_selected(briefing: NotebookNode) -> None:
    """A chart is vectors and text, not pixels."""
    pdf, _ = _export(briefing)
    assert "400,000" in _pages(pdf)[0]
    assert not [image for page in PdfReader(io.BytesIO(pdf)).pages for image in page.images]


def test_attachments_hold_the_sources(briefing: NotebookNode) -> None:
    """Inside are the notebook, its parameters, its figures and the data of its charts."""
    held = PdfReader(io.BytesIO(_export(briefing)[0])).attachments
    assert ["briefing.ipynb", "figures.json", "ladder.csv", "parameters.json"] == sorted(held)
    assert nbformat.reads(held["briefing.ipynb"][0].decode(), as_version=4) == briefing
    assert {"as_of": "2026-01-15", "seed": 7} == json.loads(held["parameters.json"][0])
    [figure] = json.loads(held["figures.json"][0])
    assert {"name": "gap", "value": 1_300_000}.items() <= figure.items()
    rows = list(csv.DictReader(io.StringIO(held["ladder.csv"][0].decode())))
    assert [{"what": "orders", "chips": "2000000"}] == rows


def test_attachments_say_what_they_are(briefing: NotebookNode) -> None:
    """Each attachment carries a type and a description, as PDF/A-3 wants."""
    held = list(PdfReader(io.BytesIO(_export(briefing)[0])).attachment_list)
    assert 4 == len(held)
    assert all(file.description and file.subtype for file in held)


def test_fonts_come_from_the_wheels(briefing: NotebookNode, tmp_path: Path) -> None:
    """Every font is one of ours, embedded; no font of the machine is used."""
    (tmp_path / "briefing.pdf").write_bytes(_export(briefing)[0])
    lines = _run("pdffonts", tmp_path / "briefing.pdf").splitlines()[2:]
    ours = re.compile(r"\w{6}\+(SourceSansPro|LibertinusSerif|DejaVuSansMono|NewCM)")
    assert lines
    assert all(ours.match(line) and " yes yes yes " in line for line in lines)


def test_file_is_sound_to_others(briefing: NotebookNode, tmp_path: Path) -> None:
    """Other readers open the file, find its text in order, and its attachments."""
    path = tmp_path / "briefing.pdf"
    path.write_bytes(_export(briefing)[0])
    assert "No syntax or stream encoding errors" in _run("qpdf", "--check", path)
    assert "Orders exceed stock by 1.3 million" in _run("pdftotext", path, "-")
    assert "4 embedded files" in _run("pdfdetach", "-list", path)


def test_same_notebook_gives_the_same_bytes_in_any_process(
    briefing: NotebookNode, tmp_path: Path
) -> None:
    """A fresh process and one that has drawn much before make the same page and the same PDF."""
    path = tmp_path / "supply_gap.ipynb"
    nbformat.write(briefing, path)
    code = (
        "import sys, hashlib; from h200analysis.press.exporting import BriefingHTMLExporter as H;"
        "from h200analysis.press.exporting import BriefingPDFExporter as P;"
        "page, pdf = [E().from_filename(sys.argv[1])[0] for E in (H, P)];"
        "print(*[hashlib.sha256(made).hexdigest() for made in (page.encode(), pdf)])"
    )
    fresh = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, check=True, text=True
    )
    _export(briefing)
    warm: list[Any] = [
        BriefingHTMLExporter().from_filename(str(path))[0].encode(),
        BriefingPDFExporter().from_filename(str(path))[0],
    ]
    assert [hashlib.sha256(made).hexdigest() for made in warm] == fresh.stdout.split()


def test_no_path_of_this_machine_is_inside(briefing: NotebookNode) -> None:
    """Neither home folder nor virtual environment shows in the file or its streams."""
    pdf, _ = _export(briefing)
    streams = [o.get_data() for o in _streams(pdf)]
    held = b"\n".join([pdf, *streams])
    assert not [place for place in (sys.prefix, str(Path.home())) if place.encode() in held]


def _streams(pdf: bytes) -> Iterator[Any]:
    reader = PdfReader(io.BytesIO(pdf))
    for number in range(1, int(str(reader.trailer["/Size"]))):
        found = reader.get_object(number)
        if hasattr(found, "get_data"):
            yield found


def test_long_table_repeats_its_header() -> None:
    """A table that runs over pages shows its header on each."""
    rows = "".join(f"| row {n} | {n} |\n" for n in range(120))
    cell = new_markdown_cell(f"# T\n\n| Heading | Value |\n|---|--:|\n{rows}")
    pages = _pages(_export(new_notebook(cells=[cell]))[0])
    assert len(pages) > 1
    assert all("Heading" in page for page in pages)


def test_undated_notebook_gives_a_pdf_and_a_fault() -> None:
    """Alone the press fills in what is missing and says so, and never asks the clock."""
    pdf, faults = _export(new_notebook(cells=[new_markdown_cell("text")]))
    told = PdfReader(io.BytesIO(pdf)).metadata
    assert told is not None
    assert "supply_gap" == told.title
    assert str(told["/CreationDate"]).startswith("D:19700101")
    assert [fault.split(",")[0] for fault in faults] == [
        "the notebook: found no date",
        "the notebook: found no title",
    ]
