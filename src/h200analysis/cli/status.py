"""h200 status: which editions are current, stale or failed, and whether the service is healthy."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from h200analysis.cli import progress
from h200analysis.cli.at import at_option, hour
from h200analysis.cli.guard import sentences
from h200analysis.cli.selection import Selection, options
from h200analysis.cli.telling import file_of, teller
from h200analysis.counting import counted

if TYPE_CHECKING:
    from h200analysis.delivery.post.health import LineHealth
    from h200analysis.delivery.schedule.health import Health
    from h200analysis.evidence import Ledger
    from h200analysis.press.attempts import Attempt
    from h200analysis.press.catalogue import Catalogue
    from h200analysis.press.planning import Step


@click.command()
@options
@at_option
@click.option("--service", "only_service", is_flag=True, help="Report on the service alone; quick.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "prometheus"]),
    default="text",
    show_default=True,
    help="Lines to read, JSON, or metrics of the service as Prometheus reads them.",
)
@click.option(
    "--alert",
    is_flag=True,
    help="Alert the keepers once if a deadline has passed and nothing was tried.",
)
@sentences
def status(at: str | None, only_service: bool, form: str, alert: bool, **asked: object) -> None:
    """Report how each edition stands that h200 build would make, and whether h200 run is healthy.

    \b
    h200 status                                 editions, words to look at, the service
    h200 status --service --format json         for monitoring: the service alone
    h200 status --format prometheus > h200.prom for the text collector of a node exporter
    h200 status --service --alert               from another timer than that of h200 run

    An edition is current, stale, missing or failed. A stale one comes with what has changed since,
    a failed one with the reason. Passages follow that newer reports may have made untrue: look at
    them. Once h200 run has taken up the schedules, what is wrong with each briefing is listed, and
    for each recipient's channel the messages that were refused, are held, or may not have arrived
    since the last one that did. Nothing is built.

    \b
    Exit codes: 0 the service is healthy, not begun or without schedules, 1 it is not healthy, 2 a
    mistake in what was asked or in a file.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    selection, moment = Selection(**asked), hour(at)  # type: ignore[arg-type]  # its fields
    from h200analysis.press import catalogue

    known = catalogue.read()
    found = _health(known, selection.folder(known), moment, alert)
    lines = _lines(known, selection.folder(known))
    if form == "prometheus":
        from h200analysis.delivery.schedule import prometheus

        click.echo(prometheus.text(found, lines), nl=False)
    else:
        told = [] if only_service else _editions(known, selection, form)
        _FORMS[form](told, found, lines, _silent(known))
    sys.exit(0 if _is_healthy(found, lines) else 1)


def _health(known: "Catalogue", out: Path, at: datetime, alert: bool) -> "list[Health]":
    from h200analysis.delivery import database
    from h200analysis.delivery.schedule import alerts, health
    from h200analysis.delivery.schedule.book import Book

    with database.seen(out) as connection:
        book = Book(connection)
        if alert and book.is_in_service():
            alerts.of_silence(book, known, at, teller(file_of(known), out, at))
        return health.of(known, book, at)


def _lines(known: "Catalogue", out: Path) -> "list[LineHealth]":
    """Return how each channel of each recipient fares; none without a file of recipients."""
    if not file_of(known).is_file():
        return []
    from h200analysis.delivery import database
    from h200analysis.delivery.post import book, health, recipients

    with database.seen(out) as connection:
        return health.of(book.every(connection), recipients.read(file_of(known)))


def _editions(known: "Catalogue", selection: Selection, form: str) -> list[dict[str, str]]:
    """Return how each edition stands; tell it, and of passages, where it is to be read."""
    from h200analysis.press import attempts, planning

    out = selection.folder(known)
    failed = attempts.failed(out)
    jobs, _ = selection.jobs(known)
    every = []
    for step in (planning.step(job, out) for job in jobs):
        place = step.folder.relative_to(out).as_posix()
        state, told = _state(step, failed.get(place))
        every.append({"edition": place, "state": state, "told": told.lstrip(",: ")})
        if form == "text":
            click.echo(f"{progress.name(step)} {state}{told}")
    if form == "text":
        counts = Counter(each["state"] for each in every)
        summary = ", ".join(f"{count} {state}" for state, count in counts.items())
        click.echo(summary or "no edition")
        if jobs:
            _tell_of_passages(known, max((job.ledger for job in jobs), key=lambda one: one.as_of))
    return every


