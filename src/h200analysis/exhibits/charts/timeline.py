"""Measures by government, each as a bar from its first day to its last, or to today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from h200analysis.exhibits.bundle import ExhibitError
from h200analysis.exhibits.charts.chart import Chart, drawn
from h200analysis.exhibits.charts.lines import room, unbroken
from h200analysis.exhibits.charts.rows import GAP, column, row
from h200analysis.exhibits.charts.scales import Scale, linear
from h200analysis.exhibits.charts.sketch import LINE, SMALL, Sketch
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.theme import INK, NAVY, ORANGE, QUIET, SKY, WIDTH

_BAR = 11
_AFTER = 26  # pixels to the right of today
_YEAR = 365
_COLORS = (NAVY, ORANGE, SKY)  # of governments, in the order in which they come
_PALE = {NAVY: "#b9c6d3", ORANGE: "#f2cfae", SKY: "#d5e8f5"}  # of what was loosened


@dataclass(frozen=True, slots=True)
class Event:
    """A measure: what it is, whose, since when, until when, and the claims that say so.

    One that was loosened stays in force from then on in part.
    """

    label: str
    government: str
    since: date
    until: date | None = None
    claims: tuple[str, ...] = ()
    loosened: date | None = None

    @property
    def words(self) -> str:
        """Return its days: since 15 January 2026, or from one day to another."""
        if self.until is not None:
            return f"{day(self.since)} to {day(self.until)}"
        later = f", loosened {day(self.loosened)}" if self.loosened else ""
        return f"since {day(self.since)}{later}"


def event(
    label: str,
    government: str,
    since: date,
    until: date | None = None,
    claims: Sequence[str] = (),
    loosened: date | None = None,
) -> Event:
    """Return a measure for a timeline; without `until` it is in force."""
    return Event(label, government, since, until, tuple(claims), loosened)


def timeline(
    name: str, title: str, events: Sequence[Event], today: date, start: date | None = None
) -> Chart:
    """Return measures as bars, grouped by government in the order given, the oldest first.

    A bar that reaches today is in force, and pale from the day on which it was loosened. `start`
    cuts off what lies before; such a bar begins with an arrow.
    """
    if late := next(
        (each for each in events if max(each.since, each.until or today) > today), None
    ):
        raise ExhibitError(
            f"The timeline {name!r} has {late.label!r}, {late.words}, which lies after {today}."
        )
    if not events:
        raise ExhibitError(f"The timeline {name!r} has no measure to show; leave it out.")
    governments = list(dict.fromkeys(each.government for each in events))
    ordered = sorted(events, key=lambda each: (governments.index(each.government), each.since))
    first = start or min(each.since for each in ordered)

    def draw(width: int) -> dict[str, Any]:
        return _drawn(ordered, first, today, width).specification(_table(ordered))

    claims = tuple(claim for each in ordered for claim in each.claims)
    return drawn(name, title, _words(ordered, today), Page(), draw, claims)


def _drawn(events: Sequence[Event], first: date, today: date, width: int) -> Sketch:
    sketch = Sketch(width)
    beside = column(width, [f"{each.label}, {each.words}" for each in events], 0.5)
    scale = linear((first.toordinal(), today.toordinal()), (beside + 8, width - _AFTER))
    sketch.text(width, LINE / 2, day(today), align="right", size=SMALL, bold=True)
    sketch.height = LINE
    places = []
    for number, (government, group) in enumerate(groupby(events, lambda each: each.government)):
        sketch.text(0, sketch.height + LINE / 2, government, bold=True)
        sketch.height += LINE + GAP / 2
        for each in group:
            label = ", ".join([each.label, *map(unbroken, each.words.split(", "))])
            place = row(sketch, label, beside, _BAR if width < WIDTH else LINE)
            places.append((each, place, _COLORS[number % len(_COLORS)]))
    for each, place, color in places:
        _bar(sketch, each, place.middle, color, first, today, scale)
        at, (top, bottom) = scale(today.toordinal()), place.ends
        sketch.line((at, top), (at, bottom), color=INK, dash=(3, 2))
    _years(sketch, first, today, scale)
    return sketch


def _bar(
    sketch: Sketch, each: Event, middle: float, color: str, first: date, today: date, scale: Scale
) -> None:
    """Draw a bar; one that has ended is an outline with a stroke at its end."""
    start, end = max(each.since, first), max(each.until or today, first)
    left, right = scale(start.toordinal()), scale(end.toordinal())
    right = max(right, left + 3)
    if each.until is None:
        full = scale(min(max(each.loosened or today, first), today).toordinal())
        sketch.bar(left, full, middle, _BAR, color)
        if full < right:
            sketch.bar(full, right, middle, _BAR, _PALE[color])
    else:
        sketch.bar(left, right, middle, _BAR, "#ffffff", stroke=color)
        sketch.line((right, middle - _BAR), (right, middle + _BAR), color=color, width=2)
    if each.since < first:
        sketch.dot(left - 4, middle, color, shape="triangle-left", radius=5)


def _years(sketch: Sketch, first: date, today: date, scale: Scale) -> None:
    """Write below where years, or in a short time months, begin."""
    middle, free = sketch.height + LINE / 2, -1.0
    for start, said in _begins(first, today):
        at = scale(start.toordinal())
        if at > free and at + room(said, SMALL) <= sketch.width:
            sketch.line((at, middle - LINE / 2), (at, middle + LINE / 2 - 4))
            sketch.text(at + 4, middle, said, color=QUIET, size=SMALL)
            free = at + room(said, SMALL) + 10
    sketch.height += LINE


def _begins(first: date, today: date) -> list[tuple[date, str]]:
    if (today - first).days > 2 * _YEAR:
        years = range(first.year, today.year + 1)
        begins = [(date(year, 1, 1), str(year)) for year in years]
    else:
        months = range(12 * first.year + first.month - 1, 12 * today.year + today.month)
        begins = [(date(m // 12, m % 12 + 1, 1), f"{date(m // 12, m % 12 + 1, 1):%b %Y}")
                  for m in months]  # fmt: skip
    return [(start, said) for start, said in begins if start >= first]


def _table(events: Sequence[Event]) -> list[dict[str, Any]]:
    return [
        {"measure": each.label, "government": each.government, "since": str(each.since),
         "until": str(each.until or "")}
        for each in events
    ]  # fmt: skip


def _words(events: Sequence[Event], today: date) -> str:
    told = [
        f"{government}: "
        + "; ".join(
            f"{each.label}, {each.words}" + (" (in force)" if each.until is None else " (ended)")
            for each in group
        )
        for government, group in groupby(events, lambda each: each.government)
    ]
    return f"Timeline up to {day(today)}. {'. '.join(told)}."
