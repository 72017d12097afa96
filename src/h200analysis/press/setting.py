"""A document set by Typst even where some of its pieces cannot be: those are found, and replaced.

Typst refuses a document whole. Its message names a line, if it is about one; else the pieces are
tried in halves, each half a document of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import typst

from h200analysis.errors import H200Error
from h200analysis.exhibits import typesetting

_AT_LINE = re.compile(r"main\.typ:(\d+):")
_MOST_ROUNDS = 12
_ALONE = """
#let again(letter) = []
#let cited(source, body) = body
#let source(name, letters, body) = body
#let figure-text(weight, id, body) = body
#let plain-link(to, body) = body
#let contents() = []
#let link(to, ..body) = body.pos().at(0, default: [])
#let heading(level: 1, body) = strong(body)
"""  # what leads from one piece into another would be missing where a piece is tried alone


class SheetError(H200Error, RuntimeError):
    """Typst could not set the document, or a cell of it; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece as Typst, and as Typst that can always be set; `cell` says where it comes from."""

    cell: int
    written: str
    as_code: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What a document is made of besides its parts: the text before and after, and the files."""

    before: str
    after: str
    files: dict[str, bytes]
    moment: datetime
    is_east_asian: bool


def pdf(parts: Sequence[Part], sources: Sources) -> tuple[bytes, dict[int, str]]:
    """Return the PDF, and of each part that had to be replaced, by its place, what Typst said.

    Raises SheetError where it can be set in no way.
    """
    refused: dict[int, str] = {}
    for _ in range(_MOST_ROUNDS):
        try:
            return _compiled(parts, sources, refused), refused
        except typst.TypstError as error:
            found = _named(error, parts, sources, refused) or _found(parts, sources, refused)
            if not found:
                break
            refused.update(found)
    every = dict.fromkeys(range(len(parts)), "it stands among what cannot be set")
    try:
        return _compiled(parts, sources, every), every
    except typst.TypstError as error:
        raise SheetError(f"the document cannot be set: {_reason(error)}") from None


def _compiled(parts: Sequence[Part], sources: Sources, refused: dict[int, str]) -> bytes:
    main = _joined(parts, sources, refused)
    return _set({**sources.files, "main.typ": _utf8("\n\n".join(main))}, sources)


def _joined(parts: Sequence[Part], sources: Sources, refused: dict[int, str]) -> list[str]:
    written = [p.as_code if place in refused else p.written for place, p in enumerate(parts)]
    return [sources.before, *written, sources.after]


def _set(files: dict[str, bytes], sources: Sources) -> bytes:
    return typesetting.pdf(files, sources.moment, sources.is_east_asian)


def _named(
    error: typst.TypstError, parts: Sequence[Part], sources: Sources, refused: dict[int, str]
) -> dict[int, str]:
    """Return the parts in whose lines Typst met what it cannot set."""
    lines = {int(line) for line in _AT_LINE.findall(error.diagnostic)}
    found: dict[int, str] = {}
    line = 1
    for place, text in enumerate(_joined(parts, sources, refused)):
        end = line + text.count("\n")
        part = place - 1
        if 0 <= part < len(parts) and part not in refused and lines & {*range(line, end + 1)}:
            found[part] = _reason(error)
        line = end + 2
    return found


def _found(parts: Sequence[Part], sources: Sources, refused: dict[int, str]) -> dict[int, str]:
    """Return the parts that cannot be set by themselves."""
    left = [place for place in range(len(parts)) if place not in refused]

    def tried(places: list[int]) -> dict[int, str]:
        if not places or not (reason := _alone([parts[place] for place in places], sources)):
            return {}
        if len(places) == 1:
            return {places[0]: reason}
        middle = len(places) // 2
        return tried(places[:middle]) | tried(places[middle:])

    return tried(left)


def _alone(parts: Sequence[Part], sources: Sources) -> str:
    """Return why parts cannot be set without the rest of their document; nothing if they can."""
    main = "\n\n".join([sources.before + _ALONE, *(part.written for part in parts)])
    try:
        _set({**sources.files, "main.typ": _utf8(main)}, sources)
    except typst.TypstError as error:
        return _reason(error)
    return ""


def _reason(error: typst.TypstError) -> str:
    first: str = error.diagnostic.strip().partition("\n")[0]
    return first.removeprefix("error: ")


def _utf8(text: str) -> bytes:
    """Encode; half a surrogate pair, which JSON may hold, is written as JSON writes it."""
    return text.encode("utf-8", "backslashreplace")
