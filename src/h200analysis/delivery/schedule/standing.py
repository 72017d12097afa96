"""How each hour stands: due now, late, waiting, missed, or the next one to come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from h200analysis.delivery.schedule import hour as hours
from h200analysis.delivery.schedule.book import FAILED, Book, Run
from h200analysis.delivery.schedule.hour import Hour
from h200analysis.press.catalogue import Briefing, Catalogue

DUE, LATE, WAITING, MISSED, NEXT = "due", "late", "waiting", "missed", "next"
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
"""The pause after each failed attempt at an hour; the last one goes for all that follow."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An hour that no run has met: how it stands, and its last attempt if there was one.

    `hour.begins` is when it may be begun, or begun again.
    """

    hour: Hour
    state: str
    last: Run | None = None

    @property
    def is_ready(self) -> bool:
        """Whether `h200 run` begins it now."""
        return self.state in {DUE, LATE}

    @property
    def attempts(self) -> int:
        """How many attempts have failed."""
        return self.last.attempt if self.last else 0


def standings(known: Catalogue, book: Book, at: datetime) -> list[Standing]:
    """Return every hour up to `at` that is not met, and the next of each briefing; by the hour.

    A schedule that has never been taken up, or that has changed since, begins at `at`.
    """
    found = [
        each
        for name, entry in known.briefings.items()
        if entry.schedule is not None
        for each in (*unmet(name, entry, book, at), *_next(name, entry, at))
    ]
    return sorted(found, key=lambda each: (each.hour.due, each.hour.briefing))


def unmet(name: str, entry: Briefing, book: Book, at: datetime) -> list[Standing]:
    """Return the hours of a briefing up to `at` that are not met, in order."""
    open_ = [*_failed(name, entry, book, at), *_new(name, entry, book, at)]
    return [
        Standing(hour, _state(hour, at, _is_kept(entry, hour, at, hour is open_[-1][0])), last)
        for hour, last in open_
    ]


def overdue(found: Iterable[Standing], at: datetime) -> list[Standing]:
    """Return the hours past their deadline that nothing was tried for, in the order given."""
    return [
        each
        for each in found
        if each.state != NEXT and each.last is None and at > each.hour.deadline
    ]


def pause(attempt: int) -> timedelta:
    """Return how long an hour rests after its n-th failed attempt."""
    return PAUSES[min(attempt, len(PAUSES)) - 1]


def _failed(
    name: str, entry: Briefing, book: Book, at: datetime
) -> Iterator[tuple[Hour, Run | None]]:
    """Yield the hours that are tried again, none before it was first due.

    A pause that ends later than the longest from now was set by a clock that ran ahead: it is over.
    """
    for run in book.last_attempts(FAILED, name):
        hour = hours.of(name, entry, run.due)
        again = (run.ended or run.started) + pause(run.attempt)
        if again > at + max(PAUSES):
            again = hour.begins
        yield replace(hour, day=run.day, begins=again), run


def _new(name: str, entry: Briefing, book: Book, at: datetime) -> Iterator[tuple[Hour, Run | None]]:
    """Yield the hours without a row, none of which begins before an earlier one."""
    assert entry.schedule is not None  # noqa: S101 - whoever asks has looked
    taken = book.taken(name, entry.schedule.text)
    begins = at if taken is None else min(at, taken)
    for due in entry.schedule.hours(begins, at):
        if not book.attempts(name, due):
            hour = hours.of(name, entry, due)
            begins = max(begins, hour.begins)
            yield replace(hour, begins=begins), None


def _next(name: str, entry: Briefing, at: datetime) -> Iterator[Standing]:
    assert entry.schedule is not None  # noqa: S101 - whoever asks has looked
    for due in entry.schedule.hours(at):
        yield Standing(hours.of(name, entry, due), NEXT)
        return


def _is_kept(entry: Briefing, hour: Hour, at: datetime, is_newest: bool) -> bool:
    """Whether an edition is to be made for an hour, by the briefing's policy of catching up."""
    if entry.catch_up == "all":
        return True
    return is_newest if entry.catch_up == "latest" else at <= hour.deadline


def _state(hour: Hour, at: datetime, is_kept: bool) -> str:
    if not is_kept:
        return MISSED
    if at < hour.begins:
        return WAITING
    return LATE if at > hour.deadline else DUE
