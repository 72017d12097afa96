"""A low and a high value in each row, and what to hold them against."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from h200analysis.cases import Outcome
from h200analysis.exhibits.charts.chart import Chart, drawn
from h200analysis.exhibits.charts.lines import room, wrapped
from h200analysis.exhibits.charts.rows import GAP, column, row
from h200analysis.exhibits.charts.scales import Scale, linear, logarithmic
from h200analysis.exhibits.charts.sketch import LINE, SMALL, Sketch
from h200analysis.exhibits.charts.words import one_unit, plain, printed, without_unit
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.theme import NAVY, ORANGE, QUIET, RULE, TINT

_DOT = 5.5
_COLORS = (NAVY, ORANGE)
_SHAPES = ("circle", "diamond")


@dataclass(frozen=True, slots=True)
class Span:
    """A row, or a band behind all rows: what it is, its first value and its second."""

    label: str
    low: Outcome
    high: Outcome | None = None

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Return the one value or both."""
        return (self.low,) if self.high is None else (self.low, self.high)


@dataclass(frozen=True, slots=True)
class _Drawn:
    label: str
    values: tuple[float, ...]
    texts: tuple[str, ...]


def span(label: str, low: Outcome, high: Outcome | None = None) -> Span:
    """Return a row of a dumbbell chart, or a band; with one value a dot, or a line.

    >>> exhibits.span(
    ...     "Stock and orders",
    ...     case.evaluate("stock_chips"),
    ...     case.evaluate("orders_chips"),
    ... )
    Span(label='Stock and orders', low=<stock_chips 700,000 chip, as reported>, high=<orders_chi...
    """
    return Span(label, low, high)


def dumbbell(
    name: str,
    title: str,
    rows: Sequence[Span],
    band: Span | None = None,
    ends: tuple[str, str] | None = None,
    log: bool = False,
) -> Chart:
    """Return rows of one or two values on one scale, with a band behind them to compare with.

    `ends` name what first and second values are. `log` asks for equal factors at equal distances.

    >>> exhibits.dumbbell(
    ...     "d",
    ...     "From stock to orders",
    ...     [exhibits.span("Chips", case.evaluate("stock_chips"), case.evaluate("orders_chips"))],
    ... )
    Chart(name='d', title='From stock to orders', live=False)
    """
    unit = one_unit(
        name, [it for each in (*rows, *([band] if band else [])) for it in each.outcomes]
    )
    page = Page()
    points = [_point(page, each) for each in rows]
    behind = _point(page, band) if band else None
    said = _words(points, behind, ends)
    points = [points[0], *(_without_unit(point, unit) for point in points[1:])]

    def draw(width: int) -> dict[str, Any]:
        sketch = _drawn(points, behind, ends, width, log)
        return sketch.specification(_table([*points, *([behind] if behind else [])], unit))

    return drawn(name, title, said, page, draw)


def _point(page: Page, each: Span) -> _Drawn:
    texts = tuple(printed(page, outcome) for outcome in each.outcomes)
    return _Drawn(each.label, tuple(outcome.value for outcome in each.outcomes), texts)


def _without_unit(point: _Drawn, unit: str) -> _Drawn:
    return replace(point, texts=tuple(without_unit(text, unit) for text in point.texts))


def _drawn(
    points: Sequence[_Drawn],
    behind: _Drawn | None,
    ends: tuple[str, str] | None,
    width: int,
    log: bool,
) -> Sketch:
    sketch = Sketch(width)
    beside = column(width, [point.label for point in points])
    if not beside:  # where labels stand above, figures stand with them and leave the dots the width
        points = [_labelled(point) for point in points]
    scale = _scale(points, behind, beside, width, log)
    if ends:
        _key(sketch, ends)
    if behind:
        _name_band(sketch, behind)
    for point in points:
        place = row(sketch, point.label, beside)
        _pair(sketch, point, place.middle, scale)
        if behind:
            _measure(sketch, [scale(value) for value in behind.values], *place.ends)
    return sketch


