"""A notebook read and its texts set: once, for page and sheet alike."""

import json
from dataclasses import dataclass
from functools import lru_cache

import nbformat
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


def read(notebook: NotebookNode, name: str) -> Reading:
    """Return the reading of an executed notebook; `name` stands in for a missing title.

    The last one is kept by its content, since the sheet is made of the notebook that the page was
    made of a moment before, and drawing its charts and setting its texts are the longest work.
    Raises MarkupError if pandoc fails.
    """
    return _reading(json.dumps(notebook), name)


@lru_cache(maxsize=1)
def _reading(written: str, name: str) -> Reading:
    found = document.read(nbformat.from_dict(json.loads(written)), name)
    texts = markup.set_texts(found)
    untitled = [] if texts.title else [_NO_TITLE]
    return Reading(found, texts, (*found.faults, *texts.faults, *untitled))
