"""An executed notebook read as a document: its pieces in reading order, and what it lacks."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nbformat import NotebookNode

from h200analysis.press import charts
from h200analysis.press.fonts import printable

FIGURES = "application/vnd.h200.figures+json"
"""The type under which an exhibit keeps the outcomes it prints."""

_PICTURES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_NEEDS_SCRIPT = re.compile(r"<(script|iframe|object|embed)\b", re.IGNORECASE)
_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Text:
    """Prose or a table, still to be read by pandoc as `markdown` or `html`.

    `pictures` holds the attachments of its cell by name.
    """

    cell: int
    format: str
    source: str
    pictures: dict[str, "Picture"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Characters printed as they are; `kind` is `output`, or `error` for a failed cell."""

    cell: int
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Code:
    """The code of a cell: at hand in HTML, absent from PDF."""

    cell: int
    source: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its picture, its text alternative and the title printed above it."""

    cell: int
    name: str
    spec: charts.Spec
    svg: str
    alt: str
    title: str
    is_live: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """An image from the notebook itself; `name` ends as its type demands."""

    cell: int
    name: str
    mimetype: str
    content: bytes
    alt: str

    @property
    def address(self) -> str:
        """Return the picture as a data address for a page."""
        return f"data:{self.mimetype};base64,{base64.b64encode(self.content).decode()}"


Piece = Text | Verbatim | Code | Chart | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A notebook ready to be set: front matter, pieces, and each fault as a sentence."""

    name: str
    as_of: date | None
    kicker: str
    footer: str
    language: str
    pieces: tuple[Piece, ...]
    faults: tuple[str, ...]


def read(notebook: NotebookNode, name: str) -> Document:
    """Return the document in an executed notebook; `name` stands in for a missing title."""
    faults: list[str] = []
    front = dict(notebook.metadata.get("h200", {}))
    pieces = _Reader(faults).pieces(notebook)
    return Document(
        name=printable(name),
        as_of=_day(front.get("as_of"), faults),
        kicker=printable(str(front.get("kicker", ""))),
        footer=printable(str(front.get("footer", ""))),
        language=_language(front.get("language", "en"), faults),
        pieces=tuple(pieces),
        faults=tuple(faults),
    )


