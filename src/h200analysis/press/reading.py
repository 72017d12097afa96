"""A notebook read and its texts set: once, for all formats alike."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from h200analysis.press import document, markup
from h200analysis.press.document import Document
from h200analysis.press.markup import Markup

_NO_TITLE = "the notebook: found no title, expected a heading of the first level, as in # Title"


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, its texts in both forms, and every fault of either as a sentence."""

    document: Document
    texts: Markup
    faults: tuple[str, ...]


def read(
    notebook: NotebookNode, name: str, excluded: Collection[str] = (), folder: Path | None = None
) -> Reading:
    """Return the reading of an executed notebook; `name` stands in for a missing title.

    What its tags or `excluded`, some of `removal.EXCLUDABLE`, take out of it is not read. Pictures
    that it names are looked for in `folder`, if one is given.
    Raises MarkupError if pandoc fails.
    """
    made = document.read(notebook, name, excluded, folder)
    texts = markup.set_texts(made)
    untitled = [] if texts.title else [_NO_TITLE]
    return Reading(made, texts, (*made.faults, *texts.faults, *untitled))
