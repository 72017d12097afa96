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
@click.option(
    "--resend", type=int, metavar="ID", help="Send one message again, whatever became of it."
)
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
    resend: int | None,
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
    h200 deliver --resend 17          message 17 again, after you have looked what became of it

    A message that is not accepted is tried again by later calls, after 1, 5 and 15 minutes, then
    after 1, 4, 12, 24 and 24 hours. A mistake on our side, such as a wrong password, holds messages
    back until it is mended: they are tried again at least once an hour. Where the connection was
    lost after the contents had gone out, or a delivery was killed, nobody can know whether the
    message arrived: its state is unknown, and only --resend sends it again. The keepers are told
    once of each message that was refused or is unknown, and of what is held. A new recipient gets
    the newest edition of each briefing, not those before. A server may accept a message and return
    it later to the sender's mailbox; that is not seen here.

    \b
    Exit codes: 0 nothing failed, 1 something was refused, deferred, held or is unknown, 2 a mistake
    in what was asked or in a file, 75 another delivery is running.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    if resend is not None and (dry_run or names):
        raise ArgumentError("--resend names one message; leave out --to and --dry-run.")
    from h200analysis.delivery.post.answers import FAILED, PUT_OFF
    from h200analysis.delivery.post.lock import BusyError
    from h200analysis.press import catalogue

    known, moment = catalogue.read(), hour(at)
    file = file or file_of(known)
    outbox = _outbox(known, file, out, moment)
    if dry_run:
        _rehearse(outbox, names, form)
        return
    try:
        ended = outbox.deliver(names) if resend is None else outbox.resend(resend)
    except BusyError as busy:
        click.echo(f"h200: {busy}", err=True)
        sys.exit(BUSY)
    _tell_the_keepers(outbox, file)
    _list(form, _COLUMNS, [_row(each) for each in ended], "nothing to send")
    if {*PUT_OFF, *FAILED} & {each.state for each in ended}:
        sys.exit(SOME_NOT_SENT)


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
        click.echo("\nNot known to have arrived; --resend ID sends one again:")
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
