"""Texts of a notebook set as Typst, as HTML and as pandoc's tree, all in one pandoc call."""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any

from h200analysis.exhibits import characters
from h200analysis.press import pandoc
from h200analysis.press.document import Document
from h200analysis.press.figures import figures
from h200analysis.press.pieces import Chart, Code, Text


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its letter, its text as HTML, and how often it is referred to."""

    letter: str
    html: str
    uses: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A source in the list of sources: its name in links, what it is called, and its claims."""

    name: str
    label: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it stands in both outputs; the identifier is unique in the document."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Markup:
    """The texts of a document in each form, in the document's order, and what holds for all.

    A tree is a document of its own in pandoc's JSON, which any of pandoc's writers takes.
    `letters` holds the letter of the note on each claim that has one, `on_first_page` the ids of
    the figures that a text prints before the mark of the first page's end.
    """

    typst: tuple[str, ...]
    html: tuple[str, ...]
    trees: tuple[str, ...]
    notes: tuple[Note, ...]
    headings: tuple[Heading, ...]
    letters: Mapping[str, str]
    sources: tuple[Entry, ...]
    on_first_page: tuple[str, ...]
    title: str
    has_kicker: bool
    faults: tuple[str, ...]


def set_texts(document: Document) -> Markup:
    """Return the document's texts, footnotes lettered and headings levelled across them all.

    Raises MarkupError if pandoc fails.
    """
    answer = json.loads(_pandoc(json.dumps(_request(document))))
    return Markup(
        typst=tuple(text["typst"] for text in answer["texts"]),
        html=tuple(text["html"] for text in answer["texts"]),
        trees=tuple(text["tree"] for text in answer["texts"]),
        notes=tuple(Note(**note) for note in answer["notes"]),
        headings=tuple(Heading(**heading) for heading in answer["headings"]),
        letters=dict(answer["letters"] or {}),  # of none, Lua knows a list
        sources=tuple(
            Entry(each["name"], each["label"], tuple(each["claims"])) for each in answer["sources"]
        ),
        on_first_page=tuple(answer["on_first_page"]),
        title=answer["title"],
        has_kicker=answer["has_kicker"],
        faults=tuple(answer["faults"]),
    )


def _before_sliders(document: Document) -> list[bool]:
    """Return of each text whether a chart with sliders follows it; paper leaves its section out."""
    shown = [piece for piece in document.pieces if not isinstance(piece, Code)]
    following = [*shown[1:], None]
    return [
        isinstance(after, Chart) and after.is_live
        for piece, after in zip(shown, following, strict=True)
        if isinstance(piece, Text)
    ]


def _request(document: Document) -> dict[str, Any]:
    texts = [piece for piece in document.pieces if isinstance(piece, Text)]
    written = "".join(text.source for text in texts)
    read = html.unescape(written)  # pandoc, too, reads &rlm; as the character it names
    asked = {
        "texts": [_asked(text) for text in texts],
        "substitutes": characters.hidden(written + read),
        "figures": [entry["id"] for entry in figures(document.notebook) if "id" in entry],
        "sliders_after": _before_sliders(document),
    }
    block = {"t": "CodeBlock", "c": [["", [], []], json.dumps(asked)]}
    return {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [block]}


def _asked(text: Text) -> dict[str, Any]:
    pictures = {
        source: {
            "file": picture.name,
            "address": picture.address,
            "alt": picture.alt,
            **({"width": str(picture.width)} if picture.width else {}),
        }
        for source, picture in text.pictures.items()
    }
    return {"cell": text.cell, "format": text.format, "source": text.source, "pictures": pictures}


def _pandoc(request: str) -> str:
    with as_file(files("h200analysis.press") / "markup.lua") as writer:
        words = ["-f", "json", "-t", str(writer)]
        return pandoc.answer(words, request.encode(), "set the texts of the notebook").decode()
