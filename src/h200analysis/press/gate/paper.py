"""The PDF: tagged, titled, self-contained, and telling what it shows."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def reasons(content: bytes, pictures: int) -> Iterator[str]:
    """Yield every reason but its words against a PDF of so many pictures, as half a sentence."""
    reader = PdfReader(io.BytesIO(content))
    yield from _about(reader)
    yield from _structure(reader, pictures)
    missing = (str(font.get("/BaseFont")) for font in _fonts(reader) if not _is_embedded(font))
    for name in dict.fromkeys(missing):
        yield f"the font {name} is not embedded."


def words(content: bytes) -> str:
    """Return what a reader sees or hears: the text of the pages, then the spoken texts."""
    reader = PdfReader(io.BytesIO(content))
    shown = [page.extract_text() for page in reader.pages]
    spoken = [str(element["/Alt"]) for element in _elements(reader) if "/Alt" in element]
    return " ".join(" ".join(shown + spoken).split())


def _about(reader: PdfReader) -> Iterator[str]:
    catalogue = reader.root_object
    if not reader.metadata or not reader.metadata.title:
        yield "the document has no title."
    if not catalogue.get("/Lang"):
        yield "the document names no language."
    if not (catalogue.get("/MarkInfo") or {}).get("/Marked"):
        yield "the document is not tagged."


def _structure(reader: PdfReader, pictures: int) -> Iterator[str]:
    elements = list(_elements(reader))
    figures = [element for element in elements if _kind(element) == "/Figure"]
    if len(figures) < pictures:
        yield f"it shows {len(figures)} of {pictures} charts and pictures."
    if not all(str(figure.get("/Alt", "")).strip() for figure in figures):
        yield "a figure has no alternative text."
    tables = (element for element in elements if _kind(element) == "/Table")
    for number, table in enumerate(tables, start=1):
        if not any(_kind(part) == "/TH" for part in _below(table)):
            yield f"table {number} has no header cells; head its columns or rows."


def _kind(element: DictionaryObject) -> str:
    return str(element["/S"])


def _elements(reader: PdfReader) -> Iterator[DictionaryObject]:
    return _below(reader.root_object.get("/StructTreeRoot"))


def _below(node: Any) -> Iterator[DictionaryObject]:
    """Yield the structure elements of a tree in the order of reading, a root among them."""
    waiting = [node]
    while waiting:
        element = waiting.pop()
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            waiting.extend(reversed(element))
        elif isinstance(element, DictionaryObject):
            if "/S" in element:
                yield element
            waiting.append(element.get("/K"))


def _fonts(reader: PdfReader) -> Iterator[DictionaryObject]:
    for page in reader.pages:
        yield from _fonts_of(page)


def _fonts_of(drawn: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield the fonts of a page, or of a drawing placed on it."""
    resources: Any = drawn.get("/Resources") or {}
    for font in (resources.get("/Font") or {}).values():
        yield font.get_object()
    for kind in ("/XObject", "/Pattern"):
        for inner in (resources.get(kind) or {}).values():
            yield from _fonts_of(inner.get_object())


def _is_embedded(font: DictionaryObject) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    descendants: Any = font.get("/DescendantFonts")
    inner = descendants[0].get_object() if descendants else font
    descriptor: Any = inner.get("/FontDescriptor") or {}
    return any(program in descriptor for program in _PROGRAMS)
