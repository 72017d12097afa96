"""Text from outside on its way into a header or the book: one line, nothing hidden in it."""

import unicodedata

LONGEST = 150  # characters of a subject


def line(text: str, longest: int = LONGEST) -> str:
    """Return text on one line, shortened, without control characters or such as turn others."""
    kept = "".join(" " if _breaks(char) else char for char in text if not _turns(char))
    short = " ".join(kept.split())
    return short if len(short) <= longest else short[: longest - 1].rstrip() + "…"


def paragraph(text: str) -> str:
    """Return text with its line breaks, and otherwise as `line` would have it, at any length."""
    return "\n".join(line(each, len(each) + 1) for each in text.splitlines())


def is_plain(text: str) -> bool:
    """Whether a text is one line without control characters or such as turn others."""
    return not any(_breaks(char) or _turns(char) for char in text)


def _breaks(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Zl", "Zp"}


def _turns(char: str) -> bool:
    """Whether a character is invisible or turns its neighbours, or is half of one (a surrogate)."""
    return unicodedata.category(char) in {"Cf", "Cs", "Co", "Cn"}
