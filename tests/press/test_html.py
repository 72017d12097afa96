"""The HTML page of a notebook."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from h200analysis.exhibits import vega
from h200analysis.exhibits.bundle import NARROW_FORM
from h200analysis.press.exporting import BriefingHTMLExporter
from tests.press.dot import DOT

VEGA_LITE = "application/vnd.vegalite.v6+json"
BARS = {"data": {"values": [{"x": 1}]}, "mark": "bar", "encoding": {"x": {"field": "x"}}}
CHART = ({VEGA_LITE: BARS}, {VEGA_LITE: {"title": "Gap <now>", "alt": 'Two "bars"', "name": "gap"}})

ASKED = ({VEGA_LITE: BARS | {"params": [{"name": "fee", "value": 1}]}}, CHART[1])


def _shown(
    data: dict[str, Any], told: dict[str, Any] | None = None, code: str = ""
) -> NotebookNode:
    cell: NotebookNode = new_code_cell(
        code, outputs=[new_output("display_data", data=data, metadata=told or {})]
    )
    return cell


def _page(*cells: NotebookNode, **front: str) -> tuple[str, list[str]]:
    metadata = {"h200": {"as_of": "2026-01-15", **front}}
    notebook = new_notebook(cells=list(cells), metadata=metadata)
    resources = {"metadata": {"name": "supply_gap"}}
    exporter = BriefingHTMLExporter()
    page, told = exporter.from_notebook_node(notebook, resources)
    return page, told["faults"]


def _text(source: str) -> str:
    page, _ = _page(new_markdown_cell(f"# Title\n\n{source}"))
    return page


class _Addresses(HTMLParser):
    """Gathers every address that a browser would load by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        names = ["src", "srcset", "data", "poster", *(["href"] if tag in {"link", "image"} else [])]
        self.loaded += [value for name in names if (value := given.get(name))]


def test_page_loads_nothing() -> None:
    """A page of prose, picture and chart names no address that a browser would load."""
    pixel = DOT
    picture = _shown({"image/png": pixel}, {"image/png": {"alt": "A dot"}})
    page, _ = _page(
        new_markdown_cell("# T\n\n[a link](https://example.com)"), picture, _shown(*CHART)
    )
    found = _Addresses()
    found.feed(page)
    assert [f"data:image/png;base64,{pixel}"] == found.loaded
    assert '<a href="https://example.com">a link</a>' in page


def test_policy_allows_exactly_the_scripts_of_the_page() -> None:
    """Every script that runs is allowed by its hash, and neither eval nor any origin is."""
    page, _ = _page(new_markdown_cell("# T"), _shown(*CHART))
    policy = re.search(r'Security-Policy" content="([^"]*)"', page)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    assert policy is not None
    sources = re.search(r"script-src ([^;]*)", policy[1].replace("&#39;", "'"))
    assert sources is not None
    assert [f"'sha256-{digest}'" for digest in hashes] == sources[1].split()
    assert policy[1].startswith("default-src &#39;none&#39;")


def test_one_drawing_script_serves_all_charts() -> None:
    """However many charts answer their reader, the script stands once; for pictures, not at all."""
    title = new_markdown_cell("# T")
    page, _ = _page(title, _shown(*ASKED), _shown(*CHART), _shown(*ASKED))
    assert 1 == page.count(vega.script())
    assert vega.script() not in _page(title, _shown(*CHART))[0]


def test_a_picture_carries_nothing_to_draw_it_from() -> None:
    """Only a chart that answers keeps its specification and a place to draw in."""
    title = new_markdown_cell("# T")
    still, asked = (_page(title, _shown(*chart))[0] for chart in (CHART, ASKED))
    found = [
        [mark in page for mark in ('class="stage"', 'type="application/json"')]
        for page in (still, asked)
    ]
    assert [[False, False], [True, True]] == found


def test_a_chart_of_two_widths_is_told_once() -> None:
    """Both drawings stand in one picture of one text; readers aloud skip the second."""
    data, told = CHART
    page, faults = _page(new_markdown_cell("# T"), _shown({**data, NARROW_FORM: BARS}, told))
    assert not faults
    assert 2 == page.count("<svg ")
    assert 1 == page.count('aria-label="Two &#34;bars&#34;"')
    assert '<div class="narrow" aria-hidden="true"><svg ' in page
    assert len(set(re.findall(r'<clipPath id="([^"]+)"', page))) == page.count("<clipPath id=")


def test_chart_stands_in_the_page_as_a_picture_with_its_text() -> None:
    """Before any script runs a chart is a picture, named by its alternative text, titled above."""
    page, faults = _page(new_markdown_cell("# T"), _shown(*CHART))
    assert not faults
    assert '<div class="picture" role="img" aria-label="Two &#34;bars&#34;"><svg ' in page
    assert "<figcaption>Gap &lt;now&gt;</figcaption>" in page


