"""Whether chances came true as often as they said: what was said against what came."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from h200analysis.cases import Outcome
from h200analysis.exhibits.bundle import ExhibitError
from h200analysis.exhibits.charts.chart import Chart, drawn
from h200analysis.exhibits.charts.lines import wrapped
from h200analysis.exhibits.charts.scales import linear
from h200analysis.exhibits.charts.sketch import LINE, SMALL, Sketch
from h200analysis.exhibits.charts.words import plain, printed
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.theme import NAVY, QUIET

_LEFT, _SIDE, _LEAST, _MOST = 40, 250, 3.5, 10  # pixels
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Chances of about one size: their mean, the share that came true, and how many they are."""

    said: Outcome
    came: Outcome
    count: int


@dataclass(frozen=True, slots=True)
class _Point:
    said: float
    came: float
    count: int
    words: str


def stated(said: Outcome, came: Outcome, count: int) -> Bin:
    """Return chances of one size as a point of a reliability diagram."""
    return Bin(said, came, count)


def reliability(name: str, title: str, rows: Sequence[Bin]) -> Chart:
    """Return stated chances against the share that came true, larger dots for more cases.

    On the diagonal a chance came true as often as it said.
    """
    if not rows:
        raise ExhibitError(f"The chart {name!r} has no chances to show; leave it out.")
    page = Page()
    points = [_point(page, each) for each in rows]

    def draw(width: int) -> dict[str, Any]:
        return _drawn(points, width).specification(_table(points))

    return drawn(name, title, _words(points), page, draw)


def _point(page: Page, each: Bin) -> _Point:
    said, came = printed(page, each.said), printed(page, each.came)
    cases = f"{each.count:,} case{'s' * (each.count != 1)}"
    return _Point(
        each.said.value, each.came.value, each.count, f"said {said}, came true {came}, {cases}"
    )


def _drawn(points: Sequence[_Point], width: int) -> Sketch:
    sketch = Sketch(width)
    top = 1.5 * LINE
    side = min(_SIDE, width - _LEFT - 2 * SMALL)  # half of the last tick stands beyond
    x, y = linear((0, 1), (_LEFT, _LEFT + side)), linear((0, 1), (top + side, top))
    sketch.text(0, LINE / 2, "Share that came true", color=QUIET, size=SMALL)
    for tick in _TICKS:
        share = f"{tick:.0%}"
        sketch.line((x(tick), y(0)), (x(tick), y(0) + 4))
        sketch.line((x(0) - 4, y(tick)), (x(0), y(tick)))
        sketch.text(x(tick), y(0) + LINE * 0.8, share, align="center", color=QUIET, size=SMALL)
        sketch.text(x(0) - 6, y(tick), share, align="right", color=QUIET, size=SMALL)
    sketch.line((x(0), y(0)), (x(1), y(0)))
    sketch.line((x(0), y(0)), (x(0), y(1)))
    sketch.line((x(0), y(0)), (x(1), y(1)), color=QUIET, dash=(4, 3))
    most = max(point.count for point in points)
    for point in points:
        radius = max(_LEAST, _MOST * math.sqrt(point.count / most))
        sketch.dot(x(point.said), y(point.came), NAVY, radius=radius, hollow=True)
    sketch.text(x(0), y(0) + 1.8 * LINE, "Chance stated", color=QUIET, size=SMALL)
    sketch.height = y(0) + 2.4 * LINE
    _list(sketch, points, width - _LEFT - side)
    return sketch


def _list(sketch: Sketch, points: Sequence[_Point], beside: float) -> None:
    """Write every point in words, beside the plot or below it."""
    is_beside = beside > 200
    left = sketch.width - beside + 24 if is_beside else 0.0
    y = 1.5 * LINE if is_beside else sketch.height + LINE / 2
    for point in points:
        for line in wrapped(plain(point.words), sketch.width - left, SMALL):
            sketch.text(left, y, line, size=SMALL)
            y += LINE
    sketch.height = max(sketch.height, y)


def _table(points: Sequence[_Point]) -> list[dict[str, Any]]:
    return [{"said": point.said, "came_true": point.came, "cases": point.count} for point in points]


def _words(points: Sequence[_Point]) -> str:
    told = "; ".join(point.words for point in points)
    above = sum(point.came > point.said for point in points)
    below = sum(point.came < point.said for point in points)
    return plain(
        f"Reliability diagram: {told}. {above} of {len(points)} came true more often than said, "
        f"{below} less often."
    )
