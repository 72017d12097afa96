"""Bars of one unit, one below the other, each with its value at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from h200analysis.cases import Outcome, Spread
from h200analysis.exhibits import ranges
from h200analysis.exhibits.bundle import ExhibitError
from h200analysis.exhibits.charts.chart import Chart, drawn
from h200analysis.exhibits.charts.lines import room
from h200analysis.exhibits.charts.rows import column, row
from h200analysis.exhibits.charts.sketch import LINE, Sketch
from h200analysis.exhibits.charts.words import one_unit, plain, printed, without_unit
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.theme import BLUE, INK

_BAR = 15
_RANGE = 9  # below a bar, for its range
_LEAST = 2  # pixels: a bar of twenty thousand among millions is still seen


@dataclass(frozen=True, slots=True)
class Rung:
    """One bar: what it is, its value, its range where there is one, and how reports hedge it.

    `said` stands in place of the value, as in "none reported".
    """

    label: str
    outcome: Outcome | None
    spread: Spread | None = None
    hedge: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    value: float
    text: str  # as it stands beside the bar
    words: str  # as the alternative text has it
    ends: tuple[float, float, float] | None  # low, median, high


def rung(
    label: str,
    outcome: Outcome | None,
    spread: Spread | None = None,
    hedge: str = "",
    said: str = "",
) -> Rung:
    """Return a bar of a ladder; `hedge` stands before its value, as in "over ", if it is reported.

    Where it is given, `said` stands in place of the value. Without an outcome the ladder leaves the
    bar out.

    >>> exhibits.rung("Ordered", case.evaluate("orders_chips"), hedge="over ").label
    'Ordered'
    """
    is_by_hand = outcome is not None and bool(outcome.set_by_hand)
    return Rung(label, outcome, spread, "" if is_by_hand else hedge, said)


def ladder(name: str, title: str, rungs: Sequence[Rung]) -> Chart:
    """Return bars of one unit from zero, in the order given, each with its value at its end.

    A range has a line of its own below its bar, with a tick at its median.

    >>> exhibits.ladder("l", "Orders", [exhibits.rung("Ordered", case.evaluate("orders_chips"))])
    Chart(name='l', title='Orders', live=False)
    """
    page = Page()
    outcomes = [each.outcome for each in rungs if each.outcome is not None]
    unit = one_unit(name, outcomes)
    if any(outcome.value < 0 for outcome in outcomes):
        raise ExhibitError(f"The ladder {name!r} has a value below zero; its bars begin at zero.")
    bars = [_bar(page, each, each.outcome) for each in rungs if each.outcome is not None]
    bars = [bars[0], *(_without_unit(each, unit) for each in bars[1:])]
    if any(each.ends for each in bars):
        title = f"{title} ({ranges.WORDING.line})"

    def draw(width: int) -> dict[str, Any]:
        return _drawn(bars, width).specification(_table(bars, unit))

    return drawn(name, title, _words(bars), page, draw)


def _bar(page: Page, each: Rung, outcome: Outcome) -> _Bar:
    text = each.said or f"{each.hedge}{printed(page, outcome)}"
    if each.spread is None:
        return _Bar(each.label, outcome.value, text, text, None)
    low, middle, high = each.spread.low, each.spread.middle, each.spread.high
    said = ranges.WORDING.sentence.format(low=printed(page, low), high=printed(page, high))
    words = f"{text}, {said}, median {printed(page, middle)}"
    return _Bar(each.label, outcome.value, text, words, (low.value, middle.value, high.value))


def _without_unit(bar: _Bar, unit: str) -> _Bar:
    return _Bar(bar.label, bar.value, without_unit(bar.text, unit), bar.words, bar.ends)


def _drawn(bars: Sequence[_Bar], width: int) -> Sketch:
    sketch = Sketch(width)
    beside = column(width, [bar.label for bar in bars])
    reach = max(_reach(bar) for bar in bars)
    length = width - beside - max(room(bar.text) for bar in bars) - 10
    for bar in bars:
        place = row(sketch, bar.label, beside, LINE + _RANGE * bool(bar.ends))
        scale = length / reach if reach else 0.0
        top = place.middle - (_RANGE / 2 if bar.ends else 0)
        end = place.left + max(_LEAST * (bar.value > 0), bar.value * scale)
        if bar.value > 0:
            sketch.bar(place.left, end, top, _BAR, BLUE)
        if bar.ends:
            low, middle, high = (place.left + value * scale for value in bar.ends)
            below = top + _BAR / 2 + 6
            sketch.line((low, below), (high, below), color=INK, width=1.5)
            sketch.line((middle, below - 4), (middle, below + 4), color=INK, width=1.5)
        sketch.text(end + 6, top, bar.text)
    return sketch


def _reach(bar: _Bar) -> float:
    return max(bar.value, *(bar.ends or (0.0,)))


def _table(bars: Sequence[_Bar], unit: str) -> list[dict[str, Any]]:
    ends = ("low", "median", "high")
    return [
        {"label": bar.label, "value": bar.value, "unit": unit}
        | dict(zip(ends, bar.ends or (None,) * 3, strict=True))
        for bar in bars
    ]


def _words(bars: Sequence[_Bar]) -> str:
    """Tell every bar, then which is the longest and which the shortest."""
    listed = "; ".join(f"{bar.label} {bar.words}" for bar in bars)
    ordered = sorted(bars, key=lambda bar: bar.value)
    compared = (
        f" The longest is {ordered[-1].label}, the shortest {ordered[0].label}."
        if ordered[0].value < ordered[-1].value
        else ""
    )
    return plain(f"Bar chart. {listed}.{compared}")
