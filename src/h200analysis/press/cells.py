"""The cells of an executed notebook, read in order into pieces."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from nbformat import NotebookNode

from h200analysis.exhibits.characters import printable
from h200analysis.press import captions, notebook_markdown, numbering, terminal
from h200analysis.press.bundles import Bundles, joined
from h200analysis.press.gallery import MIMETYPES, Gallery
from h200analysis.press.images import ImageError
from h200analysis.press.pieces import Code, Picture, Piece, Text, Verbatim
from h200analysis.press.tally import Tally

_MOST_CODE = 60_000  # characters of a cell
_MOST_CELLS = 5_000
_SHOWING = {"display_data", "execute_result"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads cells; remembers which names are taken, and notes each fault as a sentence.

    `edition` is what is printed where a cell leaves room for it, `folder` where the notebook lies.
    """

    faults: list[str]
    edition: str = ""
    folder: Path | None = None
    tally: Tally = field(default_factory=Tally)
    gallery: Gallery = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "gallery", Gallery(self.folder))

    def pieces(self, notebook: NotebookNode) -> Iterator[Piece]:
        """Yield the pieces of all cells in reading order."""
        for place, cell in enumerate(notebook.cells[:_MOST_CELLS], start=1):
            number = numbering.number(cell, place)
            source = terminal.lines(joined(cell.get("source", "")))
            if cell.cell_type == "markdown":
                yield self._markdown(number, source, self._attached(number, cell))
            elif cell.cell_type == "code":
                yield from self._code(number, source, cell)
            elif source.strip():
                yield from self._raw(number, source, cell)
        if (count := len(notebook.cells)) > _MOST_CELLS:
            rest = f"{count - _MOST_CELLS:,} of {count:,} cells"
            self.faults.append(f"the notebook: {rest} are left out; split it")
            yield Verbatim(count, "lost", f"[Left out here: {rest}]")

    def _markdown(self, number: int, source: str, attached: Mapping[str, Picture]) -> Text:
        written, pictures = notebook_markdown.brought(source, number, self.gallery)
        return Text(number, "markdown", written, {**pictures, **attached})

    def _raw(self, number: int, source: str, cell: NotebookNode) -> Iterator[Piece]:
        """Yield a raw cell: set where its format is one that is read here, else as it stands."""
        told = cell.get("metadata", {})
        kind = str(told.get("raw_mimetype") or told.get("format") or "")
        if kind == "text/markdown":
            yield self._markdown(number, source, {})
        elif kind == "text/html":
            yield from self._bundles(number).of({"text/html": source}, {})
        else:
            self._fault(number, "a raw cell is printed as it stands")
            yield from self._verbatim(number, source)

    def _code(self, number: int, source: str, cell: NotebookNode) -> Iterator[Piece]:
        if source.strip() and not _is_prose(source):
            kept = source[:_MOST_CODE]
            if kept != source:
                self._fault(number, f"its code is cut after {_MOST_CODE:,} characters")
            yield Code(number, printable(kept))
        shown = [output for output in cell.get("outputs", []) if output.output_type in _SHOWING]
        if shown and (caption := captions.of(cell, source)):
            yield self._markdown(number, f"**{caption}**", {})
        for _, together in groupby(enumerate(cell.get("outputs", [])), key=_stream):
            yield from self._output(number, [output for _, output in together])

    def _output(self, number: int, outputs: list[NotebookNode]) -> Iterator[Piece]:
        """Yield what one output shows, or what outputs in a row have written to one stream."""
        first = outputs[0]
        self.tally.found += len(outputs)
        if first.output_type == "stream":
            text = "".join(joined(output.get("text", "")) for output in outputs)
            kind = "stderr" if first.get("name") == "stderr" else "output"
            yield from self._verbatim(number, text, kind)
        elif first.output_type == "error":
            yield self._error(number, first)
        elif "data" not in first:
            kind = f"an output of the unknown type {first.output_type}"
            yield self._bundles(number).lost(kind)
        else:
            yield from self._bundles(number).of(first.data, first.get("metadata", {}))

    def _bundles(self, number: int) -> Bundles:
        return Bundles(number, self.faults, self.edition, self.gallery, self.tally)

    def _verbatim(self, number: int, text: str, kind: str = "output") -> Iterator[Piece]:
        shown = printable(terminal.lines(terminal.shown(text))).strip("\n")
        if not shown:
            return
        kept, rest = terminal.bounded(shown)
        if rest:
            self._fault(number, f"it prints more than a reader reads, {rest} left out")
        yield Verbatim(number, kind, kept)
        if rest:
            yield Verbatim(number, "lost", f"[Left out here: {rest}]")

    def _error(self, number: int, output: NotebookNode) -> Piece:
        """Return an error by its name and message; its traceback is full of paths of a machine."""
        named = f"{output.get('ename', 'Error')}: {output.get('evalue', '')}"
        text = printable(terminal.lines(terminal.shown(named)))
        self._fault(number, f"it ends in an error, {text.splitlines()[0]}")
        return Verbatim(number, "error", text)

    def _attached(self, number: int, cell: NotebookNode) -> dict[str, Picture]:
        pictures: dict[str, Picture] = {}
        for title, data in cell.get("attachments", {}).items():
            if kind := next((kind for kind in MIMETYPES if kind in data), None):
                try:
                    picture = self.gallery.of_bundle(number, kind, data, title, {})
                except ImageError as error:
                    self._fault(number, f"the attachment {title} cannot be shown: {error}")
                else:
                    pictures[f"attachment:{title}"] = picture
        return pictures

    def _fault(self, number: int, sentence: str) -> None:
        self.faults.append(f"cell {number}: {printable(sentence)}")


def _stream(placed: tuple[int, NotebookNode]) -> str:
    """Return the stream that an output is of, and of any other output its place, which is one."""
    place, output = placed
    return f"stream {output.get('name')}" if output.output_type == "stream" else str(place)


def _is_prose(source: str) -> bool:
    """Say whether a cell only says what its output shows: `%%say`, or lines of `%passage`."""
    lines = [line for line in source.splitlines() if line.strip()]
    return lines[0].startswith("%%say") or all(line.startswith("%passage ") for line in lines)
