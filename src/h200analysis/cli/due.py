"""h200 due: which editions the schedule asks for."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from h200analysis.cli import listed
from h200analysis.cli.at import at_option, hour
from h200analysis.cli.guard import sentences
from h200analysis.cli.selection import folder_of, out_option

if TYPE_CHECKING:
    from h200analysis.delivery.schedule.standing import Standing

_HEADS = {"briefing": "Briefing", "shown": "Due", "day": "Day", "state": "State", "told": "What"}


@click.command()
@at_option
@out_option
@listed.format_option
@sentences
def due(at: str | None, out: Path | None, form: str) -> None:
    """List the editions that are due, late, waiting or missed, and the next of each briefing.

    \b
    h200 due                           now
    h200 due --at 2026-01-15T06:30Z    at another hour
    h200 due --format json             for programs, with the hour at which each may begin

    An edition is due until a run has made it, or found that nothing has changed. Times are shown in
    the time zone of the schedule. Nothing is made here; h200 run makes what is due.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis.delivery import database
    from h200analysis.delivery.schedule import standing
    from h200analysis.delivery.schedule.book import Book
    from h200analysis.press import catalogue

    known = catalogue.read()
    with database.seen(folder_of(known, out)) as connection:
        book = Book(connection)
        rows = [_row(each) for each in standing.standings(known, book, hour(at))]
        is_in_service = book.is_in_service()
    closing = (
        "" if is_in_service else "h200 run has not run here yet: schedules begin when it does."
    )
    if not rows:
        closing = "No briefing of reports/briefings.toml has a schedule."
    listed.show(form, rows, _HEADS, closing)


def _row(each: "Standing") -> dict[str, str]:
    from h200analysis.delivery.schedule.stamps import shown

    hour = each.hour
    return {
        "briefing": hour.briefing,
        "due": hour.due.astimezone(hour.zone).isoformat(),
        "shown": shown(hour.due, hour.zone),
        "day": str(hour.day),
        "state": each.state,
        "begins": hour.begins.astimezone(hour.zone).isoformat(),
        "deadline": hour.deadline.astimezone(hour.zone).isoformat(),
        "attempts": str(each.attempts),
        "told": _told(each),
    }


def _told(each: "Standing") -> str:
    """Return what becomes of an hour."""
    from h200analysis.delivery.schedule import standing
    from h200analysis.delivery.schedule.stamps import shown

    failed = f"; attempt {each.attempts} failed: {each.last.reason}" if each.last else ""
    begins, deadline = (shown(t, each.hour.zone) for t in (each.hour.begins, each.hour.deadline))
    told = {
        standing.DUE: "h200 run makes it now",
        standing.LATE: f"its deadline was {deadline}; h200 run makes it now",
        standing.WAITING: f"h200 run makes it from {begins} on",
        standing.MISSED: "h200 run will not make it: catch_up in the catalogue leaves it out",
        standing.NEXT: "",
    }
    return told[each.state] + failed
