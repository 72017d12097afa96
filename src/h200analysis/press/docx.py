"""A notebook as one Word document: pandoc's own trees of its texts, with its charts as pictures."""

import base64
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from h200analysis.press import charts, pandoc
from h200analysis.press.pieces import Chart, Code, Picture, Text, Verbatim
from h200analysis.press.reading import Reading
from h200analysis.press.timing import timed

_SVG = "image/svg+xml"
_WIDEST = 576  # pixels between the margins of a page, at 96 an inch
_UNDATED = date(1980, 1, 1)  # the earliest that an archive, as .docx is one, can tell
_A4 = (  # in twentieths of a point
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:bottom="1304" w:left="1417" '
    'w:right="1417" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
_READ, _WRITE = "read the Word document", "write the Word document"

Element = dict[str, Any]
"""An element of pandoc's tree."""


@timed("Word")
def document(read: Reading) -> bytes:
    """Return the reading as .docx, dated by the day it was made; code and sliders are left out.

    Headings, tables with heads, notes and equations are Word's own. Raises MarkupError if pandoc
    fails.
    """
    blocks = [block for piece in _pieces(read) for block in piece]
    whole = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {"title": _inlines(_title(read)), "lang": _inlines(read.document.language)},
        "blocks": [*blocks, *_about(read)],
    }
    with TemporaryDirectory() as folder:
        day = read.document.made or read.document.as_of or _UNDATED
        return _pandoc(_with_files(whole, Path(folder)), day, Path(folder))


def words(content: bytes) -> str:
    """Return all that a .docx says, alternative texts and notes too, as pandoc reads it."""
    text = pandoc.answer(["-f", "docx", "-t", "plain", "--wrap=none"], content, _READ)
    return " ".join(text.decode().split())


def _title(read: Reading) -> str:
    return read.texts.title or read.document.name


def _pieces(read: Reading) -> Iterator[list[Element]]:
    written = iter(read.texts.trees)
    for piece in read.document.pieces:
        match piece:
            case Text():
                yield list(_under_the_title(json.loads(next(written))["blocks"]))
            case Chart(is_live=False):
                yield _chart(piece)
            case Picture():
                yield [_paragraph(_image(piece.address, piece.alt, piece.width))]
            case Verbatim():
                yield [{"t": "CodeBlock", "c": [["", [], []], piece.source]}]
            case Chart() | Code():
                pass  # nobody moves sliders in Word, and the code is in the notebook


def _under_the_title(blocks: list[Element]) -> Iterator[Element]:
    """Yield blocks without the title, which Word knows as one; what stands below it is level 1."""
    for block in blocks:
        if block["t"] != "Header":
            yield block
        elif block["c"][0] > 1:
            level, *rest = block["c"]
            yield {"t": "Header", "c": [level - 1, *rest]}


def _chart(piece: Chart) -> list[Element]:
    address = f"data:{_SVG};base64,{base64.b64encode(piece.svg.encode()).decode()}"
    drawn = _paragraph(_image(address, piece.alt, _WIDEST))
    title = [_paragraph({"t": "Strong", "c": _text(piece.title)})] if piece.title else []
    return [*title, drawn]


def _image(address: str, alt: str, width: int | None) -> Element:
    size = [["width", f"{min(width, _WIDEST)}px"]] if width else []
    return {"t": "Image", "c": [["", [], size], _text(alt), [address, ""]]}


def _with_files(part: Any, folder: Path) -> Any:
    """Return a part of a tree whose pictures are files in a folder, drawings among them in pixels.

    So every Word shows them, and none bears its whole content as a description.
    """
    if isinstance(part, list):
        return [_with_files(each, folder) for each in part]
    if not isinstance(part, dict):
        return part
    if part.get("t") == "Image":
        attributes, alt, (address, title) = part["c"]
        return {"t": "Image", "c": [attributes, alt, [_file(address, folder), title]]}
    return {key: _with_files(each, folder) for key, each in part.items()}


def _file(address: str, folder: Path) -> str:
    """Write the picture of a data address into a folder; return the name of the file."""
    kind, _, encoded = address.removeprefix("data:").partition(";base64,")
    content = base64.b64decode(encoded)
    if kind == _SVG:
        kind, content = "image/png", charts.pixels_of(content.decode())
    name = f"{hashlib.sha256(content).hexdigest()[:16]}.{kind.rpartition('/')[2]}"
    (folder / name).write_bytes(content)
    return name


def _about(read: Reading) -> Iterator[Element]:
    """Yield what the last page says of the edition; a notebook by itself has nothing to say."""
    about = read.document
    cited = f"To cite: {about.citation}" if about.citation else ""
    lines = [line for line in (about.making, about.history, cited, about.footer) if line]
    if lines:
        heading = _text("About this edition")
        yield {"t": "Header", "c": [1, ["about-this-edition", [], []], heading]}
        yield from (_paragraph(*_text(f"{line.rstrip('.')}.")) for line in lines)


def _paragraph(*inlines: Element) -> Element:
    return {"t": "Para", "c": list(inlines)}


def _inlines(text: str) -> Element:
    return {"t": "MetaInlines", "c": _text(text)}


def _text(text: str) -> list[Element]:
    words = ({"t": "Str", "c": word} for word in text.split())
    spaced = [part for word in words for part in (word, {"t": "Space"})]
    return spaced[:-1]


def _pandoc(tree: Element, day: date, folder: Path) -> bytes:
    """Return a tree as .docx; its pictures are files of a folder."""
    seconds = int(datetime.combine(day, time(), UTC).timestamp())
    (folder / "reference.docx").write_bytes(_reference())
    given = ["-f", "json", "-t", "docx", "--reference-doc", "reference.docx"]
    dated = {**os.environ, "SOURCE_DATE_EPOCH": str(seconds)}
    asked = json.dumps(tree).encode()
    return pandoc.answer([*given, "-o", "-"], asked, _WRITE, cwd=folder, env=dated)


@cache
def _reference() -> bytes:
    """Return pandoc's own document of styles, on A4."""
    given = ["--print-default-data-file", "reference.docx"]
    original = zipfile.ZipFile(io.BytesIO(pandoc.answer(given, b"", _WRITE)))
    on_a4 = io.BytesIO()
    with zipfile.ZipFile(on_a4, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in original.infolist():
            content = original.read(part)
            if part.filename == "word/document.xml":
                content = content.replace(b"</w:sectPr>", _A4.encode())
            archive.writestr(part, content)
    return on_a4.getvalue()
