"""Sending: a message is marked as going out, handed to its carrier, and settled by the answer."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from h200analysis.counting import counted
from h200analysis.delivery import archive, database
from h200analysis.delivery.post import book, channels, planning, secrets
from h200analysis.delivery.post.answers import Answer, State
from h200analysis.delivery.post.book import Message
from h200analysis.delivery.post.destinations import Channel
from h200analysis.delivery.post.planning import Line
from h200analysis.delivery.post.recipients import Recipients
from h200analysis.delivery.post.writing import Writer
from h200analysis.errors import H200Error
from h200analysis.press import withdrawals


@dataclass(frozen=True)
class Sender:
    """The messages from one folder of editions to everybody, at one hour.

    `titles` are those of the catalogue's briefings; no edition of another is sent.
    """

    out: Path
    everybody: Recipients
    at: datetime
    titles: Mapping[str, str]

    @cached_property
    def writer(self) -> Writer:
        """What writes letters of the editions that stand now."""
        standing = {
            each.address: each
            for each in archive.editions(self.out)
            if each.briefing in self.titles
        }
        return Writer(self.everybody, self.titles, standing, self.withdrawn(), self.at)

    def withdrawn(self) -> set[str]:
        """Return the addresses that are withdrawn at this moment."""
        return set(withdrawals.withdrawn(self.out))

    def messages(self) -> list[Message]:
        """Return every message of the book; nothing is written."""
        with database.seen(self.out) as opened:
            return book.every(opened)

    def lines(self, names: Iterable[str]) -> list[tuple[Line, Channel]]:
        """Return each channel of the recipients of these names, or of all, with its messages."""
        messages = self.messages()
        return [
            (Line(name, recipient, str(channel), ()).holding(messages), channel)
            for name, recipient in self.everybody.named(names).items()
            for channel in recipient.channels
        ]

    def carrier(self, channel: Channel) -> channels.Carrier:
        """Return what sends letters by a channel."""
        return channels.carrier(channel, self.everybody)

    def sent(
        self, opened: sqlite3.Connection, line: Line, channel: Channel, parcel: Sequence[Message]
    ) -> list[Message]:
        """Send a parcel if it is ours to send; return its messages as they stand then."""
        claimed = book.claim(opened, parcel, self.at, self.withdrawn)
        ended = [each for each in claimed if each.state is State.SKIPPED]
        line = line.holding(book.every(opened))
        going = [each for each in claimed if each.state is State.SENDING]
        good, bad = self.writer.sifted(line, going)
        for message, answer in bad:
            ended += book.settle(opened, [message], answer, self.at)
        if good:
            hide = secrets.hider(channels.secrets_of(channel, self.everybody))
            newest = min(each.attempt for each in good)
            answer = _given_up(self._answer(line, channel, good), newest)
            answer = Answer(answer.state, hide(answer.told))
            ended += book.settle(opened, good, answer, self.at)
        return ended

    def _answer(self, line: Line, channel: Channel, parcel: Sequence[Message]) -> Answer:
        carrier = self.carrier(channel)
        written = self.writer.letter(line, parcel)
        try:
            return carrier.send(written)
        except H200Error as error:  # such as a secret that is not set
            return Answer(State.HELD, str(error))
        except Exception as error:  # whatever a library raises, once a byte may have gone out
            state = State.DEFERRED if carrier.is_repeatable else State.UNKNOWN
            return Answer(state, f"{type(error).__name__}: {error}")


def _given_up(answer: Answer, attempt: int) -> Answer:
    """Return an answer, or a refusal where it was put off as often as we wait.

    `attempt` is that of the newest message of a parcel: an old one, gathered again, gives up none.
    """
    if answer.state is not State.DEFERRED or attempt <= len(planning.WAITS):
        return answer
    return Answer(State.REFUSED, f"given up after {counted(attempt, 'attempt')}: {answer.told}")
