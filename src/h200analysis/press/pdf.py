"""A notebook as one PDF: accessible, archivable, with its own sources inside."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import Any

import typst

from h200analysis.errors import H200Error
from h200analysis.exhibits import typesetting
from h200analysis.press import attachments, cards
from h200analysis.press.attachments import Attachment
from h200analysis.press.document import Document
from h200analysis.press.markup import Markup
from h200analysis.press.pieces import Chart, Code, Picture, Piece, Text, Verbatim
from h200analysis.press.timing import timed

_UNDATED = date(1970, 1, 1)  # PDF/A demands a date, and the clock would give other bytes each time


class SheetError(H200Error, RuntimeError):
    """Typst could not set the document; the message holds what it said."""


@timed("PDF")
def sheet(read: Document, texts: Markup) -> bytes:
    """Return the document set as PDF, dated by the day it was made, its sources attached.

    Raises SheetError where something in the notebook cannot be set, as a broken picture.
    """
    day = read.made or read.as_of or _UNDATED
    attached = attachments.of(read)
    sources = {
        "main.typ": _utf8("\n\n".join(_main(read, texts))),
        "sheet.typ": (files("h200analysis.press") / "sheet" / "sheet.typ").read_bytes(),
        "front.json": _json(_front(read, texts, day)),
        "parts.json": _json([_part(piece) for piece in read.pieces]),
        "attached.json": _json([_about(file) for file in attached]),
        "figures.json": _json(cards.rows(read, texts)),
        **{f"attached/{file.name}": file.stored for file in attached},
        **dict(_pictures(read)),
    }
    try:
        return typesetting.pdf(sources, datetime.combine(day, time(), UTC))
    except typst.TypstError as error:
        raise SheetError(f"Typst could not set {read.name}: {error.diagnostic}") from error


def _main(read: Document, texts: Markup) -> Iterator[str]:
    written = iter(texts.typst)
    yield '#import "sheet.typ": *\n#show: sheet.with(json("front.json"))'
    for number, piece in enumerate(read.pieces):
        match piece:
            case Text():
                yield next(written)
            case Code():
                pass  # the reader of a PDF sees no code; it is in the notebook attached
            case Chart(is_live=True):
                pass  # nobody moves sliders on paper; to_typst.lua leaves out the words about them
            case _:
                yield f'#part(json("parts.json").at({number}))'
    yield '#figures-table(json("figures.json"))'
    yield '#last-words(json("front.json"), json("attached.json"))'


def _part(piece: Piece) -> dict[str, str]:
    match piece:
        case Chart():
            told = {"alt": piece.alt, "title": piece.title}
            return {"kind": "chart", "file": f"{piece.name}.svg", **told}
        case Picture():
            return {"kind": "picture", "file": f"{piece.name}.json", "alt": piece.alt}
        case Verbatim():
            return {"kind": piece.kind, "text": piece.source}
    return {}


def _pictures(read: Document) -> Iterator[tuple[str, bytes]]:
    for piece in read.pieces:
        match piece:
            case Chart():
                yield f"{piece.name}.svg", _utf8(piece.svg)
            case Picture():
                yield _stored(piece)
            case Text():
                yield from map(_stored, piece.pictures.values())


def _stored(picture: Picture) -> tuple[str, bytes]:
    """Write the bytes as JSON, since Typst's binding takes no file from memory but text."""
    return f"{picture.name}.json", _json(list(picture.content))


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


def _json(content: object) -> bytes:
    return json.dumps(content).encode()


def _utf8(text: str) -> bytes:
    """Encode; half a surrogate pair, which JSON may hold, is written as JSON writes it."""
    return text.encode("utf-8", "backslashreplace")
