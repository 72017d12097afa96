"""The cells of an executed notebook, read in order into pieces."""

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from h200analysis.exhibits.answering import answers
from h200analysis.exhibits.bundle import NARROW_FORM
from h200analysis.exhibits.characters import printable
from h200analysis.exhibits.opening import EDITION
from h200analysis.press import charts, numbering, styling
from h200analysis.press.pieces import Chart, Code, Picture, Piece, Text, Verbatim

_PICTURES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_NEEDS_SCRIPT = re.compile(r"<(script|iframe|object|embed)\b", re.IGNORECASE)
MOST_LINES = 300  # of what a cell prints
_UNFIT_FOR_NAMES = re.compile(r"[^a-z0-9]+")

Bundle = Mapping[str, Any]
"""One output in several forms, by mimetype; or what is told of each form."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads cells; remembers which names are taken, and notes each fault as a sentence.

    `edition` is what is printed where a cell leaves room for it.
    """

    faults: list[str]
    edition: str = ""
    names: set[str] = field(default_factory=set)

    def pieces(self, notebook: NotebookNode) -> Iterator[Piece]:
        """Yield the pieces of all cells in reading order."""
        for place, cell in enumerate(notebook.cells, start=1):
            number = numbering.number(cell, place)
            if cell.cell_type == "markdown":
                yield Text(number, "markdown", _lines(cell.source), self._attached(number, cell))
            elif cell.cell_type == "code":
                yield from self._code(number, cell)

    def _code(self, number: int, cell: NotebookNode) -> Iterator[Piece]:
        if cell.source.strip() and not _is_prose(cell.source):
            yield Code(number, printable(_lines(cell.source)))
        for output in cell.outputs:
            yield from self._output(number, output)

    def _output(self, number: int, output: NotebookNode) -> Iterator[Piece]:
        if output.output_type == "stream":
            yield from self._verbatim(number, output.text)
        elif output.output_type == "error":
            yield self._failure(number, f"{output.ename}: {output.evalue}")
        else:
            yield from self._bundle(number, output.data, output.get("metadata", {}))

    def _bundle(self, number: int, data: Bundle, told: Bundle) -> Iterator[Piece]:
        """Yield the best form of one output that page and sheet can both carry."""
        chart = next((kind for kind in charts.MIMETYPES if kind in data), None)
        picture = next((kind for kind in _PICTURES if kind in data), None)
        page = _joined(data.get("text/html", ""))
        if chart:
            yield self._chart(number, data[chart], told.get(chart, {}), data.get(NARROW_FORM))
        elif "text/markdown" in data:
            written = _lines(_joined(data["text/markdown"]))
            yield Text(number, "markdown", written.replace(EDITION, self.edition))
        elif page and not _NEEDS_SCRIPT.search(page):
            yield Text(number, "html", _lines(page))
        elif picture:
            yield self._picture(number, picture, data, told)
        elif "text/latex" in data:
            yield Text(number, "markdown", _equation(_joined(data["text/latex"])))
        else:
            yield from self._last_resort(number, data)

    def _last_resort(self, number: int, data: Bundle) -> Iterator[Piece]:
        if "text/html" in data:
            self._fault(number, "an output needs a script or a frame, only its text is printed")
        yield from self._verbatim(number, _joined(data.get("text/plain", "")))

    def _verbatim(self, number: int, text: str) -> Iterator[Piece]:
        shown = printable(_lines(_ANSI.sub("", text))).strip("\n")
        lines = shown.count("\n") + 1
        if lines > MOST_LINES:
            self._fault(
                number,
                f"it prints {lines:,} lines, and a reader reads {MOST_LINES} at most; print fewer, "
                "or show a table",
            )
            shown = "\n".join(shown.splitlines()[:MOST_LINES])
        if shown:
            yield Verbatim(number, "output", shown)

    def _failure(self, number: int, reason: str) -> Piece:
        text = printable(_lines(_ANSI.sub("", reason)))
        self._fault(number, f"it ends in an error, {text.splitlines()[0]}")
        return Verbatim(number, "error", text)

    def _chart(
        self, number: int, spec: charts.Spec, told: Bundle, narrow: charts.Spec | None
    ) -> Piece:
        name = self._name(str(told.get("name") or "chart"))
        own_title = charts.title(spec)
        title = str(told.get("title") or "")
        if not (title or own_title):
            title = f"Chart {name}"
            self._fault(number, "the chart has no title")
        alt = str(told.get("alt") or spec.get("description") or "")
        if not alt:
            alt = f"A chart without description: {title or own_title}"
            self._fault(number, "the chart has no alternative text")
        styled = styling.house_style(spec, printable(alt))
        try:
            svg = charts.draw(styled, name)
            small = charts.draw(styling.house_style(narrow, ""), f"{name}-narrow") if narrow else ""
        except charts.ChartError as error:
            return self._failure(number, f"the chart cannot be drawn: {error}")
        is_live, words, heading = bool(told.get("live")), printable(alt), printable(title)
        is_asked = is_live or answers(spec)
        return Chart(number, name, styled, svg, words, heading, is_live, is_asked, small)

    def _picture(self, number: int, kind: str, data: Bundle, told: Bundle) -> Piece:
        alt = str(told.get(kind, {}).get("alt") or told.get("alt") or "")
        if not alt:
            alt = "A picture without description"
            self._fault(number, "the picture has no alternative text")
        return self._image(number, kind, data, alt)

    def _attached(self, number: int, cell: NotebookNode) -> dict[str, Picture]:
        pictures = {}
        for title, data in cell.get("attachments", {}).items():
            if kind := next((kind for kind in _PICTURES if kind in data), None):
                pictures[f"attachment:{title}"] = self._image(number, kind, data, title)
        return pictures

    def _image(self, number: int, kind: str, data: Bundle, alt: str) -> Picture:
        text = _joined(data[kind])
        raw = text.encode() if kind == "image/svg+xml" else base64.b64decode(text)
        name = f"{self._name('picture')}.{_PICTURES[kind]}"
        return Picture(number, name, kind, raw, printable(alt))

    def _name(self, wanted: str) -> str:
        """Return a name fit for identifiers and files, not given before in this document."""
        plain = _UNFIT_FOR_NAMES.sub("-", wanted.lower()).strip("-") or "chart"
        name, count = plain, 1
        while name in self.names:
            count += 1
            name = f"{plain}-{count}"
        self.names.add(name)
        return name

    def _fault(self, number: int, sentence: str) -> None:
        self.faults.append(f"cell {number}: {printable(sentence)}")


def _is_prose(source: str) -> bool:
    """Say whether a cell only says what its output shows: `%%say`, or lines of `%passage`."""
    lines = [line for line in source.splitlines() if line.strip()]
    return lines[0].startswith("%%say") or all(line.startswith("%passage ") for line in lines)


def _equation(latex: str) -> str:
    return latex if latex.lstrip().startswith("$") else f"$${latex}$$"


def _joined(value: object) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
