"""What stands before the gate, and what the gate says of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from h200analysis.evidence import Ledger
from h200analysis.press.document import Document
from h200analysis.press.edition import RECORD
from h200analysis.press.figures import cited
from h200analysis.press.formats import PDF, Format
from h200analysis.press.gate import attached, content, figures, outputs, text
from h200analysis.press.gate.content import Content
from h200analysis.press.timing import timed


@dataclass(frozen=True, slots=True)
class Work:
    """A finished edition before it is published, with the day's view of the evidence.

    `contents` are its files by format. `notebook` is as it ran, with what its tags take out.
    `beside` holds the figures of the day's other editions by name.
    """

    contents: Mapping[Format, bytes]
    document: Document
    figures: list[dict[str, Any]]
    faults: tuple[str, ...]
    ledger: Ledger
    notebook: NotebookNode
    beside: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)


@timed("gate")
def reasons(work: Work) -> list[str]:
    """Return every reason why the edition must not be published, each a sentence, each once."""
    quoted = text.quotable(work.ledger)
    sentences = [
        *work.faults,
        *outputs.reasons(work.notebook, quoted),
        *figures.reasons(work.figures, work.ledger),
        *figures.unknown(cited(work.notebook), work.ledger),
        *content.reasons(Content(work.document.notebook, work.ledger, work.beside)),
        *(reason for form in work.contents for reason in _of_format(form, work, quoted)),
        *_attached(work),
    ]
    return list(dict.fromkeys(sentences))


def _of_format(form: Format, work: Work, quoted: text.Quoted) -> Iterator[str]:
    """Yield what is wrong with one file: as a thing of its kind, in its words, in its figures."""
    found = form.inspect(work.contents[form], work.document)
    unfit = (*found.faults, *text.reasons(found.words, quoted))
    yield from (f"{form.name}: {reason}" for reason in unfit)
    if not _is_said(work.document.citation, found.words):
        yield f"{form.name}: it does not print “{work.document.citation}”."
    wanted = [figure for figure in work.figures if form.shows(figure)]
    for figure in figures.unseen(wanted, found.words, form.splits_words):
        shown = f"figures: {figure['name']}, “{figure['text']}”"
        yield f"{shown}, is not to be seen in the {form.name}."


def _is_said(words: str, text: str) -> bool:
    """Whether words stand in a text, however white space parts them there."""
    return "".join(words.split()) in "".join(text.split())


def _attached(work: Work) -> Iterator[str]:
    """Yield what is wrong with the files inside an edition's PDF; a mere notebook is no edition."""
    record = work.document.notebook.metadata.get("h200", {}).get(RECORD)
    if record and PDF in work.contents:
        reasons = attached.reasons(work.contents[PDF], record)
        yield from (f"{PDF.name}: {reason}" for reason in reasons)
