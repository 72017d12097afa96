"""The typefaces of an edition, and which characters they can print.

Only fonts that come in wheels count: those inside Typst, and Source Sans Pro for charts and
tables. What is installed on a machine never changes an edition.
"""

import unicodedata
from functools import cache
from pathlib import Path

import font_source_sans_pro
import typst

SANS = "Source Sans Pro"
_BREAKS = "\n\t"


@cache
def shelf() -> typst.Fonts:
    """Return the fonts Typst may use, system fonts left out."""
    return typst.Fonts(include_system_fonts=False, font_paths=[folder()])


def folder() -> Path:
    """Return the folder of Source Sans Pro inside its wheel."""
    return Path(font_source_sans_pro.font_directory)


def printable(text: str) -> str:
    """Return the text with each character that cannot be printed named, as in ⟨U+534E⟩.

    Named are characters without a glyph in any font at hand, and those that print nothing but
    turn or hide what stands beside them (control and format characters, private use).
    """
    return text.translate({ord(char): name for char, name in substitutes(text).items()})


def substitutes(text: str) -> dict[str, str]:
    """Return the unprintable characters of a text with the names that stand in for them."""
    visible = {char for char in set(text) if _is_visible(char)}
    nameless = set(text) - visible
    missing = _without_glyph({char for char in visible if not char.isascii()})
    return {char: f"⟨U+{ord(char):04X}⟩" for char in sorted(nameless | missing)}


def _is_visible(char: str) -> bool:
    return char in _BREAKS or char.isprintable() or unicodedata.category(char) == "Zs"


def _without_glyph(chars: set[str]) -> set[str]:
    asked = sorted(chars - _known.keys())
    missing = _search(asked)
    _known.update({char: char not in missing for char in asked})
    return {char for char in chars if not _known[char]}


_known: dict[str, bool] = {}


def _search(chars: list[str]) -> set[str]:
    """Halve the list until each character without a glyph stands alone."""
    if not chars or _prints(chars):
        return set()
    if len(chars) == 1:
        return set(chars)
    middle = len(chars) // 2
    return _search(chars[:middle]) | _search(chars[middle:])


def _prints(chars: list[str]) -> bool:
    """Ask Typst itself: PDF/A forbids a character without a glyph."""
    source = "\n".join(f'#"\\u{{{ord(char):x}}}"' for char in chars)
    try:
        typst.compile(
            {"main.typ": f'#set document(title: "x")\n{source}'.encode()},
            format="pdf",
            pdf_standards=["a-3b"],
            font_paths=shelf(),
            ignore_system_fonts=True,
        )
    except typst.TypstError:
        return False
    return True