def _is_healthy(found: "Sequence[Health]", lines: "Sequence[LineHealth]") -> bool:
    return all(each.is_healthy for each in found) and all(each.is_healthy for each in lines)


def _silent(known: "Catalogue") -> str:
    """Return what is said of the service where there is no health of it to tell."""
    has_schedule = any(each.schedule is not None for each in known.briefings.values())
    return _NOT_BEGUN if has_schedule else _NO_SCHEDULE


def _as_text(
    _: Sequence[dict[str, str]],
    found: "Sequence[Health]",
    lines: "Sequence[LineHealth]",
    silent: str,
) -> None:
    for each in found:
        for fault in each.faults:
            click.echo(f"{each.briefing}: {fault}")
    for line in lines:
        for fault in line.faults:
            click.echo(f"{line.recipient}, by {line.channel}: {fault}")
    click.echo(_summed(found, "scheduled briefing") if found else silent)
    if lines:
        click.echo(_summed(lines, "channel of recipients", "channels of recipients"))


def _summed(found: "Sequence[Health | LineHealth]", what: str, many: str = "") -> str:
    """Return in a line how many are healthy: "service unhealthy, 1 of 3 scheduled briefings"."""
    ill = sum(not each.is_healthy for each in found)
    told = f"unhealthy, {ill} of" if ill else "healthy,"
    return f"service {told} {counted(len(found), what, many)}"


def _as_json(
    told: Sequence[dict[str, str]],
    found: "Sequence[Health]",
    lines: "Sequence[LineHealth]",
    silent: str,
) -> None:
    import json

    service: dict[str, Any] = {
        "healthy": _is_healthy(found, lines) if found or lines else None,
        "briefings": [_told(each) for each in found],
        "deliveries": [_told_of_line(each) for each in lines],
    }
    if not found:
        service["told"] = silent
    editions = {"editions": list(told)} if told else {}
    click.echo(json.dumps({**editions, "service": service}, indent=1, ensure_ascii=False))


def _told_of_line(each: "LineHealth") -> dict[str, Any]:
    return {
        "recipient": each.recipient,
        "channel": each.channel,
        "healthy": each.is_healthy,
        "faults": list(each.faults),
    }


def _told(each: "Health") -> dict[str, Any]:
    from h200analysis.delivery.schedule.stamps import stamp

    return {
        "briefing": each.briefing,
        "schedule": each.schedule,
        "healthy": each.is_healthy,
        "faults": list(each.faults),
        "overdue": each.overdue,
        "last_outcome": each.last.outcome if each.last else None,
        "last_due": stamp(each.last.due) if each.last else None,
        "last_met": stamp(each.met.due) if each.met else None,
        "last_edition": each.met.edition if each.met else None,
        "next": stamp(each.next),
    }


_NOT_BEGUN = (
    "service not begun: h200 run, called without a briefing or by Airflow, takes up the schedules."
)
_NO_SCHEDULE = (
    "no schedules: h200 build makes an edition whenever you call it. A `schedule` of a briefing in "
    "reports/briefings.toml has h200 run make it by itself."
)
_FORMS = {"text": _as_text, "json": _as_json}


def _state(step: "Step", failed: "Attempt | None") -> tuple[str, str]:
    """Return in a word how an edition stands, and what is to be said of that."""
    if failed is not None and step.is_due:
        since = "" if failed.key == step.job.key else "; its inputs have changed since"
        return "failed", f" on {failed.day}: {failed.reason}{since}"
    if step.last is None:
        return "missing", ""
    if step.is_due:
        told = f", edition {step.last.name}: changed since: {'; '.join(step.why)}"
        return "stale", f"{told}{progress.withdrawn(step)}"
    if step.withdrawn is not None:
        past = step.withdrawn
        told = f", edition {step.last.name}, on {past.on} ({past.why}); nothing has changed since"
        return "withdrawn", told
    return "current", f", edition {step.last.name}"


def _tell_of_passages(known: "Catalogue", ledger: "Ledger") -> None:
    from h200analysis.press import wordings

    for each in wordings.stale(known, ledger):
        told = ", ".join(each.passage.about)
        click.echo(
            f"notebooks/{each.passage.place} speaks of {told}; newest report {each.newest}. "
            f"Printed in {', '.join(each.briefings)}."
        )
