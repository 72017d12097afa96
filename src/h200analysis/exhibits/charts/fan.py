"""Month by month: the middle of what may happen, the half around it, and nine cases in ten."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from h200analysis.cases import Outcome
from h200analysis.counting import counted
from h200analysis.exhibits.bundle import ExhibitError
from h200analysis.exhibits.charts.chart import Chart, drawn
from h200analysis.exhibits.charts.lines import room, unbroken, wrapped
from h200analysis.exhibits.charts.scales import Scale, linear, ticks
from h200analysis.exhibits.charts.sketch import LINE, SMALL, Sketch
from h200analysis.exhibits.charts.words import one_unit, plain, printed, without_unit
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.theme import BLUE, NAVY, QUIET, WIDTH
from h200analysis.exhibits.wording import worded

_HEIGHT = {True: 200, False: 180}  # of the plot, wide and narrow
_LIGHT, _MIDDLE = "#cfe0ee", "#7fb2d6"
_BESIDE = 24  # between the plot and the ends of its labels, with room for a wider typeface
_APART = 30  # from the middle of one month to that of the next
_NAMES = ("5th percentile", "25th", "median", "75th", "95th percentile")
"""What the five values of a month are, from the least."""
_KEY = "Line: median. Bands: half of all futures, and nine in ten"


@dataclass(frozen=True, slots=True)
class Month:
    """A day and five percentiles of what is then the case: 5, 25, 50, 75 and 95."""

    day: date
    outcomes: tuple[Outcome, Outcome, Outcome, Outcome, Outcome]


@dataclass(frozen=True, slots=True)
class _Column:
    day: date
    values: tuple[float, ...]
    texts: tuple[str, ...]


def fan_month(
    day: date, p05: Outcome, p25: Outcome, p50: Outcome, p75: Outcome, p95: Outcome
) -> Month:
    """Return a month of a fan by its percentiles."""
    return Month(day, (p05, p25, p50, p75, p95))


def fan(name: str, title: str, months: Sequence[Month]) -> Chart:
    """Return percentiles by month as bands, named and told where they end."""
    if len(months) < 2:
        raise ExhibitError(
            f"The fan {name!r} has {counted(len(months), 'month')}; it needs two to join."
        )
    unit = one_unit(name, [outcome for each in months for outcome in each.outcomes])
    page = Page()
    columns = [_column(page, each) for each in sorted(months, key=lambda each: each.day)]

    def draw(width: int) -> dict[str, Any]:
        return _drawn(columns, unit, width).specification(_table(columns, unit))

    return drawn(name, title, _words(columns), page, draw)


def _column(page: Page, each: Month) -> _Column:
    values = tuple(outcome.value for outcome in each.outcomes)
    return _Column(each.day, values, tuple(printed(page, it) for it in each.outcomes))


def _drawn(columns: Sequence[_Column], unit: str, width: int) -> Sketch:
    sketch = Sketch(width)
    _key(sketch)
    labels = _labels(columns[-1], unit)
    right = width - max(room(label) for label in labels) - _BESIDE
    top = sketch.height + 10.0
    bottom = top + _HEIGHT[width >= WIDTH]
    most = max(value for each in columns for value in each.values)
    least = min(0.0, *(value for each in columns for value in each.values))
    left = max(room(_tick(tick, unit)) for tick in ticks(most)) + 8
    x = linear((columns[0].day.toordinal(), columns[-1].day.toordinal()), (left, right))
    y = linear((least, most or 1.0), (bottom, top))
    _bands(sketch, columns, x, y)
    _grid(sketch, most, unit, right, y)
    _ends(sketch, labels, [y(value) for value in columns[-1].values], right)
    _days(sketch, columns, x, bottom)
    sketch.height = bottom + 2 * LINE
    return sketch


def _key(sketch: Sketch) -> None:
    """Say above the plot what line and bands are."""
    for line in wrapped(_KEY, sketch.width, SMALL):
        sketch.text(0, sketch.height + LINE / 2, line, color=QUIET, size=SMALL)
        sketch.height += LINE


def _bands(sketch: Sketch, columns: Sequence[_Column], x: Scale, y: Scale) -> None:
    """Draw both bands with their edges, and the median above them."""
    places = [(x(each.day.toordinal()), [y(value) for value in each.values]) for each in columns]
    for low, high, color in ((0, 4, _LIGHT), (1, 3, _MIDDLE)):
        sketch.area([(at, heights[low], heights[high]) for at, heights in places], color)
    for number in (0, 1, 3, 4):
        edge = [(at, heights[number]) for at, heights in places]
        sketch.path(edge, BLUE, 1.0 + number / 100)
    sketch.path([(at, heights[2]) for at, heights in places], NAVY, 2.5)
    for at, heights in places:
        sketch.dot(at, heights[2], NAVY, radius=3)


def _grid(sketch: Sketch, most: float, unit: str, right: float, y: Scale) -> None:
    for tick in ticks(most):
        sketch.line((1, y(tick)), (right, y(tick)), width=0.6, dash=(2, 3))
        sketch.text(0, y(tick) - 8, _tick(tick, unit), color=QUIET, size=SMALL)


def _tick(tick: float, unit: str) -> str:
    return without_unit(unbroken(worded(tick, unit)), unit)


def _ends(sketch: Sketch, labels: Sequence[str], heights: Sequence[float], right: float) -> None:
    """Write the last values beside their lines, pushed apart where they are close."""
    told = [(label, height) for label, height in zip(labels, heights, strict=True) if label]
    labels, heights = [label for label, _ in told], [height for _, height in told]
    places = list(heights)
    for number in range(1, len(places)):
        places[number] = min(places[number], places[number - 1] - LINE)
    for label, height, place in zip(labels, heights, places, strict=True):
        sketch.line((right, height), (right + 12, place), width=0.8)
        sketch.text(right + 15, place, label)


def _days(sketch: Sketch, columns: Sequence[_Column], x: Scale, bottom: float) -> None:
    """Write the days below, from the last back, where there is room; the first is always named."""
    first, *later = columns
    named = _name(first)
    kept, free = [(x(first.day.toordinal()), named)], math.inf
    start = kept[0][0] + room(named, SMALL)
    for each in later[::-1]:
        at = x(each.day.toordinal())
        if start + _APART / 2 <= at <= free - _APART:
            kept.append((at, _name(each)))
            free = at
    for at, name in kept:
        sketch.line((at, bottom), (at, bottom + 4))
        sketch.text(at, bottom + LINE, name, align="center", color=QUIET, size=SMALL)


def _name(column: _Column) -> str:
    """Return a month end by its month; the day before them all is the day of the briefing."""
    is_month_end = (column.day + timedelta(1)).day == 1
    return f"{column.day:%b}" if is_month_end else "today"


def _labels(last: _Column, unit: str) -> list[str]:
    """Return the last values from the least, the highest with its unit.

    What prints like the median, or like the value before it, is left blank.
    """
    bare = [*(without_unit(text, unit) for text in last.texts[:-1]), last.texts[-1]]
    said = []
    for number, text in enumerate(bare):
        alike = {bare[2], *bare[max(number - 1, 0) : number]}
        said.append(f"median {text}" if number == 2 else "" if text in alike else text)
    return said


def _table(columns: Sequence[_Column], unit: str) -> list[dict[str, Any]]:
    heads = ("p05", "p25", "p50", "p75", "p95")
    return [
        {"day": str(each.day), **dict(zip(heads, each.values, strict=True)), "unit": unit}
        for each in columns
    ]


def _words(columns: Sequence[_Column]) -> str:
    rows = "; ".join(f"{day(each.day)}: {', '.join(each.texts)}" for each in columns)
    return plain(f"Fan chart by month. For each day {', '.join(_NAMES)}. {rows}.")
