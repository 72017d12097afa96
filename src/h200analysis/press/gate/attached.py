"""What travels inside a PDF: it fits together, and says what the edition says."""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import nbformat
import pikepdf

from h200analysis.press.attachments import EDITION, FIGURES, NOTEBOOK
from h200analysis.press.figures import figures

Held = Mapping[str, bytes]
"""The files attached to a PDF by name."""

Record = Mapping[str, Any]
"""What an edition says of itself: `edition.json`."""

_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)


def held(content: bytes) -> dict[str, bytes]:
    """Return the files attached to a PDF; pikepdf.PdfError where it is none."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}


def record(files: Held) -> dict[str, Any]:
    """Return the record among the attached files; an empty one where there is none to be read."""
    try:
        told = json.loads(files[EDITION])
    except _UNREADABLE:
        return {}
    return told if isinstance(told, dict) else {}


def reasons(content: bytes, own: Record) -> Iterator[str]:
    """Yield why what is attached to a PDF is not what an edition with this record carries."""
    files = held(content)
    told = record(files)
    if {key: value for key, value in told.items() if key != "files"} != own:
        yield f"{EDITION} is not what the edition says of itself."
    yield from altered(told, files)
    yield from unlike(files)


def altered(told: Record, files: Held) -> Iterator[str]:
    """Yield which attached files are missing, unnamed, or other than the record's hashes say."""
    hashes = told.get("files")
    named = hashes if isinstance(hashes, dict) else {}
    others = {name: content for name, content in files.items() if name != EDITION}
    for name in sorted({*named, *others}):
        if name not in others:
            yield f"{name} is missing from its attachments."
        elif name not in named:
            yield f"{name} is attached, and {EDITION} does not name it."
        elif hashlib.sha256(others[name]).hexdigest() != named[name]:
            yield f"{name} is not as {EDITION} has its hash."


def unlike(files: Held) -> Iterator[str]:
    """Yield whether the attached notebook prints other figures than those that are attached."""
    try:
        shown = figures(nbformat.reads(files[NOTEBOOK].decode(), as_version=4))
        printed = json.loads(files.get(FIGURES, b"[]"))
    except _UNREADABLE:
        yield f"{NOTEBOOK} or {FIGURES} cannot be read."
        return
    if shown != printed:
        yield f"{NOTEBOOK} prints other figures than {FIGURES} has."
