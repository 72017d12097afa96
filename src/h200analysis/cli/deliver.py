"""h200 deliver: editions go to their recipients, at most once."""

import logging
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from h200analysis.cli import verbosity
from h200analysis.cli.at import at_option, hour
from h200analysis.cli.guard import sentences
from h200analysis.cli.telling import file_of, teller
from h200analysis.errors import ArgumentError

if TYPE_CHECKING:
    from h200analysis.delivery.post.book import Message
    from h200analysis.delivery.post.outbox import Draft, Outbox
    from h200analysis.press.catalogue import Catalogue

SOME_NOT_SENT = 1
BUSY = 75  # EX_TEMPFAIL of sysexits.h
_PATH = click.Path(path_type=Path)


@click.command()
@click.option(
    "--to", "names", multiple=True, metavar="NAME", help="Only this recipient; repeatable."
)
@click.option("--dry-run", is_flag=True, help="Show what would go to whom; -v shows the text too.")
@click.option("--arrived", type=int, metavar="ID", help="Count one message as arrived.")
@click.option(
    "--resend", type=int, metavar="ID", help="Send one message again, whatever became of it."
)
@click.option("--by", metavar="NAME", help="Who decides that; the name of this user if not said.")
@at_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table",
              help="How messages are listed.")  # fmt: skip
