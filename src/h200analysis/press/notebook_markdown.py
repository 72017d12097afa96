"""Markdown as Jupyter reads it, brought to what pandoc reads.

Equations, pictures, lists right below a line of text, wild spans.
"""

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
_DISPLAYED = re.compile(r"(\$\$.*?\$\$|\\\\?\[.*?\\\\?\])", re.DOTALL)
_QUOTED = r" {0,3}(?:> ?)*"
_ITEM = re.compile(_QUOTED + r"([-*+]|\d{1,9}[.)])[ \t]+\S")
_FIRST = {"-", "*", "+", "1.", "1)"}  # what may begin a list right below a line, by CommonMark
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
    parts = _DISPLAYED.split(_SPAN.sub(r"\g<1>\g<2>99", text))  # every second is an equation
    parts[::2] = ["".join(_lists_apart(part)) for part in parts[::2]]
    return "".join(parts)


def _lists_apart(text: str) -> Iterator[str]:
    """Yield the lines, with an empty one above a list that stands right below a line of text."""
    before, is_in_list, has_equation_open = "", False, False
    for line in text.splitlines(keepends=True):
        item = _ITEM.match(line)
        below_text = bool(before.strip()) and not before.startswith("<") and not has_equation_open
        if item and item[1] in _FIRST and below_text and not is_in_list:
            yield f"{line[: item.start(1)].rstrip()}\n"
        yield line
        is_in_list = bool(item) or (is_in_list and bool(line.strip()))
        has_equation_open = bool(line.strip()) and has_equation_open != line.count("$") % 2
        before = line
