"""A notebook read and its texts set: once, for all formats alike."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from h200analysis.press import document, markup
from h200analysis.press.document import Document
from h200analysis.press.markup import Markup
from h200analysis.press.pandoc import MarkupError
from h200analysis.press.pieces import Text

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
    made, texts, unread = _set(document.read(notebook, name, excluded, folder))
    untitled = [] if texts.title else [_NO_TITLE]
    return Reading(made, texts, (*made.faults, *unread, *texts.faults, *untitled))


def _set(made: Document) -> tuple[Document, Markup, list[str]]:
    """Return the document with its texts; those at which pandoc fails are set as they stand."""
    try:
        return made, markup.set_texts(made), []
    except MarkupError as error:
        failing = list(_failing(made, [p for p in made.pieces if isinstance(p, Text)]))
        if not failing:
            raise
        pieces = tuple(
            replace(p, format="plain") if isinstance(p, Text) and p in failing else p
            for p in made.pieces
        )
        plain = replace(made, pieces=pieces)
        why = str(error).partition("\n")[0][:200]
        told = (f"cell {piece.cell}: it is printed as it stands: {why}" for piece in failing)
        return plain, markup.set_texts(plain), list(told)


def _failing(made: Document, texts: Sequence[Text]) -> Iterator[Text]:
    """Yield the texts that pandoc cannot set even alone, tried in halves."""
    try:
        markup.set_texts(replace(made, pieces=tuple(texts)))
    except MarkupError:
        if len(texts) == 1:
            yield texts[0]
        else:
            yield from _failing(made, texts[: len(texts) // 2])
            yield from _failing(made, texts[len(texts) // 2 :])
