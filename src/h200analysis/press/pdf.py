"""A notebook as one PDF: accessible, archivable, with its own sources inside."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import Any

from h200analysis.exhibits.characters import OnPaper, on_paper
from h200analysis.press import attachments, cards, setting, terminal
from h200analysis.press.attachments import Attachment
from h200analysis.press.document import Document
from h200analysis.press.markup import Markup
from h200analysis.press.pieces import Chart, Code, Picture, Piece, Text, Verbatim
from h200analysis.press.setting import Part, SheetError, Sources
from h200analysis.press.timing import timed

__all__ = ["Sheet", "SheetError", "sheet"]

_UNDATED = date(1970, 1, 1)  # PDF/A demands a date, and the clock would give other bytes each time


@dataclass(frozen=True, slots=True)
class Sheet:
    """A PDF, and as a sentence each cell that could not be set and is printed as code."""

    content: bytes = field(repr=False)
    faults: tuple[str, ...]


@timed("PDF")
def sheet(read: Document, texts: Markup) -> Sheet:
    """Return the document set as PDF, dated by the day it was made, its sources attached.

    Raises SheetError where nothing can be done, not even with the cells at fault set as code.
    """
    day = read.made or read.as_of or _UNDATED
    attached = attachments.of(read)
    written = {
        "front.json": _json(_front(read, texts, day)),
        "parts.json": _json([_part(piece) for piece in read.pieces]),
        "attached.json": _json([_about(file) for file in attached]),
        "figures.json": _json(cards.rows(read, texts)),
        **dict(_drawings(read)),
    }
    parts = list(_parts(read, texts))
    told = on_paper("".join([*written.values(), *(part.written for part in parts)]))
    rest = {
        "sheet.typ": (files("h200analysis.press") / "sheet" / "sheet.typ").read_bytes(),
        **{f"attached/{file.name}": file.stored for file in attached},
        **dict(_pictures(read)),
    }
    sources = Sources(
        '#import "sheet.typ": *\n#show: sheet.with(json("front.json"))',
        '#figures-table(json("figures.json"))\n\n'
        '#last-words(json("front.json"), json("attached.json"))',
        {**rest, **{name: _utf8(_fit(text, told)) for name, text in written.items()}},
        datetime.combine(day, time(), UTC),
        told.is_east_asian,
    )
    content, refused = setting.pdf([_fit_part(part, told) for part in parts], sources)
    return Sheet(content, tuple(_fault(parts[place], why) for place, why in refused.items()))


def _fault(part: Part, why: str) -> str:
    return f"cell {part.cell}: it cannot be set on paper, and is printed as code: {why}"


def _fit(text: str, told: OnPaper) -> str:
    """Return a text in which each character without a glyph is named."""
    names = {ord(char): name for char, name in told.substitutes.items()}
    return text.translate(names) if names else text


def _fit_part(part: Part, told: OnPaper) -> Part:
    return Part(part.cell, _fit(part.written, told), _fit(part.as_code, told))


def _parts(read: Document, texts: Markup) -> Iterator[Part]:
    written = iter(texts.typst)
    for number, piece in enumerate(read.pieces):
        match piece:
            case Text():
                yield Part(piece.cell, next(written), _as_code(piece.source))
            case Code():
                pass  # the reader of a PDF sees no code; it is in the notebook attached
            case Chart(is_live=True):
                pass  # nobody moves sliders on paper; to_typst.lua leaves out the words about them
            case Verbatim():
                form = f'#part(json("parts.json").at({number}))'
                yield Part(piece.cell, form, _as_code("", "an output that cannot be set"))
            case _:
                form = f'#part(json("parts.json").at({number}))'
                yield Part(piece.cell, form, _as_code(piece.alt, "a picture that cannot be set"))


def _as_code(source: str, what: str = "") -> str:
    text = _bare(f"[Not shown here: {what}] {source}" if what else terminal.bounded(source)[0])
    return f'#part((kind: "output", text: {text}))'


def _bare(text: str) -> str:
    """Return a text as a string of Typst, with what JSON and Typst both understand."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _part(piece: Piece) -> dict[str, Any]:
    match piece:
        case Chart():
            told = {"alt": piece.alt, "title": piece.title}
            return {"kind": "chart", "file": f"{piece.name}.svg", **told}
        case Picture():
            size = {"width": piece.width, "height": piece.height}
            return {"kind": "picture", "file": f"{piece.name}.json", "alt": piece.alt, **size}
        case Verbatim():
            return {"kind": piece.kind, "text": piece.source}
    return {}


def _drawings(read: Document) -> Iterator[tuple[str, str]]:
    for piece in read.pieces:
        if isinstance(piece, Chart):
            yield f"{piece.name}.svg", piece.svg


def _pictures(read: Document) -> Iterator[tuple[str, bytes]]:
    for piece in read.pieces:
        match piece:
            case Picture():
                yield _stored(piece)
            case Text():
                yield from map(_stored, piece.pictures.values())


def _stored(picture: Picture) -> tuple[str, bytes]:
    """Write the bytes as JSON, since Typst's binding takes no file from memory but text."""
    return f"{picture.name}.json", _utf8(_json(list(picture.content)))


def _front(read: Document, texts: Markup, day: date) -> dict[str, Any]:
    language, _, region = read.language.partition("-")
    return {
        "title": texts.title or read.name,
        "is-untitled": not texts.title,
        "kicker": read.kicker,
        "is-kicker-missing": bool(read.kicker) and not texts.has_kicker,
        "footer": read.footer,
        "making": read.making,
        "history": read.history,
        "citation": read.citation,
        "language": language,
        "region": region or None,
        "date": [day.year, day.month, day.day],
    }


def _about(file: Attachment) -> dict[str, str]:
    return {key: value for key, value in asdict(file).items() if key != "content"}


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)


def _utf8(text: str) -> bytes:
    """Encode; half a surrogate pair, which JSON may hold, is written as JSON writes it."""
    return text.encode("utf-8", "backslashreplace")
