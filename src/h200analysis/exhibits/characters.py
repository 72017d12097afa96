"""Which characters a page, a sheet or a terminal can print, and what stands in for the others."""

import re
import unicodedata
from dataclasses import dataclass

_BREAKS = "\n\t"
_COMMON = "‘’“”–—…†‡·×÷±≤≥→€£¥°½¼⟨⟩éüöäñ"  # spares a kernel the loading of Typst
_LATIN, _EAST_ASIAN, _NONE = "latin", "east asian", "none"
_AT_LINE = re.compile(r"main\.typ:(\d+):")
_font_of: dict[str, str] = dict.fromkeys(_COMMON, _LATIN)


@dataclass(frozen=True, slots=True)
class OnPaper:
    """How a text is to be printed: with which substitutes, and whether in an East Asian font."""

    substitutes: dict[str, str]
    is_east_asian: bool


def printable(text: str) -> str:
    """Return the text with each character named that turns or hides its neighbours: ⟨U+202E⟩.

    Those are control and format characters, private use and what is not assigned. A browser and a
    terminal have fonts of their own; what paper lacks a glyph for, `on_paper` tells.
    """
    named = {ord(char): name for char, name in hidden(text).items()}
    return text.translate(named) if named else text


def hidden(text: str) -> dict[str, str]:
    """Return the characters of a text that `printable` names, with their names."""
    return {char: _named(char) for char in sorted(set(text)) if not _is_visible(char)}


def on_paper(text: str) -> OnPaper:
    """Return how to print a text: a character without a glyph in any of our fonts is named."""
    chars = sorted({char for char in text if not char.isascii()})
    foreign = _without_glyph([char for char in chars if char not in _font_of], east_asian=False)
    lacking = _without_glyph(foreign, east_asian=True)
    _font_of.update({char: _LATIN for char in chars if char not in _font_of})
    _font_of.update(dict.fromkeys(foreign, _EAST_ASIAN) | dict.fromkeys(lacking, _NONE))
    return OnPaper(
        {char: _named(char) for char in chars if _font_of[char] == _NONE},
        any(_font_of[char] == _EAST_ASIAN for char in chars),
    )


def _named(char: str) -> str:
    return f"⟨U+{ord(char):04X}⟩"


def _is_visible(char: str) -> bool:
    return char in _BREAKS or char.isprintable() or unicodedata.category(char) == "Zs"


def _without_glyph(chars: list[str], east_asian: bool) -> list[str]:
    """Ask Typst itself, whose fonts are no files: PDF/A forbids a character without a glyph."""
    if not chars:
        return []
    import typst

    from h200analysis.exhibits import typesetting

    lines = ['#set document(title: "x")', *(f'#"\\u{{{ord(char):x}}}"' for char in chars)]
    sheet = "\n".join(lines).encode()
    try:
        typesetting.pdf({"main.typ": sheet}, east_asian=east_asian)
    except typst.TypstError as error:
        return [chars[int(line) - 2] for line in _AT_LINE.findall(error.diagnostic)]
    return []
