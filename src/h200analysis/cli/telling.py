"""Telling those who keep the service, or who received an edition, by the channels of their own."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from h200analysis.delivery.notice import Notice
    from h200analysis.press.catalogue import Catalogue


def teller(known: "Catalogue", out: Path, at: datetime) -> "Callable[[Notice], None]":
    """Return what tells a notice on stderr, and by the channels of reports/deliveries.toml.

    Without that file stderr is all there is; cron and systemd read it.
    """
    file = known.root / "reports" / "deliveries.toml"

    def tell(notice: "Notice") -> None:
        click.echo(f"h200: {notice.title}\n{notice.text}", err=True)
        if file.is_file():
            from h200analysis.delivery.post import outbox

            outbox.teller(out, file, at)(notice)

    return tell
