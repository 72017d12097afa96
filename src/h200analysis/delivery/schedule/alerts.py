"""Alerts: an hour that failed or was missed, and the end of it, each told once.

What is to be said is read from the runs that nobody was told of, so that a kill between a failure
and its alert loses nothing; each subject names its hour, so that nobody is told twice. Silence is
noticed by whoever looks: by `h200 status --alert` while it lasts, by `h200 run` when it is over.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from h200analysis.delivery.notice import Notice
from h200analysis.delivery.schedule import notices, standing
from h200analysis.delivery.schedule.book import ABANDONED, LEFT, MET, Book, Run
from h200analysis.delivery.schedule.stamps import stamp
from h200analysis.press.catalogue import Catalogue

Tell = Callable[[Notice], None]


def of_runs(book: Book, known: Catalogue, tell: Tell) -> None:
    """Tell what the runs so far call for, and note that it was told.

    `tell` sends a notice to whoever keeps the service, once for each subject. What it raises is
    raised here; the rest is told next time.
    """
    untold = book.untold()
    late = sorted((run for run in untold if _is_late(known, run)), key=lambda run: run.due)
    if late:
        tell(notices.silence_over(known, late))
    for run in untold:
        for notice in _notices(book, known, run):
            tell(notice)
            book.mark_told([run])
    book.mark_told(untold)


def of_silence(book: Book, known: Catalogue, at: datetime, tell: Tell) -> None:
    """Tell of hours whose deadline has passed without any attempt, if there are some now."""
    silent = standing.overdue(standing.standings(known, book, at), at)
    if silent:
        tell(notices.silence(silent))


def _notices(book: Book, known: Catalogue, run: Run) -> Iterator[Notice]:
    if run.outcome == ABANDONED:
        yield notices.failure(known, run)
    elif run.outcome in MET:
        failed = _failed_before(book, run)
        if failed is not None:
            yield notices.recovery(known, run, failed)


def _failed_before(book: Book, run: Run) -> Run | None:
    """Return the attempt whose hour was given up, if this run ends that: its own, or the last."""
    for each in book.attempts(run.briefing, run.due):
        if each.outcome == ABANDONED:
            return each
    before = book.latest(run.briefing, (*MET, *LEFT), before=stamp(run.due))
    return before if before is not None and before.outcome == ABANDONED else None


def _is_late(known: Catalogue, run: Run) -> bool:
    """Whether nothing was tried for an hour before its deadline, though nobody asked for it."""
    entry = known.briefings.get(run.briefing)
    if run.by_hand or run.attempt > 1 or entry is None:
        return False
    return run.started > run.due + timedelta(minutes=entry.deadline)
