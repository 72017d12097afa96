"""What a PDF says of itself, checked from the file alone."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
import pypdfium2

from h200analysis.counting import counted
from h200analysis.delivery.trust import signature
from h200analysis.delivery.trust.checks import Check, differs, sound, unknown
from h200analysis.press import edition, label
from h200analysis.press.attachments import EDITION, FIGURES, NOTEBOOK
from h200analysis.press.formats import PDF
from h200analysis.press.gate import attached, figures, paper

_ENDS = re.compile(rb"startxref\s+\d+\s+%%EOF")  # one for each time that a PDF was saved
_UNREADABLE = (
    pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, KeyError, TypeError, AttributeError,
    RuntimeError, RecursionError,
)  # fmt: skip


def record(content: bytes) -> dict[str, Any]:
    """Return what a PDF says of itself in `edition.json`; an empty record where it has none."""
    try:
        return attached.record(attached.held(content))
    except _UNREADABLE:
        return {}


def figures_of(content: bytes) -> list[dict[str, Any]]:
    """Return the figures that a PDF carries; none where they cannot be read."""
    try:
        told: list[dict[str, Any]] = json.loads(attached.held(content)[FIGURES])
    except _UNREADABLE:
        return []
    return told


def checks(content: bytes) -> Iterator[Check]:
    """Yield what is found in a PDF of an edition: one check a line of what it carries."""
    try:
        words, files = paper.inspect(content, 0).words, attached.held(content)
        with pypdfium2.PdfDocument(content) as opened:
            pages = len(opened)
    except _UNREADABLE as error:
        yield differs(f"It cannot be read as a PDF ({error}).")
        return
    yield sound(
        f"It opens as a PDF of {counted(pages, 'page')} "
        f"with {counted(len(files), 'attached file')}."
    )
    if len(_ENDS.findall(content)) > 1 and not signature.is_signed(content):
        yield differs("Something was added to the file after it was made.")
    told = attached.record(files)
    if told:
        yield _own_line(told, words)
        yield _all("The attached files fit their hashes", attached.altered(told, files))
    else:
        yield unknown(
            f"It carries no {EDITION}, so it does not say which edition it is; "
            "it is no edition of h200analysis, or one made before these were attached."
        )
    if NOTEBOOK in files and FIGURES in files:
        yield _all(f"{NOTEBOOK} prints the figures of {FIGURES}", attached.unlike(files))
        yield _printed(files[FIGURES], words)


def _own_line(told: Mapping[str, Any], words: str) -> Check:
    """Return whether the PDF prints of which edition it is."""
    try:
        own = label.of(told)
        line = edition.citation(told["briefing"], told["parameters"]["as_of"], own)
    except (KeyError, TypeError, ValueError):
        return differs(f"{EDITION} does not say which edition it is.")
    if "".join(line.split()) not in "".join(words.split()):
        return differs(f"{EDITION} says “{line}”, and its pages do not.")
    made_by = f"{line}; made by h200analysis {own.revision}"
    return sound(f"It says on its pages and in {EDITION}: {made_by}. {own.replaced}".strip())


def _printed(content: bytes, words: str) -> Check:
    """Return whether every figure that paper is to show is printed on the pages."""
    try:
        wanted = [each for each in json.loads(content) if PDF.shows(each)]
        unseen = [
            f"{each['name']} “{each['text']}”"
            for each in figures.unseen(wanted, words, PDF.splits_words)
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return differs(f"{FIGURES} cannot be read.")
    if unseen:
        return differs(f"Its pages do not print {', '.join(unseen)}, as {FIGURES} has it.")
    return sound(
        f"Its pages print all {counted(len(wanted), 'figure')} that {FIGURES} has for paper."
    )


def _all(told: str, reasons: Iterator[str]) -> Check:
    found = " ".join(reasons)
    return differs(found) if found else sound(f"{told}.")