def test_notes_are_lettered_over_the_whole_document() -> None:
    """Equal notes share one letter wherever they stand, and neighbours are kept apart."""
    first = _shown({"text/markdown": "# T\n\nOrders^[Reuters.]^[FT.] and stock^[Reuters.]"})
    table = _shown({"text/markdown": "| a^[FT.] |\n|---|\n| b^[CNA.] |"})
    page, _ = _page(first, table)
    letters = re.findall(r'aria-label="Note (\w)">\1</a>', page)
    assert ["a", "b", "a", "b", "c"] == letters
    assert re.findall(r'<li id="note-(\w)"><p>([^<]*)</p>', page) == [
        ("a", "Reuters."),
        ("b", "FT."),
        ("c", "CNA."),
    ]
    assert 1 == page.count('<span class="note-separator">, </span>')


def test_every_reference_leads_to_a_target() -> None:
    """Each link within the page, to and from notes and sections, has exactly one target."""
    page = _text("## A\n\nx^[n]^[m] [to B](#B-and-c)\n\n## A\n\n## B and c\n\ny^[n]")
    ids = re.findall(r'\bid="([^"]+)"', page)
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert len(ids) == len(set(ids))
    assert targets <= set(ids)
    assert "s-b-and-c" in targets


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("## A\n\n#### B\n\n## C", ["1", "2", "3", "2"]),
        ("# A\n\n## B\n\n# C", ["1", "2", "3", "2"]),
        ("##### A", ["1", "2"]),
    ],
)
def test_headings_are_levelled(source: str, levels: list[str]) -> None:
    """A page has one heading of the first level, and no level is skipped below it."""
    assert re.findall(r"<h([1-6])[ >]", _text(source)) == levels


def test_document_without_title_takes_the_name_of_its_notebook() -> None:
    """Where no heading of the first level is, the file's name stands in, and that is a fault."""
    page, faults = _page(new_markdown_cell("## A\n\ntext"))
    assert ["1", "2"] == re.findall(r"<h([1-6])[ >]", page)
    assert "<h1>supply_gap</h1>" in page
    assert faults == [
        "the notebook: found no title, expected a heading of the first level, as in # Title"
    ]


def test_tables_say_what_their_headers_head() -> None:
    """A table's header cells carry their scope, and the table can be scrolled by keyboard."""
    page, _ = _page(
        new_markdown_cell("# T"),
        _shown(
            {
                "text/html": "<table><thead><tr><th></th><th>a</th></tr></thead>"
                "<tbody><tr><th>r</th><td>1</td></tr></tbody></table>"
            }
        ),
    )
    assert 2 == page.count('<th scope="col"')
    assert 1 == page.count('<th scope="row"')
    assert '<div class="table" role="region" tabindex="0"' in page


def test_table_without_header_is_a_fault() -> None:
    """A table without a header row takes its first row for one, and says so."""
    page, faults = _page(
        new_markdown_cell("# T"),
        _shown({"text/html": "<table><tr><td>1</td></tr><tr><td>2</td></tr></table>"}),
    )
    assert ["cell 2: a table has no header row, its first row is taken for one"] == faults
    assert '<th scope="col"' in page


def test_code_is_folded_away() -> None:
    """Every code cell is in the page, closed, and the button that opens all is there."""
    page, _ = _page(new_markdown_cell("# T"), _shown({"text/plain": "2"}, code="1 < 2"))
    assert '<details class="code"><summary>' in page
    assert "<code>1 &lt; 2</code>" in page
    assert 'id="code-switch"' in page
    assert 'id="code-switch"' not in _text("no code")


def test_styled_table_loses_its_random_names() -> None:
    """Identifiers, styles and scripts that come with HTML outputs do not reach the page."""
    styled = (
        "<style>#T_1 {color: red}</style>"
        '<table id="T_1"><thead><tr><th class="x" onclick="y">a</th></tr></thead>'
        '<tbody><tr><td style="color:red">1</td></tr></tbody></table><!-- z -->'
    )
    page, _ = _page(new_markdown_cell("# T"), _shown({"text/html": styled}))
    main = page[page.index("<main") : page.index("</main>")]
    assert not re.findall(r"T_1|onclick|color:red|<!--", main)


def test_same_notebook_gives_the_same_bytes() -> None:
    """Nothing random, and no clock, is in a page."""
    cells = [new_markdown_cell("# T\n\nx^[n]"), _shown(*CHART)]
    assert _page(*cells) == _page(*cells)
