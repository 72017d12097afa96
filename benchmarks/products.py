"""What was made in the time: pages and papers of both tools, opened and counted.

A chart counts as shown in a PDF if the labels that it has in our page stand in the PDF's text, one
after the other as they are drawn: each alone might also stand in a table.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Tag
from pypdf import PdfReader

_ALIVE = 'figure.chart.live, iframe[srcdoc*="vega"], .vega-embed, [id^="altair-viz"]'
_CHARTS = f'figure.chart, img[src^="data:image/png"], {_ALIVE}'
_FAR = '[src^="http"], link[href^="http"]'
_NOTHING_TOLD = {"", "No description has been provided for this image"}  # nbconvert's filler

Labels = list[str]
"""The labels of each chart, joined in the order in which they are drawn, spaces left out."""


Counts = dict[str, int | None]
"""What all products of one tool have, by the names of `Product`."""


@dataclass(frozen=True, slots=True)
class Product:
    """What one page and one paper have; the counts of the paper are None where none was made."""

    charts: int
    charts_described: int
    charts_alive: int
    loaded_from_afar: int
    pdf_pages: int | None = None
    pdf_charts: int | None = None
    pdf_tagged: int | None = None


def labels(page: Path) -> Labels:
    """Return the labels of each chart of a page of ours, in the first of its two widths."""
    found = [figure.select_one("svg") for figure in _opened(page).select("figure.chart")]
    drawn = [svg for svg in found if svg is not None]
    return [_squeezed("".join(text.get_text() for text in svg.select("text"))) for svg in drawn]


def product(page: Path, paper: Path, expected: Labels) -> Product:
    """Count what a page and a paper have; `expected` are the labels of the charts."""
    opened = _opened(page)
    charts = opened.select(_CHARTS)
    return Product(
        charts=len(charts),
        charts_described=sum(_words(chart) not in _NOTHING_TOLD for chart in charts),
        charts_alive=len(opened.select(_ALIVE)),
        loaded_from_afar=len(opened.select(_FAR)),
        **(dict(_paper(paper, expected)) if paper.exists() else {}),
    )


def total(products: Sequence[Product]) -> Counts:
    """Return the counts of several briefings together, None where one of them has none."""
    each = [asdict(product) for product in products]
    columns = {name: [counts[name] for counts in each] for name in each[0]}
    return {name: None if None in column else sum(column) for name, column in columns.items()}


def _paper(path: Path, expected: Labels) -> Iterator[tuple[str, int]]:
    reader = PdfReader(path)
    text = _squeezed("".join(page.extract_text() for page in reader.pages))
    yield "pdf_pages", len(reader.pages)
    yield "pdf_charts", sum(chart in text for chart in expected)
    yield "pdf_tagged", int("/StructTreeRoot" in reader.root_object)


def _words(chart: Tag) -> str:
    holder = chart.select_one('[role="img"]') or chart
    told = (holder.get(name) for name in ("aria-label", "alt", "title"))
    return str(next(filter(None, told), ""))


def _opened(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
