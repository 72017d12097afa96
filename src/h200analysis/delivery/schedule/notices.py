"""What is said to whoever keeps the service: of a failure, of a silence, and of the end of each."""

from collections.abc import Sequence
from datetime import UTC, tzinfo

from h200analysis.delivery.notice import Notice
from h200analysis.delivery.schedule.book import MISSED, Run
from h200analysis.delivery.schedule.stamps import shown, stamp
from h200analysis.delivery.schedule.standing import Standing
from h200analysis.press.catalogue import Catalogue

_MOST = 20  # hours that a notice names one by one


def failure(known: Catalogue, run: Run) -> Notice:
    """Return what is said of an hour for which nothing more is tried."""
    return Notice(
        subject=f"failed {run.briefing} {stamp(run.due)}",
        title=f"{_title(known, run)}: no edition for {_shown(known, run)}",
        text=f"It failed and will not be tried again. {run.reason}\n\nThe log, beside the "
        f"editions: {run.log}\nOnce the cause is removed: {_by_hand(run)}",
    )


def recovery(known: Catalogue, run: Run, failed: Run) -> Notice:
    """Return what is said of the first edition after an hour that failed."""
    return Notice(
        subject=f"recovered {failed.briefing} {stamp(failed.due)}",
        title=f"{_title(known, run)}: editions again since {_shown(known, run)}",
        text=f"The edition of {run.day} is {run.outcome}: {run.edition}. "
        f"The one for {_shown(known, failed)} had failed.",
    )


def silence(silent: Sequence[Standing]) -> Notice:
    """Return what is said while nothing runs; its subject names the first hour, and stays."""
    first = silent[0].hour
    told = [f"{each.hour.briefing}, {shown(each.hour.due, each.hour.zone)}" for each in silent]
    return Notice(
        subject=f"silence since {first.name}",
        title=f"h200 run has stopped: nothing was tried for {shown(first.due, first.zone)}",
        text="The deadline for these editions has passed, and nothing was tried:\n"
        f"{_listed(told)}\n\nCheck cron, the timer and the machine. The next h200 run catches up "
        "as the catalogue says.",
    )


def silence_over(known: Catalogue, late: Sequence[Run]) -> Notice:
    """Return what is said once `h200 run` runs again: which hours were missed or begun late."""
    first, missed = late[0], [run for run in late if run.outcome == MISSED]
    told = [
        f"{run.briefing}, {_shown(known, run)}: "
        + ("missed" if run in missed else f"begun late, {run.outcome}")
        for run in late
    ]
    mend = f"\n\nTo make a missed one: {_by_hand(missed[0])}" if missed else ""
    return Notice(
        subject=f"silence over since {first.briefing} {stamp(first.due)}",
        title=f"h200 run is back; nothing was tried for {_shown(known, first)}",
        text=f"What became of the editions whose deadline had passed:\n{_listed(told)}{mend}",
    )


def _by_hand(run: Run) -> str:
    return f"h200 run {run.briefing} --hour {stamp(run.due)}"


def _listed(told: Sequence[str]) -> str:
    more = [f"and {len(told) - _MOST} more"] if len(told) > _MOST else []
    return "\n".join(f"- {each}" for each in (*told[:_MOST], *more))


def _title(known: Catalogue, run: Run) -> str:
    entry = known.briefings.get(run.briefing)
    return entry.title if entry else run.briefing


def _shown(known: Catalogue, run: Run) -> str:
    return shown(run.due, zone_of(known, run))


def zone_of(known: Catalogue, run: Run) -> tzinfo:
    """Return the zone in which the hours of a run are shown."""
    entry = known.briefings.get(run.briefing)
    return entry.schedule.zone if entry and entry.schedule else run.due.tzinfo or UTC
