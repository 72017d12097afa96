"""Taking up hours: what is due gets a row before anything is begun, what is missed one for ever."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from h200analysis.delivery.schedule import hour as hours
from h200analysis.delivery.schedule import log, standing
from h200analysis.delivery.schedule.book import ABANDONED, FAILED, RUNNING, Book, Run
from h200analysis.delivery.schedule.hour import Hour
from h200analysis.delivery.schedule.standing import MISSED, Standing
from h200analysis.press.catalogue import Briefing, Catalogue

_KILLED = "The process that made it ended in the middle."
_REPLACED = "A newer edition is due, and catch_up is {!r}."
_TOO_LATE = "The deadline had passed, and catch_up is {!r}."


@dataclass(frozen=True, slots=True)
class Taken:
    """An hour that is to be met now: the row of this attempt, and that of the last if it failed."""

    hour: Hour
    run: Run
    last: Run | None = None


def mark_killed(book: Book, known: Catalogue) -> list[Run]:
    """Note of each run without an end that its process is gone; whoever asks holds the lock.

    Since nobody knows when it ended, the pause before the next attempt counts from its start.
    """
    return [
        book.end(run, run.started, after_failure(known, run), _KILLED)
        for run in book.last_attempts(RUNNING)
    ]


def after_failure(known: Catalogue, run: Run) -> str:
    """Return whether a failed attempt is followed by another: failed if so, or else abandoned."""
    entry = known.briefings.get(run.briefing)
    return FAILED if entry is not None and run.attempt <= entry.retries else ABANDONED


def due(book: Book, known: Catalogue, at: datetime) -> list[Taken]:
    """Take up every hour that is ready, and write down what is missed: all of it or nothing."""
    with book.together():
        return [
            each
            for name, entry in known.briefings.items()
            if entry.schedule is not None
            for each in _of_briefing(name, entry, book, at)
        ]


def one(
    book: Book,
    known: Catalogue,
    briefing: str,
    due: datetime,
    at: datetime,
    is_scheduled: bool = False,
) -> Taken:
    """Take up an hour that was asked for by its name, whatever became of it before.

    Where it `is_scheduled`, somebody else keeps the schedule, as Airflow does: its next hour counts
    as overdue from then on, if nobody asks for it before its deadline.
    """
    entry = known.briefing(briefing)
    hour = hours.of(briefing, entry, due)
    with book.together():
        if is_scheduled and entry.schedule is not None:
            since = book.taken(briefing, entry.schedule.text)
            book.take_up(briefing, entry.schedule.text, max(due, since or due))
        before = book.attempts(briefing, due)
        attempt = before[-1].attempt + 1 if before else 1
        path = log.name(hour, attempt, at)
        return Taken(hour, book.begin(hour, attempt, at, path, is_by_hand=True))


def _of_briefing(name: str, entry: Briefing, book: Book, at: datetime) -> list[Taken]:
    assert entry.schedule is not None  # noqa: S101 - whoever asks has looked
    text = entry.schedule.text
    since = _since(name, text, book, at)
    found = standing.unmet(name, entry, book, at)
    begun = [_begun(book, each, at) for each in found if each.is_ready]
    missed = [each for each in found if each.state == MISSED]
    for each in missed:
        _miss(book, each, entry, at)
    passed = [each.hour.due for each in found if each.is_ready or each.state == MISSED]
    book.take_up(name, text, max([since, *passed]))
    return begun


def _since(name: str, schedule: str, book: Book, at: datetime) -> datetime:
    """Return the hour after which a schedule's hours are looked at, and note it.

    It is `at` for one that is taken up now. Where the clock went back it lies before the first hour
    that was written down as missed by the clock as it was.
    """
    since = book.taken(name, schedule)
    if since is None:
        since = at
    elif at < since:
        first = book.forget_missed(name, at)
        since = at if first is None else min(at, first - timedelta(minutes=1))
    book.take_up(name, schedule, since)
    return since


def _begun(book: Book, ready: Standing, at: datetime) -> Taken:
    attempt = ready.attempts + 1
    run = book.begin(ready.hour, attempt, at, log.name(ready.hour, attempt, at))
    return Taken(ready.hour, run, ready.last)


def _miss(book: Book, missed: Standing, entry: Briefing, at: datetime) -> None:
    is_late = at > missed.hour.deadline
    only_in_time = is_late and entry.catch_up == "none"
    why = (_TOO_LATE if only_in_time else _REPLACED).format(entry.catch_up)
    if missed.last is not None:
        book.end(
            missed.last,
            missed.last.ended or at,
            ABANDONED,
            f"{missed.last.reason} Not tried again. {why}",
        )
    elif is_late:
        book.miss(missed.hour, at, "Nothing ran before its deadline.")
    else:
        book.miss(missed.hour, at, f"Not made. {why}")