def _labelled(point: _Drawn) -> _Drawn:
    return replace(point, label=f"{point.label}: {' to '.join(point.texts)}", texts=("", ""))


def _scale(
    points: Sequence[_Drawn], behind: _Drawn | None, beside: float, width: int, log: bool
) -> Scale:
    """Return the scale of all values, with room at both sides for the figures beside the dots."""
    every = [value for each in (*points, *([behind] if behind else [])) for value in each.values]
    before = max((room(_first(each)) for each in points if len(each.values) > 1), default=0.0)
    after = max(room(_last(each)) for each in points)
    places = (beside + before + 2 * _DOT + 2, width - after - 2 * _DOT - 2)
    if log:
        return logarithmic((min(every), max(every)), places)
    return linear((min(0.0, *every), max(every)), places)


def _first(point: _Drawn) -> str:
    return point.texts[point.values.index(min(point.values))]


def _last(point: _Drawn) -> str:
    return point.texts[point.values.index(max(point.values))]


def _pair(sketch: Sketch, point: _Drawn, middle: float, scale: Scale) -> None:
    low, high = scale(min(point.values)), scale(max(point.values))
    if high > low:
        sketch.line((low, middle), (high, middle), color=RULE, width=2.5)
        sketch.text(low - _DOT - 5, middle, _first(point), align="right")
    for number, value in reversed(list(enumerate(point.values))):
        sketch.dot(scale(value), middle, _COLORS[number], radius=_DOT, shape=_SHAPES[number])
    sketch.text(high + _DOT + 5, middle, _last(point))


def _key(sketch: Sketch, ends: tuple[str, str]) -> None:
    """Say what the two shapes are, on one line or on two."""
    x = 0.0
    for number, end in enumerate(ends):
        if x and x + 14 + room(end, SMALL) > sketch.width:
            x, sketch.height = 0.0, sketch.height + LINE
        middle = sketch.height + LINE / 2
        sketch.dot(x + 5, middle, _COLORS[number], radius=4.5, shape=_SHAPES[number])
        sketch.text(x + 14, middle, end, color=QUIET, size=SMALL)
        x += 14 + room(end, SMALL) + 14
    sketch.height += LINE + GAP / 2


def _name_band(sketch: Sketch, behind: _Drawn) -> None:
    said = f"{behind.label}: {' to '.join(behind.texts)}"
    for number, line in enumerate(wrapped(said, sketch.width - 14, SMALL)):
        middle = sketch.height + LINE / 2
        if number == 0:
            _measure(sketch, [1, 10][: len(behind.values)], middle - 6, middle + 6)
        sketch.text(14, middle, line, color=QUIET, size=SMALL)
        sketch.height += LINE
    sketch.height += GAP / 2


def _measure(sketch: Sketch, places: Sequence[float], top: float, bottom: float) -> None:
    """Draw a band between two places with a line at each, or one line."""
    if len(places) > 1:
        sketch.bar(places[0], places[1], (top + bottom) / 2, bottom - top, TINT, behind=True)
    for place in places:
        sketch.line((place, top), (place, bottom), color=RULE, dash=(3, 2))


def _table(points: Sequence[_Drawn], unit: str) -> list[dict[str, Any]]:
    return [
        {"label": point.label, "first": point.values[0],
         "second": point.values[1] if len(point.values) > 1 else None, "unit": unit}
        for point in points
    ]  # fmt: skip


def _words(points: Sequence[_Drawn], behind: _Drawn | None, ends: tuple[str, str] | None) -> str:
    names = f" First {ends[0]}, then {ends[1]}." if ends else ""
    told = "; ".join(f"{point.label}: {' and '.join(point.texts)}" for point in points)
    band = f" To compare: {behind.label}, {' to '.join(behind.texts)}." if behind else ""
    return plain(f"Dots in rows.{names} {told}.{band}")
