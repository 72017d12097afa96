"""Texts of a notebook set as Typst, as HTML and as pandoc's tree, all in one pandoc call."""

import html
import json
import subprocess
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any

import pypandoc

from h200analysis.errors import H200Error
from h200analysis.exhibits import characters
from h200analysis.press.document import Document
from h200analysis.press.pieces import Text


class MarkupError(H200Error, RuntimeError):
    """Pandoc could not set the texts; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its letter, its text as HTML, and how often it is referred to."""

    letter: str
    html: str
    uses: int


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
    """

    typst: tuple[str, ...]
    html: tuple[str, ...]
    trees: tuple[str, ...]
    notes: tuple[Note, ...]
    headings: tuple[Heading, ...]
    title: str
    has_kicker: bool
    faults: tuple[str, ...]


def set_texts(document: Document) -> Markup:
    """Return the document's texts, footnotes lettered and headings levelled across them all.

    Raises MarkupError if pandoc fails.
    """
    texts = [piece for piece in document.pieces if isinstance(piece, Text)]
    answer = json.loads(_pandoc(json.dumps(_request(texts))))
    return Markup(
        typst=tuple(text["typst"] for text in answer["texts"]),
        html=tuple(text["html"] for text in answer["texts"]),
        trees=tuple(text["tree"] for text in answer["texts"]),
        notes=tuple(Note(**note) for note in answer["notes"]),
        headings=tuple(Heading(**heading) for heading in answer["headings"]),
        title=answer["title"],
        has_kicker=answer["has_kicker"],
        faults=tuple(answer["faults"]),
    )


def _request(texts: list[Text]) -> dict[str, Any]:
    written = "".join(text.source for text in texts)
    read = html.unescape(written)  # pandoc, too, reads &rlm; as the character it names
    asked = {
        "texts": [_asked(text) for text in texts],
        "substitutes": characters.substitutes(written + read),
    }
    block = {"t": "CodeBlock", "c": [["", [], []], json.dumps(asked)]}
    return {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [block]}


def _asked(text: Text) -> dict[str, Any]:
    pictures = {
        source: {"file": picture.name, "address": picture.address, "alt": picture.alt}
        for source, picture in text.pictures.items()
    }
    return {"cell": text.cell, "format": text.format, "source": text.source, "pictures": pictures}


def _pandoc(request: str) -> str:
    with as_file(files("h200analysis.press") / "markup.lua") as writer:
        done = subprocess.run(
            [pypandoc.get_pandoc_path(), "-f", "json", "-t", str(writer)],
            input=request,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
    if done.returncode:
        raise MarkupError(f"pandoc could not set the texts of the notebook: {done.stderr.strip()}")
    return done.stdout
