"""Alerts: an hour that failed or was missed, and the end of it, each told once.

What is to be said is read from the runs that nobody was told of, so that a kill between a failure
and its alert loses nothing; each subject names its hour, so that nobody is told twice. Silence is
noticed by whoever looks: by `h200 status --alert` while it lasts, by `h200 run` when it is over.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from h200analysis.delivery.notice import Notice
from h200analysis.delivery.schedule import standing
from h200analysis.delivery.schedule.book import ABANDONED, LEFT, MET, MISSED, Book, Run
from h200analysis.delivery.schedule.stamps import shown, stamp
from h200analysis.delivery.schedule.standing import Standing
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
        tell(_silence_over(known, late))
    for run in untold:
        for notice in _notices(book, known, run):
            tell(notice)
        book.mark_told([run])


def of_silence(book: Book, known: Catalogue, at: datetime, tell: Tell) -> None:
    """Tell of hours whose deadline has passed without any attempt, if there are some now."""
    silent = standing.overdue(standing.standings(known, book, at), at)
    if silent:
        tell(_silence(silent))


def _notices(book: Book, known: Catalogue, run: Run) -> Iterator[Notice]:
    if run.outcome == ABANDONED:
        yield _failure(known, run)
    elif run.outcome in MET:
        failed = _failed_before(book, run)
        if failed is not None:
            yield _recovery(known, run, failed)


def _failed_before(book: Book, run: Run) -> Run | None:
    """Return the attempt whose hour was given up, if this run ends that: its own, or the last."""
    for each in book.attempts(run.briefing, run.due):
        if each.outcome == ABANDONED:
            return each
    before = book.latest(run.briefing, (*MET, *LEFT), before=stamp(run.due))
    return before if before is not None and before.outcome == ABANDONED else None


def _failure(known: Catalogue, run: Run) -> Notice:
    tried = "once" if run.attempt == 1 else f"{run.attempt} times"
    return Notice(
        subject=f"failed {run.briefing} {stamp(run.due)}",
        title=f"{_title(known, run)}: no edition for {_shown(known, run)}",
        text=f"It was tried {tried} and is left now. {run.reason}\n\nThe log is {run.log}. Once "
        f"the cause is mended: h200 run {run.briefing} --hour {stamp(run.due)}",
    )


def _recovery(known: Catalogue, run: Run, failed: Run) -> Notice:
    return Notice(
        subject=f"recovered {failed.briefing} {stamp(failed.due)}",
        title=f"{_title(known, run)}: editions again since {_shown(known, run)}",
        text=f"The edition of {run.day} is {run.outcome}: {run.edition}. "
        f"The one for {_shown(known, failed)} had failed.",
    )


def _silence(silent: Sequence[Standing]) -> Notice:
    first = silent[0].hour
    told = [f"{each.hour.briefing}, {shown(each.hour.due, each.hour.zone)}" for each in silent]
    return Notice(
        subject=f"silence since {first.name}",
        title=f"h200 run has not run: nothing since {shown(first.due, first.zone)}",
        text="The deadline of these hours has passed, and nothing was tried:\n"
        f"{_listed(told)}\n\nLook whether cron, the timer or the machine is at fault. The next "
        "h200 run catches up as the catalogue says.",
    )


def _silence_over(known: Catalogue, late: Sequence[Run]) -> Notice:
    first = late[0]
    told = [
        f"{run.briefing}, {_shown(known, run)}: "
        + ("missed" if run.outcome == MISSED else f"begun late, {run.outcome}")
        for run in late
    ]
    return Notice(
        subject=f"silence over since {first.briefing} {stamp(first.due)}",
        title=f"h200 run runs again; nothing had since {_shown(known, first)}",
        text=f"What became of the hours whose deadline had passed:\n{_listed(told)}\n\nTo make one "
        f"that was missed: h200 run {first.briefing} --hour {stamp(first.due)}",
    )


_MOST = 20


def _listed(told: Sequence[str]) -> str:
    more = [f"and {len(told) - _MOST} more"] if len(told) > _MOST else []
    return "\n".join(f"- {each}" for each in (*told[:_MOST], *more))


def _is_late(known: Catalogue, run: Run) -> bool:
    """Whether nothing was tried for an hour before its deadline, though nobody asked for it."""
    entry = known.briefings.get(run.briefing)
    if run.by_hand or run.attempt > 1 or entry is None:
        return False
    return run.started > run.due + timedelta(minutes=entry.deadline)


def _title(known: Catalogue, run: Run) -> str:
    entry = known.briefings.get(run.briefing)
    return entry.title if entry else run.briefing


def _shown(known: Catalogue, run: Run) -> str:
    return shown(run.due, zone_of(known, run))


def zone_of(known: Catalogue, run: Run) -> tzinfo:
    """Return the zone in which the hours of a run are shown."""
    entry = known.briefings.get(run.briefing)
    return entry.schedule.zone if entry and entry.schedule else run.due.tzinfo or UTC
