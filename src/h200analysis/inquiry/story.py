"""What moved between two days, told by event: the news of each day, and the time between.

The move of a day's news is what is found on that day with it, less what is found on that same day
without it; all else is the passing of time. So the moves add up to the difference of both days.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from math import fsum
from typing import Generic, TypeVar

from h200analysis.cases.binding import BASELINE
from h200analysis.cases.case import Case
from h200analysis.errors import ArgumentError
from h200analysis.evidence import Ledger
from h200analysis.evidence.answers import answer
from h200analysis.evidence.meetings import MEETINGS
from h200analysis.evidence.observations import OBSERVATIONS, observed
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.evidence.readings import READINGS, weighed

H = TypeVar("H")  # what names a measure
Measure = Callable[[Case], Mapping[H, float]]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class News:
    """What of the evidence on the belief became known on a day.

    `claims` are those whose readings or observations count from then on, `amounts` those of them
    that tell of an amount; `meetings`, `answers` (questions) and `values` (parameters) are names
    whose value is another from then on.
    """

    claims: tuple[str, ...]
    amounts: tuple[str, ...]
    meetings: tuple[str, ...]
    answers: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def is_of_evidence(self) -> bool:
        """Tell whether anything but the value of a parameter became known."""
        return bool(self.claims or self.meetings or self.answers)


@dataclass(frozen=True, slots=True)
class Event(Generic[H]):
    """A day with news: what is measured on it without the news, and with it."""

    day: date
    news: News
    before: Mapping[H, float] = field(repr=False)
    after: Mapping[H, float] = field(repr=False)

    def move(self, measured: H) -> float:
        """Return by how much the news of the day moved a measure."""
        return self.after[measured] - self.before[measured]


@dataclass(frozen=True, slots=True)
class Story(Generic[H]):
    """What is measured on a first and on a last day, and the days with news between them."""

    before: Mapping[H, float] = field(repr=False)
    after: Mapping[H, float] = field(repr=False)
    events: tuple[Event[H], ...]

    def waits(self, measured: H) -> tuple[float, ...]:
        """Return how far a measure moved without news: before each event, and after the last."""
        known = [self.before, *(event.after for event in self.events)]
        ends = [*(event.before for event in self.events), self.after]
        return tuple(then[measured] - now[measured] for now, then in zip(known, ends, strict=True))

    def waiting(self, measured: H) -> float:
        """Return how far a measure moved on all days without news."""
        return fsum(self.waits(measured))


def supposing(views: Callable[[date], Ledger], last: Ledger) -> Callable[[date], Ledger]:
    """Return the views of a record with the scenarios of one ledger on every day.

    What is supposed is no news: it is supposed alike before and after, whenever it was thought of.
    """
    return cache(lambda day: replace(views(day), scenarios=last.scenarios))


@answer("the days on which something became known")
def news_days(last: Ledger, first: date) -> list[date]:
    """Return the days after a first one, by that of a ledger, on which something became known."""
    claims = (*last.of(READINGS), *last.of(OBSERVATIONS))
    values = (
        *(value for meeting in last.of(MEETINGS).values() for value in meeting.values),
        *(answer for question in last.of(QUESTIONS).values() for answer in question.resolutions),
        *(value for parameter in last.parameters.values() for value in parameter.values),
    )
    days = {last.source_of(name).published for name in claims} | {value.since for value in values}
    return sorted(day for day in days if first < day <= last.as_of)


def story(
    views: Callable[[date], Ledger],
    between: tuple[date, date],
    measure: Measure[H],
    days: Iterable[date],
    scenario: str = BASELINE,
) -> Story[H]:
    """Return what moved a measure between two days; `days` are those of `news_days`.

    Each day is measured twice, so a caller may show how far `days` has come. Values of parameters
    count as news only where they move something.
    """
    first, last = between
    if first > last:
        raise ArgumentError(f"The first day is {first}, the last {last}; name the earlier first.")
    before, after = (measure(Case(views(day), scenario)) for day in between)
    return Story(before, after, tuple(events(views, measure, days, scenario)))


def events(
    views: Callable[[date], Ledger],
    measure: Measure[H],
    days: Iterable[date],
    scenario: str = BASELINE,
) -> Iterator[Event[H]]:
    """Yield the days with news, each measured without the news and with it."""
    for day in days:
        with_it, without = views(day), replace(views(day - _DAY), as_of=day)
        news = _news(without, with_it)
        if not (news.is_of_evidence or news.values):
            continue
        before, after = (measure(Case(ledger, scenario)) for ledger in (without, with_it))
        if news.is_of_evidence or before != after:
            yield Event(day, news, before, after)


def _news(before: Ledger, after: Ledger) -> News:
    counting, known = _counting(after), _counting(before)
    answers = after.of(QUESTIONS)
    new = tuple(claim for claim in counting if claim not in known)
    return News(
        new,
        tuple(claim for claim in new if claim in after.of(OBSERVATIONS)),
        tuple(n for n, m in after.of(MEETINGS).items() if before.of(MEETINGS).get(n) != m),
        tuple(n for n, q in answers.items() if q.outcome and before.of(QUESTIONS).get(n) != q),
        tuple(
            n for n, p in after.parameters.items()
            if n in before.parameters and before.parameters[n].current != p.current
        ),
    )  # fmt: skip


def _counting(ledger: Ledger) -> tuple[str, ...]:
    """Return the claims whose readings or observations count, oldest first."""
    readings = tuple(each.claim for each in weighed(ledger))
    return tuple(dict.fromkeys((*readings, *(each.claim for each in observed(ledger)))))
