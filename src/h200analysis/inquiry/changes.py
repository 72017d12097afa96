"""What changed between two days: both beliefs, and how far the news of each day moved them.

Which news moved most is found by the filter alone, which is quick. Only for those days are futures
drawn, with the news and without it. What the other news and the passing of time did is the rest.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import fsum, hypot

from h200analysis import evidence
from h200analysis.cases.case import Case
from h200analysis.cases.outcome import Outcome
from h200analysis.errors import ArgumentError
from h200analysis.evidence import Ledger
from h200analysis.futures import Futures, believe, filtered, over
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry.story import Event, News, events, news_days, supposing

MOST = 5  # days with news that are told one by one
_MEASURED = 8  # days whose news moves the governments most; reports of an amount come on top
_EXPECTED = "delivered_chips"
_ANY, _CHIPS, _ERROR = "any", "chips", "error"


@dataclass(frozen=True, slots=True)
class Shift:
    """The news of a day, and by how much it moved two figures of that day.

    They are the chips expected by the end of 2026, and the chance of any delivery by then in
    percentage points, which is nothing from the first delivery on.
    """

    day: date
    news: News
    chips: Outcome
    points: Outcome | None

    @property
    def stands_out(self) -> bool:
        """Tell whether the chips moved by more than twice their standard error."""
        return abs(self.chips.value) > 2 * (self.chips.error or 0)


@dataclass(frozen=True, slots=True)
class Changes:
    """The beliefs of two days, the news that moved the expected chips most, and the other news.

    The shifts and `rest` add up to the difference of the chips expected on the two days.
    """

    before: Futures = field(repr=False)
    after: Futures = field(repr=False)
    shifts: tuple[Shift, ...]
    rest: Outcome
    others: tuple[tuple[date, News], ...] = field(repr=False)

    @property
    def since(self) -> date:
        """The earlier of the two days."""
        return self.before.case.ledger.as_of

    @property
    def as_of(self) -> date:
        """The later of the two days."""
        return self.after.case.ledger.as_of

    @property
    def largest(self) -> Shift | None:
        """The news that moved the expected chips most, if any did."""
        return max(self.shifts, key=lambda shift: abs(shift.chips.value), default=None)

    @property
    def largest_along(self) -> Shift | None:
        """The news that moved the expected chips most in the direction in which they went."""
        start, end = (each.expected(_EXPECTED).value for each in (self.before, self.after))
        along = (shift for shift in self.shifts if shift.chips.value * (end - start) > 0)
        return max(along, key=lambda shift: abs(shift.chips.value), default=None)

    @property
    def error(self) -> Outcome:
        """Twice the largest standard error of the shifts, or of the expected chips."""
        every = [shift.chips for shift in self.shifts] or [self.after.expected(_EXPECTED)]
        largest = max(each.error or 0.0 for each in every)
        return self.after.outcome("error_of_the_shifts", 2 * largest, "chip", "error")

    @property
    def has_begun(self) -> bool:
        """Whether a first delivery became known between the two days."""
        return self.after.has_begun and not self.before.has_begun


def changes(after: Futures, since: str | date, seed: int = 7, most: int = MOST) -> Changes:
    """Return what changed since an earlier day; what was set by hand holds on every day.

    >>> changes.changes(paths, date(2026, 1, 13)).since
    datetime.date(2026, 1, 13)
    """
    case, first = after.case, evidence.day(since)
    if first >= case.ledger.as_of:
        raise ArgumentError(
            f"since is {first} and as_of {case.ledger.as_of}; expected an earlier day for since."
        )
    views = supposing(evidence.views(), case.ledger)
    before = over(_like(case, views(first)), seed, after.belief.futures)
    found = [*_found(case, views, _quick(case, seed), news_days(case.ledger, first))]
    full = _full(case, seed, after.belief.futures // 2)
    every = [_shift(after, event) for event in _found(case, views, full, _candidates(found))]
    seen = [shift for shift in every if shift.stands_out]
    largest = sorted(seen, key=lambda shift: abs(shift.chips.value), reverse=True)[:most]
    shifts = sorted(largest, key=lambda shift: shift.day)
    told = {shift.day for shift in shifts}
    others = ((event.day, event.news) for event in found if event.day not in told)
    return Changes(before, after, tuple(shifts), _rest(before, after, shifts), tuple(others))


def shift_on(after: Futures, when: date, seed: int) -> Shift | None:
    """Return by how much the news of a day moved the figures of that day, as `changes` tells it."""
    case = after.case
    full = _full(case, seed, after.belief.futures // 2)
    found = _found(case, supposing(evidence.views(), case.ledger), full, [when])
    return next((_shift(after, event) for event in found), None)


def _like(case: Case, ledger: Ledger) -> Case:
    return Case(ledger, case.scenario).let(**case.by_hand)


def _found(
    case: Case,
    views: Callable[[date], Ledger],
    measure: Callable[[Case], dict[str, float]],
    days: Iterable[date],
) -> Iterable[Event[str]]:
    return events(views, measure, days, case.scenario)


def _quick(case: Case, seed: int) -> Callable[[Case], dict[str, float]]:
    """Return what measures where both governments stand, without drawing futures."""

    def measure(of: Case) -> dict[str, float]:
        found = filtered(_like(case, of.ledger), seed)
        return {_ANY: found.any_by(LAST_DAY), **found.washington, **found.beijing}

    return measure


def _full(case: Case, seed: int, draws: int) -> Callable[[Case], dict[str, float]]:
    """Return what measures the chips expected, and the chance of any delivery."""

    def measure(of: Case) -> dict[str, float]:
        belief = believe(_like(case, of.ledger), seed, draws)
        chips, error = belief.mean(belief.chips_by(LAST_DAY))
        return {_ANY: belief.filtered.any_by(LAST_DAY), _CHIPS: chips, _ERROR: error}

    return measure


def _candidates(found: Sequence[Event[str]]) -> list[date]:
    """Return the days whose news may have moved the expected chips most."""
    far = sorted(found, key=lambda event: -fsum(abs(event.move(name)) for name in event.before))
    return sorted({e.day for e in far[:_MEASURED]} | {e.day for e in found if e.news.amounts})


def _shift(after: Futures, event: Event[str]) -> Shift:
    error = hypot(event.before[_ERROR], event.after[_ERROR])
    chips = after.outcome(f"moved_on_{event.day}", event.move(_CHIPS), "chip", "difference", error)
    is_open = event.after[_ANY] < 1
    points = after.outcome(
        f"odds_moved_on_{event.day}", 100 * event.move(_ANY), "percentage point", "difference"
    )
    return Shift(event.day, event.news, chips, points if is_open else None)


def _rest(before: Futures, after: Futures, shifts: Iterable[Shift]) -> Outcome:
    start, end = (each.expected(_EXPECTED).value for each in (before, after))
    rest = end - start - fsum(shift.chips.value for shift in shifts)
    return after.outcome("moved_by_the_rest", rest, "chip", "difference")
