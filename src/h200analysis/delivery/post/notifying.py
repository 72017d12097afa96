"""Notices: written to those whom they are for, and sent once for each subject."""

import logging
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from h200analysis.delivery import database, lock
from h200analysis.delivery.notice import Notice
from h200analysis.delivery.post import book, planning, recipients
from h200analysis.delivery.post.answers import State
from h200analysis.delivery.post.book import Message
from h200analysis.delivery.post.destinations import Channel
from h200analysis.delivery.post.planning import Line
from h200analysis.delivery.post.sending import Sender

logger = logging.getLogger(__name__)


class Notifier(Sender):
    """What tells the keepers, or recipients by name, something beside the editions."""

    def notify(self, notice: Notice) -> list[Message]:
        """Write a notice to those whom it is for, and send it, unless they have been told of it.

        Where another delivery runs it is written, and goes with the next. Names that the file has
        no more are passed over.
        """
        known = self.everybody.recipients
        names = [name for name in notice.only_to or self.everybody.keepers if name in known]
        if not names:
            logger.warning(
                "%s: nobody is sent a message about it; the file of recipients names no keepers.",
                notice.title,
            )
        lines = [pair for pair in self.lines(names) if names and self.carrier(pair[1]).is_message]
        with database.opened(self.out) as opened:
            title, text = notice.title or notice.subject, notice.text
            written = [
                Message(
                    line.name, line.channel, notice.subject, State.WRITTEN, title=title, body=text
                )
                for line, _ in lines
            ]
            book.write(opened, written, self.at)
            try:
                with lock.DELIVERY.held(self.out, self.at):
                    return self._sent_of(opened, lines, notice.subject)
            except lock.BusyError:
                return []

    def _sent_of(
        self, opened: sqlite3.Connection, lines: Sequence[tuple[Line, Channel]], subject: str
    ) -> list[Message]:
        ended: list[Message] = []
        for line, channel in lines:
            full = line.holding(book.every(opened))
            for parcel in planning.parcels(full, is_message=True, at=self.at):
                if parcel[0].subject == subject:
                    ended += self.sent(opened, full, channel, parcel)
        return ended


def teller(out: Path, recipients_file: Path, at: datetime) -> Callable[[Notice], None]:
    """Return what sends a notice at an hour, as alerts and withdrawals ask for it."""

    def tell(notice: Notice) -> None:
        Notifier(out, recipients.read(recipients_file), at, {}).notify(notice)

    return tell
