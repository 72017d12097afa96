"""h200 run: do what is due."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from h200analysis.cli.at import at_option
from h200analysis.cli.at import hour as hour_of
from h200analysis.cli.guard import sentences
from h200analysis.cli.selection import folder_of, make_folder, out_option
from h200analysis.cli.telling import file_of, teller
from h200analysis.errors import ArgumentError

if TYPE_CHECKING:
    from h200analysis.delivery.schedule.book import Run
    from h200analysis.delivery.schedule.running import Service
    from h200analysis.delivery.schedule.taking import Taken

BUSY = 75  # EX_TEMPFAIL of sysexits.h


@click.command()
@click.argument("briefings", nargs=-1, metavar="[BRIEFING]...")
@click.option(
    "--hour",
    metavar="TIME",
    help="Make the BRIEFINGs for this due time, whatever became of it, such as 2026-01-15T06:30Z.",
)
@at_option
@out_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Make N editions at a time; as many as there are processors if not said.",
)
@click.option(
    "--scheduled",
    is_flag=True,
    help="The hour comes from a scheduler such as Airflow; h200 status misses the next if it fails "
    "to come.",
)
@click.option("--wait", is_flag=True, help="Wait where another h200 run is at work.")
@click.option(
    "--ping",
    metavar="URL",
    envvar="H200_PING",
    help="Call this address when done, or URL/fail where an edition failed; H200_PING.",
)
@sentences
def run(
    briefings: tuple[str, ...],
    hour: str | None,
    at: str | None,
    out: Path | None,
    jobs: int | None,
    scheduled: bool,
    wait: bool,
    ping: str | None,
) -> None:
    """Make the editions that are due, and write down what came of each.

    \b
    h200 run                                          what is due now; call it every minute
    h200 run executive --hour 2026-01-15T06:30Z       one hour that was missed or failed
    h200 run --out /srv/editions --ping https://…     as a service, watched from outside

    reports/briefings.toml says when each briefing is due, and what becomes of hours that passed
    while nothing ran. The first call takes up the schedules: hours before it are not made. A failed
    hour is tried again by later calls, after a minute, then 5, 15 and 60, unless nothing has
    changed since a notebook failed. What a killed run has left is found by the next. Nothing is
    printed where nothing is due.

    \b
    Exit codes: 0 all that was due is done, or nothing was due; 1 an edition failed;
    2 a mistake in what was asked or in a file; 70 a fault of h200analysis itself;
    75 another h200 run is at work, and nothing was done; 130 interrupted; 143 ended by SIGTERM.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis.delivery.lock import BusyError
    from h200analysis.delivery.schedule import alerts, heartbeat, running
    from h200analysis.press import catalogue, leftovers, memory

    known, moment = catalogue.read(), hour_of(at)
    asked, ping = _asked(briefings, hour, moment, scheduled), heartbeat.sound(ping)
    folder = folder_of(known, out)
    make_folder(folder)
    memory.refuse_too_little()
    try:
        with running.service(known, folder, moment, wait) as service:
            taken = (
                service.due()
                if asked is None
                else service.by_name(briefings, asked, is_scheduled=scheduled)
            )
            if taken:
                leftovers.sweep()
                _tell_what_begins(taken)
            failed = _meet(service, taken, jobs)
            alerts.of_runs(service.book, known, teller(file_of(known), folder, moment))
    except BusyError as error:
        click.echo(f"h200: {error}", err=True)
        sys.exit(BUSY)
    if ping:
        heartbeat.beat(ping, is_well=not failed)
    sys.exit(1 if failed else 0)


def _asked(
    briefings: tuple[str, ...], hour: str | None, at: datetime, is_scheduled: bool
) -> datetime | None:
    """Return the hour that is asked for by hand; None where the schedule is to be followed."""
    if bool(briefings) != (hour is not None):
        raise ArgumentError(
            "BRIEFING and --hour go together: name both to make one hour, or neither to make what "
            "is due."
        )
    if hour is None:
        if is_scheduled:
            raise ArgumentError("--scheduled says of one hour where it comes from; add --hour.")
        return None
    from h200analysis.delivery.schedule import stamps

    asked = stamps.given(hour, "--hour")
    if asked > at:
        raise ArgumentError(f"--hour {hour}: expected an hour that has come; it is {at:%FT%RZ}.")
    return asked


def _tell_what_begins(taken: "Sequence[Taken]") -> None:
    """Say what is being made, to somebody who waits at a terminal."""
    if sys.stderr.isatty():
        names = ", ".join(dict.fromkeys(each.hour.briefing for each in taken))
        click.echo(f"making {names} …", err=True)


def _meet(service: "Service", taken: "Sequence[Taken]", jobs: int | None) -> int:
    """Make what was taken up, and tell of each hour as it ends; return how many failed."""
    failed = 0
    for run in service.meet(taken, jobs):
        click.echo(_line(run), err=run.edition == "")
        failed += run.edition == ""
    return failed


def _line(run: "Run") -> str:
    from h200analysis.delivery.schedule.stamps import stamp

    told = run.edition or run.reason
    return f"{run.briefing}, due {stamp(run.due)}: {run.outcome}: {told}"
