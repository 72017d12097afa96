"""The gate: an edition is opened again as its readers will, and refused if it is unsound."""

import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from h200analysis.evidence import Ledger

ERROR_TEXTS = ("Error loading script", "Traceback (most recent call last)", "Javascript Error")
_UNRESOLVED = re.compile(r"\{[a-z_][a-z0-9_.]*(?::[^{}]*)?\}")
_NOT_A_NUMBER = re.compile(
    r"(?<![\w.])-?(?:nan|inf|NaN|None(?! of )|undefined|Infinity)(?!\w|\.\w)"
)
_LOADED = re.compile(r"(?:@import\s|url\()\s*[\"']?(?:https?:)?//")
_LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "object": "data",
            "source": "src", "video": "src", "audio": "src", "embed": "src", "image": "href",
            "use": "href"}  # fmt: skip


class GateError(RuntimeError):
    """An edition that is unsound; `refusals` holds every reason."""

    def __init__(self, briefing: str, refusals: list[str]) -> None:
        self.refusals = tuple(refusals)
        reasons = "\n".join(f"- {refusal}" for refusal in refusals)
        super().__init__(f"{briefing} was not published:\n{reasons}")


@dataclass(frozen=True, slots=True)
class Work:
    """A finished edition before it is published, with the day's view of the evidence."""

    html: str
    pdf: bytes
    figures: list[dict[str, Any]]
    faults: tuple[str, ...]
    ledger: Ledger


def refusals(work: Work) -> list[str]:
    """Return every reason why the edition must not be published, each a sentence."""
    page = BeautifulSoup(work.html, "html.parser")
    reader = PdfReader(io.BytesIO(work.pdf))
    found = [
        *work.faults,
        *_page(page, work.html),
        *_paper(reader, charts=len(page.select("figure.chart"))),
        *_figures(work.figures, work.ledger, f"{_visible(page)} {_told(page)}"),
    ]
    return list(dict.fromkeys(found))


def _page(page: BeautifulSoup, html: str) -> Iterator[str]:
    if page.title is None or not page.title.get_text(strip=True):
        yield "HTML: the page has no title; give the briefing a headline."
    for tag, attribute in _LOADING.items():
        for element in page.find_all(tag):
            target = str(element.get(attribute, ""))
            if re.match(r"(?:[a-z]+:)?//", target):
                yield f"HTML: <{tag}> loads {target} from afar; put it into the page instead."
    for style in [*page.find_all("style"), *page.find_all(style=True)]:
        if _LOADED.search(str(style)):
            yield "HTML: a style loads something from afar; put it into the page instead."
    if "Content-Security-Policy" not in html:
        yield "HTML: the page has no Content-Security-Policy."
    yield from _charts(page)
    yield from (f"HTML: {reason}" for reason in _text(_visible(page)))


def _charts(page: BeautifulSoup) -> Iterator[str]:
    for number, chart in enumerate(page.select("figure.chart"), start=1):
        picture = chart.find("svg")
        if picture is None or not picture.find_all(["path", "rect", "circle", "text", "line"]):
            yield f"HTML: chart {number} did not draw."
        if not chart.select('[role="img"][aria-label]'):
            yield f"HTML: chart {number} has no alternative text."


def _visible(page: BeautifulSoup) -> str:
    """Return what a reader sees: no code, no scripts; a copy is searched, the page is kept."""
    hidden = ("script", "style", "pre", "code", "template")
    texts = (t for t in page.find_all(string=True) if not t.find_parent(hidden))
    return " ".join(" ".join(texts).split())


def _told(page: BeautifulSoup) -> str:
    """Return the words of the charts for readers who cannot see them."""
    labels = (str(element["aria-label"]) for element in page.select("[aria-label]"))
    return " ".join(" ".join(labels).split())


def _text(text: str) -> Iterator[str]:
    for error in ERROR_TEXTS:
        if error in text:
            yield f"it prints the error text “{error}”."
    for found in dict.fromkeys(_UNRESOLVED.findall(text)):
        yield f"it prints {found}, a figure that was never filled in."
    for found in dict.fromkeys(_NOT_A_NUMBER.findall(text)):
        yield f"it prints {found!r} where a figure belongs."


def _paper(reader: PdfReader, charts: int) -> Iterator[str]:
    catalogue = reader.root_object
    if not reader.metadata or not reader.metadata.title:
        yield "PDF: the document has no title."
    if not catalogue.get("/Lang"):
        yield "PDF: the document names no language."
    if not (catalogue.get("/MarkInfo") or {}).get("/Marked"):
        yield "PDF: the document is not tagged."
    for font in _fonts(reader):
        if not _embedded(font):
            yield f"PDF: the font {font.get('/BaseFont')} is not embedded."
    kinds = list(_tags(catalogue.get("/StructTreeRoot")))
    figures = [tag for kind, tag in kinds if kind == "/Figure"]
    if len(figures) < charts:
        yield f"PDF: it shows {len(figures)} of {charts} charts."
    if any(not tag.get("/Alt") for tag in figures):
        yield "PDF: a figure has no alternative text."
    names = [kind for kind, _ in kinds]
    if names.count("/Table") and "/TH" not in names:
        yield "PDF: a table has no header cells."
    text = " ".join(page.extract_text() for page in reader.pages)
    yield from (f"PDF: {reason}" for reason in _text(" ".join(text.split())))


def _fonts(reader: PdfReader) -> Iterator[DictionaryObject]:
    for page in reader.pages:
        fonts = (page.get("/Resources") or {}).get("/Font") or {}
        for font in fonts.values():
            yield font.get_object()


def _embedded(font: DictionaryObject) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    descendants: Any = font.get("/DescendantFonts")
    inner = descendants[0].get_object() if descendants else font
    descriptor = inner.get("/FontDescriptor") or {}
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _tags(node: Any) -> Iterator[tuple[str, DictionaryObject]]:
    """Yield every structure element of a tagged PDF with its kind."""
    stack = [node]
    while stack:
        element = stack.pop()
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            stack.extend(element)
        elif isinstance(element, DictionaryObject):
            if "/S" in element:
                yield str(element["/S"]), element
            stack.append(element.get("/K"))


def _figures(figures: list[dict[str, Any]], ledger: Ledger, text: str) -> Iterator[str]:
    for entry in figures:
        name, printed = entry["name"], entry["text"]
        never = entry["value"] is None and entry["unit"] in {"month", "week"}
        if not never and not _is_number(entry["value"]):
            yield f"figures: {name} is {entry['value']}; expected a number."
        if " ".join(printed.split()) not in text:
            yield f"figures: {name}, “{printed}”, is not to be seen in the page."
        for claim in entry["claims"]:
            if claim not in ledger.claims:
                yield f"figures: {name} rests on {claim!r}, which nobody knew on {ledger.as_of}."


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and math.isfinite(value)


def refuse(briefing: str, reasons: list[str]) -> None:
    """Raise if there is a reason to."""
    if reasons:
        raise GateError(briefing, reasons)
