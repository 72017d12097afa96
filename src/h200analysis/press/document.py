"""An executed notebook read as a document: front matter, pieces, and what it lacks."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from nbformat import NotebookNode

from h200analysis.exhibits.characters import printable
from h200analysis.press import removal
from h200analysis.press.cells import Reader
from h200analysis.press.pieces import Chart, Picture, Piece
from h200analysis.press.stated_day import stated_day
from h200analysis.press.tally import Tally

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


@dataclass(frozen=True, slots=True)
class File:
    """Another file of the same edition, as a page links to it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """A notebook ready to be set; each fault is a sentence that names its place.

    `notebook` is what may travel with it: all that was not taken out. `made` is the day on which
    the edition that it is part of was made, `making` tells how the figures were drawn, `history`
    what it replaces and why, `citation` how to cite it, `files` what else is in it; all are empty
    for a notebook by itself. `outputs` counts what its cells show.
    """

    name: str
    as_of: date | None
    made: date | None
    kicker: str
    footer: str
    making: str
    history: str
    citation: str
    files: tuple[File, ...]
    language: str
    pieces: tuple[Piece, ...]
    faults: tuple[str, ...]
    notebook: NotebookNode
    outputs: Tally = field(default_factory=Tally)

    @property
    def pictures(self) -> int:
        """Return how many charts and pictures stand between the texts."""
        return sum(isinstance(piece, Chart | Picture) for piece in self.pieces)

    @property
    def still_pictures(self) -> int:
        """Return how many of them stand still, and so are printed on paper."""
        return self.pictures - sum(isinstance(p, Chart) and p.is_live for p in self.pieces)


def read(
    notebook: NotebookNode, name: str, excluded: Collection[str] = (), folder: Path | None = None
) -> Document:
    """Return the document in an executed notebook; `name` stands in for a missing title.

    What its tags or `excluded`, some of `removal.EXCLUDABLE`, take out of it is not read. Pictures
    that it names are looked for in `folder`, if one is given.
    """
    faults: list[str] = []
    kept = removal.applied(notebook, excluded)
    front = dict(notebook.metadata.get("h200", {}))
    reader = Reader(faults, _edition(front), folder)
    return Document(
        name=printable(name),
        as_of=_day(front.get("as_of") or stated_day(notebook), faults),
        made=_made(front.get("made")),
        kicker=printable(str(front.get("kicker", ""))),
        footer=printable(str(front.get("footer", ""))),
        making=printable(str(front.get("making", ""))),
        history=printable(str(front.get("history", ""))),
        citation=printable(str(front.get("citation", ""))),
        files=tuple(File(name, label) for name, label in front.get("files", [])),
        language=_language(front.get("language", "en"), faults),
        pieces=tuple(reader.pieces(kept)),
        faults=tuple(faults),
        notebook=kept,
        outputs=reader.tally,
    )


def _edition(front: Mapping[str, object]) -> str:
    number = printable(str(front.get("edition", "")))
    return f" · {number}" if number else ""


def _made(given: object) -> date | None:
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        return None


def _day(given: object, faults: list[str]) -> date | None:
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        found = "no date" if given is None else f"the date {given!r}"
        faults.append(
            f"the notebook: found {found}, expected one like 2026-01-15 as the parameter as_of or "
            "as metadata h200.as_of"
        )
        return None


def _language(given: object, faults: list[str]) -> str:
    if isinstance(given, str) and _LANGUAGE.fullmatch(given):
        return given
    faults.append(f"the notebook: found language {given!r}, expected a tag like en or en-GB")
    return "en"
