"""How much room words take: a chart is placed before any browser has measured its letters."""

import textwrap

from h200analysis.exhibits.charts.sketch import SIZE

_EM = 0.54  # of a letter, on average: room for the wider typefaces that a browser may put
_NO_BREAK = "\u00a0"


def room(text: str, size: float = SIZE) -> float:
    """Return how many pixels a line of text takes at most."""
    return _EM * size * len(text)


def wrapped(text: str, width: float, size: float = SIZE) -> list[str]:
    """Return the text broken into lines that fit into a width in pixels."""
    letters = max(8, int(width / (_EM * size)))
    return textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=False)


def unbroken(text: str) -> str:
    """Return the text with spaces at which no line breaks."""
    return text.replace(" ", _NO_BREAK)
