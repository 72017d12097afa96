"""Which characters an edition or a terminal can print, and what stands in for the others."""

import unicodedata

_BREAKS = "\n\t"
_COMMON = "‘’“”–—…†‡·×÷±≤≥→€£¥°½¼⟨⟩éüöäñ"  # spares a kernel the loading of Typst
_has_glyph: dict[str, bool] = dict.fromkeys(_COMMON, True)


def visible(text: str) -> str:
    """Return the text with each character named that turns or hides its neighbours: ⟨U+202E⟩.

    Those are control and format characters, private use and what is not assigned. A terminal has
    its own fonts, so characters that only lack a glyph in ours stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _is_visible(char) else _named(char) for char in text)


def printable(text: str) -> str:
    """Return the text with each character that cannot be printed named, as in ⟨U+534E⟩.

    Named are characters without a glyph in any font at hand, and those that print nothing but
    turn or hide what stands beside them (control and format characters, private use).
    """
    if text.isascii() and text.isprintable():
        return text
    return text.translate({ord(char): name for char, name in substitutes(text).items()})


def substitutes(text: str) -> dict[str, str]:
    """Return the unprintable characters of a text with the names that stand in for them."""
    shown = {char for char in set(text) if _is_visible(char)}
    hidden = set(text) - shown
    missing = _without_glyph({char for char in shown if not char.isascii()})
    return {char: _named(char) for char in sorted(hidden | missing)}


def _named(char: str) -> str:
    return f"⟨U+{ord(char):04X}⟩"


def _is_visible(char: str) -> bool:
    return char in _BREAKS or char.isprintable() or unicodedata.category(char) == "Zs"


def _without_glyph(chars: set[str]) -> set[str]:
    asked = sorted(chars - _has_glyph.keys())
    missing = _search(asked)
    _has_glyph.update({char: char not in missing for char in asked})
    return {char for char in chars if not _has_glyph[char]}


def _search(chars: list[str]) -> set[str]:
    """Halve the list until each character without a glyph stands alone."""
    if not chars or _prints(chars):
        return set()
    if len(chars) == 1:
        return set(chars)
    middle = len(chars) // 2
    return _search(chars[:middle]) | _search(chars[middle:])


def _prints(chars: list[str]) -> bool:
    """Ask Typst itself, whose fonts are no files: PDF/A forbids a character without a glyph."""
    import typst

    from h200analysis.exhibits import typesetting

    source = "\n".join(f'#"\\u{{{ord(char):x}}}"' for char in chars)
    try:
        typesetting.pdf({"main.typ": f'#set document(title: "x")\n{source}'.encode()})
    except typst.TypstError:
        return False
    return True