def figures(notebook: NotebookNode) -> list[Any]:
    """Return all figures that the notebook's exhibits print, joined to one list."""
    joined: list[Any] = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            found = output.get("data", {}).get(FIGURES, [])
            joined.extend(found if isinstance(found, list) else [found])
    return joined


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads cells in order; remembers which names are taken and what was wrong."""

    faults: list[str]
    names: set[str] = field(default_factory=set)

    def pieces(self, notebook: NotebookNode) -> Iterator[Piece]:
        for number, cell in enumerate(notebook.cells, start=1):
            tags = set(cell.metadata.get("tags", []))
            if "remove_cell" in tags:
                continue
            if cell.cell_type == "markdown":
                yield Text(number, "markdown", _lines(cell.source), self.attached(number, cell))
            elif cell.cell_type == "code":
                yield from self.code(number, cell, tags)

    def code(self, number: int, cell: NotebookNode, tags: set[str]) -> Iterator[Piece]:
        if "remove_input" not in tags and cell.source.strip():
            yield Code(number, printable(_lines(cell.source)))
        if not tags & {"hide_output", "remove_output"}:
            for output in cell.outputs:
                yield from self.output(number, output)

    def output(self, number: int, output: NotebookNode) -> Iterator[Piece]:
        if output.output_type == "stream":
            yield from _verbatim(number, "output", output.text)
        elif output.output_type == "error":
            yield self.failure(number, f"{output.ename}: {output.evalue}")
        else:
            yield from self.bundle(number, output.data, output.get("metadata", {}))

    def failure(self, number: int, reason: str) -> Piece:
        text = printable(_lines(_ANSI.sub("", reason)))
        self.fault(number, f"it ends in an error, {text.splitlines()[0]}")
        return Verbatim(number, "error", text)

    def bundle(
        self, number: int, data: dict[str, Any], metadata: dict[str, Any]
    ) -> Iterator[Piece]:
        """Yield the best form of one output that both page and sheet can carry."""
        chart = next((kind for kind in charts.MIMETYPES if kind in data), None)
        picture = next((kind for kind in _PICTURES if kind in data), None)
        page = _joined(data.get("text/html", ""))
        if chart:
            yield self.chart(number, data[chart], metadata.get(chart, {}))
        elif "text/markdown" in data:
            yield Text(number, "markdown", _lines(_joined(data["text/markdown"])))
        elif page and not _NEEDS_SCRIPT.search(page):
            yield Text(number, "html", _lines(page))
        elif picture:
            yield self.picture(number, picture, data[picture], metadata)
        elif "text/latex" in data:
            yield Text(number, "markdown", _equation(_joined(data["text/latex"])))
        else:
            yield from self.last_resort(number, data)

    def last_resort(self, number: int, data: dict[str, Any]) -> Iterator[Piece]:
        if "text/html" in data:
            self.fault(number, "its output needs a script or a frame, and only its text is printed")
        if "text/plain" in data:
            yield from _verbatim(number, "output", _joined(data["text/plain"]))

    def chart(self, number: int, spec: charts.Spec, told: dict[str, Any]) -> Piece:
        name = self.name(str(told.get("name", "chart")))
        title = str(told.get("title", ""))
        if not (title or charts.title(spec)):
            self.fault(number, "the chart has no title")
            title = f"Chart {name}"
        alt = str(told.get("alt") or spec.get("description", ""))
        if not alt:
            self.fault(number, "the chart has no alternative text")
            alt = f"A chart without description: {title or charts.title(spec)}"
        return self.drawn(number, name, spec, printable(alt), printable(title), told)

    def drawn(
        self,
        number: int,
        name: str,
        spec: charts.Spec,
        alt: str,
        title: str,
        told: dict[str, Any],
    ) -> Piece:
        styled = charts.house_style(spec, alt)
        try:
            svg = charts.draw(styled, name)
        except charts.ChartError as error:
            return self.failure(number, f"the chart cannot be drawn: {error}")
        return Chart(number, name, styled, svg, alt, title, bool(told.get("live")))

    def attached(self, number: int, cell: NotebookNode) -> dict[str, Picture]:
        found = {}
        for title, data in cell.get("attachments", {}).items():
            kind = next((kind for kind in _PICTURES if kind in data), None)
            if kind:
                found[f"attachment:{title}"] = self.image(number, kind, data[kind], title)
        return found

    def picture(self, number: int, kind: str, content: Any, metadata: dict[str, Any]) -> Piece:
        told = metadata.get(kind)
        alt = str((told or {}).get("alt") or metadata.get("alt") or "")
        if not alt:
            self.fault(number, "the picture has no alternative text")
        return self.image(number, kind, content, alt or "A picture without description")

    def image(self, number: int, kind: str, content: Any, alt: str) -> Picture:
        text = _joined(content)
        raw = text.encode() if kind == "image/svg+xml" else base64.b64decode(text)
        name = f"{self.name('picture')}.{_PICTURES[kind]}"
        return Picture(number, name, kind, raw, printable(alt))

    def name(self, wanted: str) -> str:
        """Return a name fit for identifiers and files, not given before in this document."""
        plain = _NAME.sub("-", wanted.lower()).strip("-") or "chart"
        count = 1
        while (name := plain if count == 1 else f"{plain}-{count}") in self.names:
            count += 1
        self.names.add(name)
        return name

    def fault(self, number: int, sentence: str) -> None:
        self.faults.append(f"cell {number}: {printable(sentence)}")


def _verbatim(number: int, kind: str, text: str) -> Iterator[Piece]:
    shown = printable(_lines(_ANSI.sub("", text))).strip("\n")
    if shown:
        yield Verbatim(number, kind, shown)


def _equation(latex: str) -> str:
    return latex if latex.lstrip().startswith("$") else f"$${latex}$$"


def _joined(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _day(given: Any, faults: list[str]) -> date | None:
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        found = "no date" if given is None else f"{given!r} as date"
        faults.append(f"the notebook: found {found}, expected metadata h200.as_of like 2026-01-15")
        return None


def _language(given: Any, faults: list[str]) -> str:
    if isinstance(given, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", given):
        return given
    faults.append(f"the notebook: found language {given!r}, expected a tag like en or en-GB")
    return "en"
