"""Markdown as Jupyter reads it, brought to what pandoc reads: equations, pictures, wild spans."""

import re
from collections.abc import Iterator

from h200analysis.press.gallery import Gallery
from h200analysis.press.pieces import Picture

_FENCE = re.compile(
    r"^ {0,3}(```+|~~~+)[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
_BARE = re.compile(
    r"(\$\$.*?\$\$|\\\[.*?\\\])|"  # what is displayed already
    r"\\begin\{((?:align|equation|gather|multline|eqnarray|alignat|flalign)\*?)\}.*?\\end\{\2\}",
    re.DOTALL,
)
_SPAN = re.compile(r"\b(colspan|rowspan)(\s*=\s*[\"']?)\d{3,}", re.IGNORECASE)


def brought(source: str, cell: int, gallery: Gallery) -> tuple[str, dict[str, Picture]]:
    """Return the text for pandoc, and the pictures that it shows by the address that it gives."""
    return gallery.found(cell, "".join(_readable(source)))


def _readable(source: str) -> Iterator[str]:
    """Yield the source with its bare environments as displayed equations; code stays as it is."""
    place = 0
    for fence in _FENCE.finditer(source):
        yield _prose(source[place : fence.start()])
        yield fence[0]
        place = fence.end()
    yield _prose(source[place:])


def _prose(text: str) -> str:
    if r"\begin{" in text:
        text = _BARE.sub(lambda match: match[0] if match[1] else f"$${match[0]}$$", text)
    return _SPAN.sub(r"\g<1>\g<2>99", text)