@click.option(
    "--recipients", "file", type=_PATH, metavar="FILE", help="reports/deliveries.toml if not said."
)
@click.option("--out", type=_PATH, metavar="DIR", help="Where editions stand; reports/editions.")
@sentences
def deliver(
    names: tuple[str, ...],
    dry_run: bool,
    arrived: int | None,
    resend: int | None,
    by: str | None,
    at: str | None,
    form: str,
    file: Path | None,
    out: Path | None,
) -> None:
    """Send editions to the recipients of reports/deliveries.toml, each at most once.

    \b
    h200 deliver --dry-run            what would go to whom, and by which channel
    h200 deliver                      send it; safe to call every minute
    h200 deliver --to desk            to one recipient alone
    h200 deliver --arrived 17         you have found out that message 17 arrived
    h200 deliver --resend 17          it did not: send it again

    A message that is not accepted is tried again by later calls, after 1, 5 and 15 minutes, then
    after 1, 4, 12, 24 and 24 hours. A mistake on our side, such as a wrong password, holds messages
    back until it is mended: they are tried again at least once an hour. Where the connection was
    lost after the contents had gone out, or a delivery was killed, nobody can know whether the
    message arrived: its state is unknown, and it is never sent again by itself. Find out, and
    decide with --arrived or --resend; the book keeps who decided and when. The keepers are told
    once of each message that was refused or is unknown, and of what is held. A new recipient gets
    the newest edition of each briefing, not those before. A server may accept a message and return
    it later to the sender's mailbox; that is not seen here.

    \b
    Exit codes: 0 nothing failed, 1 something was refused, deferred, held or is unknown, 2 a mistake
    in what was asked or in a file, 75 another delivery is running.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    decided = _decided(arrived, resend, is_alone=not (dry_run or names), by=by)
    from h200analysis.delivery.lock import BusyError
    from h200analysis.delivery.post.answers import FAILED, PUT_OFF
    from h200analysis.press import catalogue

    known, moment = catalogue.read(), hour(at)
    file = file or file_of(known)
    outbox = _outbox(known, file, out, moment)
    if dry_run:
        _rehearse(outbox, names, form)
        return
    try:
        ended = decided(outbox) if decided else outbox.deliver(names)
    except BusyError as busy:
        click.echo(f"h200: {busy}", err=True)
        sys.exit(BUSY)
    _tell_the_keepers(outbox, file)
    _list(form, _COLUMNS, [_row(each) for each in ended], "nothing to send")
    if {*PUT_OFF, *FAILED} & {each.state for each in ended}:
        sys.exit(SOME_NOT_SENT)


def _decided(
    arrived: int | None, resend: int | None, is_alone: bool, by: str | None
) -> "Callable[[Outbox], list[Message]] | None":
    """Return what is to be done with one message if somebody decides about one, else None."""
    if arrived is None and resend is None:
        if by is not None:
            raise ArgumentError("--by says who decides about a message; add --arrived or --resend.")
        return None
    if not is_alone or None not in {arrived, resend}:
        raise ArgumentError(
            "--arrived and --resend each name one message; give one of them, without --to and "
            "--dry-run."
        )
    decider = _decider(by)
    if arrived is not None:
        return lambda outbox: outbox.arrived(arrived, decider)
    assert resend is not None  # noqa: S101 - one of them was given
    return lambda outbox: outbox.resend(resend, decider)


def _decider(by: str | None) -> str:
    """Return who decides: the name given, or that of the user who calls."""
    from getpass import getuser

    from h200analysis.delivery.post import plain

    try:
        name = getuser() if by is None else by.strip()
    except (KeyError, OSError):  # a number without a name, as in a container
        name = ""
    if not name or not plain.is_plain(name):
        raise ArgumentError("--by NAME: expected the name of whoever decides, on one line.")
    return name


def _tell_the_keepers(outbox: "Outbox", file: Path) -> None:
    """Tell of messages that have not arrived, unless it was told before."""
    from h200analysis.delivery import database
    from h200analysis.delivery.post import alerts, book

    with database.seen(outbox.out) as opened:
        told = book.told_already(opened)
    tell = teller(file, outbox.out, outbox.at)
    for notice in alerts.of_messages(outbox.messages(), told):
        tell(notice)


def _outbox(known: "Catalogue", file: Path, out: Path | None, at: datetime) -> "Outbox":
    from h200analysis.delivery.post import recipients
    from h200analysis.delivery.post.outbox import Outbox

    everybody = recipients.read(file, known.briefings)
    titles = {name: briefing.title for name, briefing in known.briefings.items()}
    return Outbox(out or known.root / "reports" / "editions", everybody, at, titles)


_COLUMNS = ("id", "recipient", "channel", "subject", "state", "told")
_DRAFT = ("recipient", "channel", "title", "bytes", "files")


def _row(message: "Message") -> dict[str, str]:
    return {name: str(getattr(message, name)) for name in _COLUMNS}


def _rehearse(outbox: "Outbox", names: Sequence[str], form: str) -> None:
    drafts = outbox.drafts(names)
    is_asked = verbosity.level() <= logging.INFO
    columns = (*_DRAFT, "text") if is_asked and form == "json" else _DRAFT
    _list(form, columns, [_drafted(each, columns) for each in drafts], "nothing would be sent")
    if form == "json":
        return
    for draft in drafts if is_asked else ():
        click.echo(f"\nTo {draft.letter.recipient}, by {draft.channel}:\n\n{draft.outline.text}")
    if unsettled := outbox.unsettled():
        click.echo("\nNot known to have arrived; decide with --arrived ID or --resend ID:")
        _list(form, _COLUMNS, [_row(each) for each in unsettled], "")


def _drafted(draft: "Draft", columns: Sequence[str]) -> dict[str, str]:
    told: dict[str, Callable[[], str]] = {
        "recipient": lambda: draft.letter.recipient,
        "channel": lambda: draft.channel,
        "title": lambda: draft.letter.subject,
        "bytes": lambda: str(draft.outline.size),
        "files": lambda: ", ".join(draft.outline.files),
        "text": lambda: draft.outline.text,
    }
    return {name: told[name]() for name in columns}


def _list(form: str, columns: Sequence[str], rows: list[dict[str, str]], nothing: str) -> None:
    from rich.table import Column

    from h200analysis.exhibits.terminal.console import table
    from h200analysis.exhibits.terminal.listing import FORMATS, Listing

    if form == "table" and not rows:
        click.echo(nothing)
        return
    cells = [[row[name] for name in columns] for row in rows]
    parts = [table(*(Column(name) for name in columns), rows=cells)]
    FORMATS[form](Listing(columns, rows, parts))
