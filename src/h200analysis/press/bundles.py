"""One output in several forms, and the best of them that page and sheet can both carry."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from h200analysis.counting import counted
from h200analysis.exhibits.answering import answers
from h200analysis.exhibits.bundle import NARROW_FORM
from h200analysis.exhibits.characters import printable
from h200analysis.exhibits.opening import EDITION
from h200analysis.press import (
    charts,
    foreign_html,
    notebook_markdown,
    script_charts,
    styling,
    terminal,
)
from h200analysis.press.gallery import MIMETYPES, Gallery
from h200analysis.press.images import ImageError
from h200analysis.press.pieces import Chart, Picture, Piece, Text, Verbatim
from h200analysis.press.tally import Tally

Bundle = Mapping[str, Any]
"""One output in several forms, by mimetype; or what is told of each form."""

_KINDS = {
    "application/vnd.plotly.v1+json": "a Plotly chart",
    "application/vnd.jupyter.widget-view+json": "a widget",
    "application/geo+json": "a map",
    "application/vdom.v1+json": "a page of virtual nodes",
    "application/javascript": "a script",
    "application/pdf": "a PDF",
}
_OWN = "application/vnd.h200."
_MOST_TEXT = 1_000_000  # characters of an output in Markdown or HTML


@dataclass(frozen=True, slots=True)
class Bundles:
    """Reads the bundles of one cell, and notes each fault and each loss."""

    number: int
    faults: list[str]
    edition: str
    gallery: Gallery
    tally: Tally

    def of(self, data: Bundle, told: Bundle) -> Iterator[Piece]:
        """Yield the pieces of the best form of an output; a line where none can be shown."""
        kind = next((kind for kind in charts.MIMETYPES if kind in data), None)
        if kind:
            yield from self._chart(data[kind], _about(kind, told), data, told)
        elif "text/markdown" in data:
            yield from self._markdown(joined(data["text/markdown"]))
        elif "text/html" in data:
            yield from self._html(joined(data["text/html"]), data, told)
        else:
            yield from self._still(data, told)

    def lost(self, what: str) -> Piece:
        """Return the line that stands in the place of what cannot be shown."""
        self.tally.lost += 1
        self._fault(f"{what} cannot be shown")
        return Verbatim(self.number, "lost", printable(f"[Not shown here: {what}]"))

    def _markdown(self, source: str) -> Iterator[Piece]:
        if len(source) > _MOST_TEXT:
            yield self._left_out(f"{counted(len(source) - _MOST_TEXT, 'character')} of a text")
        text = terminal.lines(source[:_MOST_TEXT]).replace(EDITION, self.edition)
        written, pictures = notebook_markdown.brought(text, self.number, self.gallery)
        yield Text(self.number, "markdown", written, pictures)

    def _html(self, page: str, data: Bundle, told: Bundle) -> Iterator[Piece]:
        if spec := script_charts.spec(page):
            yield from self._chart(spec, {}, data, told)
            return
        brought = foreign_html.brought_down(page)
        if brought.is_empty or (brought.left_out and any(kind in data for kind in MIMETYPES)):
            others = {kind: form for kind, form in data.items() if kind != "text/html"}
            yield from self._still(others, told, " and ".join(brought.left_out))
        elif len(brought.html) > 2 * _MOST_TEXT:
            yield self.lost(f"a page of {counted(len(brought.html), 'character')}")
        else:
            written, pictures = self.gallery.found(self.number, terminal.lines(brought.html))
            yield Text(self.number, "html", written, pictures)
            for what in brought.left_out:
                yield self._left_out(what)

    def _still(self, data: Bundle, told: Bundle, missing: str = "") -> Iterator[Piece]:
        """Yield what is left where neither chart nor Markdown nor HTML can be shown.

        `missing` says what of the HTML cannot be, if anything.
        """
        picture = next((kind for kind in MIMETYPES if kind in data), None)
        if picture:
            yield self._picture(picture, data, told)
        elif "text/latex" in data:
            yield from self._markdown(_equation(joined(data["text/latex"])))
        elif what := missing or next((_called(kind) for kind in data if _is_foreign(kind)), ""):
            yield self.lost(what)
            yield from self._plain(data)
        elif "application/json" in data:
            written = json.dumps(data["application/json"], ensure_ascii=False, indent=1)
            yield from self._plain({"text/plain": written})
        else:
            yield from self._plain(data)

    def _plain(self, data: Bundle) -> Iterator[Piece]:
        text = printable(terminal.lines(terminal.shown(joined(data.get("text/plain", ""))))).strip(
            "\n"
        )
        kept, rest = terminal.bounded(text)
        if kept:
            yield Verbatim(self.number, "output", kept)
        if rest:
            yield self._left_out(rest)

    def _left_out(self, what: str) -> Piece:
        self._fault(f"{what} left out")
        return Verbatim(self.number, "lost", printable(f"[Left out here: {what}]"))

    def _chart(
        self, spec: charts.Spec, about: Bundle, data: Bundle, told: Bundle
    ) -> Iterator[Piece]:
        try:
            yield self._drawn(spec, about, data.get(NARROW_FORM))
        except charts.ChartError as error:
            picture = next((kind for kind in MIMETYPES if kind in data), None)
            self._fault(f"the chart cannot be drawn: {error}")
            if picture:
                yield self._picture(picture, data, told)
            else:
                self.tally.lost += 1
                words = printable(terminal.lines(f"the chart cannot be drawn: {error}"))
                yield Verbatim(self.number, "error", words)

    def _drawn(self, spec: charts.Spec, told: Bundle, narrow: charts.Spec | None) -> Piece:
        """Return a chart, or its picture where it has too many marks to be drawn in lines.

        Raises ChartError where it cannot be drawn.
        """
        name = self.gallery.name(str(told.get("name") or "chart"))
        own_title = charts.title(spec)
        title = str(told.get("title") or "")
        if not (title or own_title):
            title = f"Chart {name}"
            self._fault("the chart has no title")
        alt = str(told.get("alt") or spec.get("description") or "")
        if not alt:
            alt = f"A chart without description: {title or own_title}"
            self._fault("the chart has no alternative text")
        styled = styling.house_style(spec, printable(alt))
        svg = charts.draw(styled, name)
        if len(svg) > charts.LONGEST:
            self._fault("a chart of so many marks is drawn in pixels")
            return self.gallery.hold(self.number, charts.pixels(styled), title or own_title or alt)
        small = charts.draw(styling.house_style(narrow, ""), f"{name}-narrow") if narrow else ""
        is_live, words, heading = bool(told.get("live")), printable(alt), printable(title)
        is_asked = is_live or answers(spec)
        return Chart(self.number, name, styled, svg, words, heading, is_live, is_asked, small)

    def _picture(self, kind: str, data: Bundle, told: Bundle) -> Piece:
        size = {**told, **_about(kind, told)}
        alt = str(size.get("alt") or "")
        try:
            picture: Picture = self.gallery.of_bundle(self.number, kind, data, alt, size)
        except ImageError as error:
            return self.lost(f"a picture ({error})")
        if alt:
            return picture
        self._fault("the picture has no alternative text")
        return replace(picture, alt="A picture without description")

    def _fault(self, sentence: str) -> None:
        self.faults.append(f"cell {self.number}: {printable(terminal.lines(sentence))}")


def joined(value: object) -> str:
    """Return a text that a file may hold as a list of its lines."""
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def _about(kind: str, told: Bundle) -> Bundle:
    """Return what is told of one form; other tools write there what they like."""
    about = told.get(kind)
    return about if isinstance(about, Mapping) else {}


def _is_foreign(kind: str) -> bool:
    known = kind.startswith((_OWN, "text/plain")) or kind == "application/json"
    return not known


def _called(kind: str) -> str:
    return _KINDS.get(kind, f"an output of the type {kind}")


def _equation(latex: str) -> str:
    return latex if latex.lstrip().startswith("$") else f"$${latex}$$"
