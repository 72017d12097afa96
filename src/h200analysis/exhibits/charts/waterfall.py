"""From a figure before to the figure after: one row an event, with its change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from h200analysis.cases import Outcome
from h200analysis.exhibits.bundle import ExhibitError
from h200analysis.exhibits.charts.chart import Chart, drawn
from h200analysis.exhibits.charts.lines import room
from h200analysis.exhibits.charts.rows import column, row
from h200analysis.exhibits.charts.sketch import Sketch
from h200analysis.exhibits.charts.words import one_unit, plain, printed
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.theme import NAVY, ORANGE, QUIET, SKY

MOST = 8  # steps that a reader takes in
TOTAL, UP, DOWN = NAVY, SKY, ORANGE
_BAR = 15
_NEAR = 1e-6  # of the larger end: how far the steps may miss it


@dataclass(frozen=True, slots=True)
class Step:
    """An event: what it is called, its day where it has one, and by how much it moved a figure."""

    label: str
    change: Outcome
    day: date | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    start: float
    end: float
    text: str
    is_total: bool

    @property
    def change(self) -> float:
        return self.end - self.start


def step(label: str, change: Outcome, day: date | None = None, claims: Sequence[str] = ()) -> Step:
    """Return a step of a waterfall; `claims` are those that tell of the event."""
    return Step(label, change, day, tuple(claims))


def waterfall(
    name: str,
    title: str,
    start: tuple[str, Outcome],
    steps: Sequence[Step],
    end: tuple[str, Outcome],
) -> Chart:
    """Return how a figure became another: both as bars from zero, the steps between them as rows.

    Steps stand in the order given and add up to the difference.
    """
    if len(steps) > MOST:
        raise ExhibitError(
            f"The waterfall {name!r} has {len(steps)} steps; give it {MOST} at most, the smallest "
            "of them as one."
        )
    unit = one_unit(name, [start[1], *(each.change for each in steps), end[1]])
    page = Page()
    bars = _bars(page, start, steps, end)
    missing = end[1].value - bars[-2].end
    if abs(missing) > _NEAR * max(abs(start[1].value), abs(end[1].value)):
        raise ExhibitError(
            f"The steps of the waterfall {name!r} end at {bars[-2].end:,.6g} {unit}, not at the "
            f"{end[1].value:,.6g} given; add a step for what is missing."
        )

    def draw(width: int) -> dict[str, Any]:
        return _drawn(bars, width).specification(_table(bars, unit))

    claims = tuple(claim for each in steps for claim in each.claims)
    return drawn(name, title, _words(bars), page, draw, claims)


def _bars(
    page: Page, start: tuple[str, Outcome], steps: Sequence[Step], end: tuple[str, Outcome]
) -> list[_Bar]:
    level = start[1].value
    bars = [_Bar(start[0], 0.0, level, printed(page, start[1]), is_total=True)]
    for each in steps:
        label = f"{each.label}, {day(each.day)}" if each.day else each.label
        text = printed(page, each.change)
        if each.change.value > 0:
            text = f"+{text}"
        bars.append(_Bar(label, level, level + each.change.value, text, is_total=False))
        level += each.change.value
    return [*bars, _Bar(end[0], 0.0, end[1].value, printed(page, end[1]), is_total=True)]


def _drawn(bars: Sequence[_Bar], width: int) -> Sketch:
    sketch = Sketch(width)
    beside = column(width, [bar.label for bar in bars])
    low = min(0.0, *(bar.end for bar in bars))
    high = max(0.0, *(bar.end for bar in bars))
    length = width - beside - max(room(bar.text) for bar in bars) - 26
    scale = length / (high - low) if high > low else 0.0
    before: tuple[float, float] | None = None
    for bar in bars:
        place = row(sketch, bar.label, beside)
        start, end = (place.left + (level - low) * scale for level in (bar.start, bar.end))
        sketch.bar(start, max(end, start + 1) if bar.change >= 0 else end, place.middle, _BAR,
                   _color(bar))  # fmt: skip
        if before is not None and beside:  # it would cross the labels that stand above bars
            sketch.line(before, (before[0], place.middle - _BAR / 2), dash=(2, 2))
        before = (end, place.middle + _BAR / 2)
        beyond = max(start, end) + 6
        if not bar.is_total and bar.change:
            up = "triangle-up" if bar.change > 0 else "triangle-down"
            sketch.dot(beyond + 4, place.middle, _color(bar), shape=up, radius=4.5)
            beyond += 14
        sketch.text(beyond, place.middle, bar.text)
    return sketch


def _color(bar: _Bar) -> str:
    if bar.is_total:
        return TOTAL
    return UP if bar.change > 0 else DOWN if bar.change < 0 else QUIET


def _table(bars: Sequence[_Bar], unit: str) -> list[dict[str, Any]]:
    return [
        {"label": bar.label, "change": None if bar.is_total else bar.change, "then": bar.end,
         "unit": unit}
        for bar in bars
    ]  # fmt: skip


def _words(bars: Sequence[_Bar]) -> str:
    start, *steps, end = bars
    told = "; ".join(f"{bar.label}: {_direction(bar)}{bar.text}" for bar in steps)
    moved = "rises" if end.end > start.end else "falls" if end.end < start.end else "stays as it is"
    return plain(
        f"Waterfall: the figure {moved}. {start.label} {start.text}; "
        f"{told or 'nothing moves it'}; {end.label} {end.text}."
    )


def _direction(bar: _Bar) -> str:
    return "up, " if bar.change > 0 else "down, " if bar.change < 0 else "unchanged, "
