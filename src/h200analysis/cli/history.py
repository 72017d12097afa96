"""h200 history: what became of each due hour."""

from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from h200analysis.cli import listed
from h200analysis.cli.guard import sentences
from h200analysis.cli.selection import folder_of, out_option

if TYPE_CHECKING:
    from h200analysis.delivery.schedule.book import Run

_HEADS = {
    "shown": "Due", "briefing": "Briefing", "day": "Day", "attempt": "Attempt", "took": "Took",
    "outcome": "Outcome", "told": "Edition, or why there is none",
}  # fmt: skip


@click.command()
@click.option("--briefing", metavar="NAME", help="Only the runs of this briefing.")
@click.option(
    "--last",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="The newest N runs.",
)
@out_option
@listed.format_option
@sentences
def history(briefing: str | None, last: int, out: Path | None, form: str) -> None:
    """List the runs of h200 run, the newest first: due, outcome, edition or reason.

    \b
    h200 history                                the newest 20
    h200 history --briefing fee --last 100      of one briefing
    h200 history --format json                  with start, end, key and log

    Outcomes: "made" and "unchanged" have an edition; "failed" will be tried again; "abandoned"
    failed and will not be tried again; "missed" was not made in time.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis.delivery import database
    from h200analysis.delivery.schedule.book import Book
    from h200analysis.delivery.schedule.notices import zone_of
    from h200analysis.press import catalogue

    known = catalogue.read()
    with database.seen(folder_of(known, out)) as connection:
        runs = Book(connection).history(briefing, last)
    rows = [_row(run, zone_of(known, run)) for run in runs]
    listed.show(form, rows, _HEADS, "" if rows else "No run yet; h200 run makes what is due.")


def _row(run: "Run", zone: tzinfo) -> dict[str, str]:
    from h200analysis.delivery.schedule.stamps import shown, stamp

    seconds = (run.ended - run.started).total_seconds() if run.ended and run.attempt else None
    return {
        "briefing": run.briefing,
        "due": stamp(run.due),
        "shown": shown(run.due, zone),
        "day": str(run.day),
        "attempt": str(run.attempt) if run.attempt else "",
        "started": stamp(run.started),
        "ended": stamp(run.ended) if run.ended else "",
        "took": "" if seconds is None else f"{seconds:,.0f} s",
        "outcome": run.outcome,
        "reason": run.reason,
        "edition": run.edition,
        "key": run.key,
        "by_hand": "true" if run.by_hand else "",
        "log": run.log,
        "told": run.edition or run.reason,
    }
