"""How a drawn result is spread, as a strip of a few letters or as a small picture."""

from math import fsum

from h200analysis.cases import Outcome
from h200analysis.chance.density import Density
from h200analysis.exhibits.marks import html_escaped
from h200analysis.exhibits.theme import INK, SKY
from h200analysis.exhibits.wording import worded

_LEVELS = "▁▂▃▄▅▆▇█"
_WIDTH, _HEIGHT = 240, 36
_LETTERS = 20


def text(shown: Density) -> str:
    """Return the strip as a row of blocks, the highest where most of the draws lie."""
    each = len(shown.shares) // _LETTERS
    parts = [fsum(shown.shares[n : n + each]) for n in range(0, len(shown.shares), each)]
    most = max(parts)
    return "".join(_LEVELS[round((len(_LEVELS) - 1) * part / most)] for part in parts)


def html(shown: Density, median: Outcome) -> str:
    """Return the strip as a picture with its ends in words, a line at the median."""
    most, step = max(shown.shares), _WIDTH / len(shown.shares)
    bars = "".join(
        f'<rect x="{n * step:.1f}" y="{_HEIGHT * (1 - part / most):.1f}" width="{step:.1f}" '
        f'height="{_HEIGHT * part / most:.1f}" fill="{SKY}"/>'
        for n, part in enumerate(shown.shares)
    )
    at = _WIDTH * (median.value - shown.low) / (shown.high - shown.low)
    line = f'<path d="M{at:.1f} 0V{_HEIGHT}" stroke="{INK}"/>'
    low, high = (html_escaped(worded(end, median.unit)) for end in (shown.low, shown.high))
    told = f"Draws from {low} to {high}, the line at their median."
    size = f'width="{_WIDTH}" height="{_HEIGHT}"'
    return (
        f'<svg role="img" aria-label="{told}" {size}>{bars}{line}</svg>'
        f"<br><small>{low} to {high}</small>"
    )
