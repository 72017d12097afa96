"""Telling those who keep the service, or who received an edition, by the channels of their own."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from h200analysis.delivery.notice import Notice
    from h200analysis.press.catalogue import Catalogue


def file_of(known: "Catalogue") -> Path:
    """Return the file of recipients of a checkout, whether or not it is there."""
    return known.root / "reports" / "deliveries.toml"


def teller(recipients_file: Path, out: Path, at: datetime) -> "Callable[[Notice], None]":
    """Return what tells a notice on stderr, and by the channels of a file of recipients; each once.

    Without that file stderr is all there is; cron and systemd read it.
    """
    from h200analysis.delivery import database
    from h200analysis.delivery.post import book

    def tell(notice: "Notice") -> None:
        with database.seen(out) as opened:
            if notice.subject in book.told_already(opened):
                return
        click.echo(f"h200: {notice.title}\n{notice.text}", err=True)
        if recipients_file.is_file():
            from h200analysis.delivery.post import notifying

            notifying.teller(out, recipients_file, at)(notice)
        with database.opened(out) as opened:
            book.note_told(opened, notice.subject, at)

    return tell
