"""The outbox: each message is written once, and goes to its recipient at most once."""

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from h200analysis.delivery import database, lock
from h200analysis.delivery.post import book, planning
from h200analysis.delivery.post.answers import FAILED, PUT_OFF, Answer, State
from h200analysis.delivery.post.book import Message
from h200analysis.delivery.post.destinations import Channel
from h200analysis.delivery.post.letter import Letter, Outline
from h200analysis.delivery.post.planning import Line
from h200analysis.delivery.post.sending import Sender
from h200analysis.errors import H200Error

logger = logging.getLogger(__name__)
_CUT_SHORT = "the delivery was ended before the answer came"


class OutboxError(H200Error, ValueError):
    """A message of which somebody cannot decide what was asked."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that would go out by a channel, and what it would be there."""

    letter: Letter
    channel: str
    outline: Outline


class Outbox(Sender):
    """The letters of a folder of editions that are due at one hour."""

    def deliver(self, names: Iterable[str] = ()) -> list[Message]:
        """Send what is due to the recipients of these names, or to all; return what became of it.

        Raises `BusyError` where another delivery runs.
        """
        with lock.DELIVERY.held(self.out, self.at), database.opened(self.out) as opened:
            ended = self._told_of_the_dead(opened)
            for line, channel in self.lines(names):
                ended += self._by_line(opened, line, channel)
            return ended

    def drafts(self, names: Iterable[str] = ()) -> list[Draft]:
        """Return what `deliver` would send; nothing is written."""
        return [
            draft for line, channel in self.lines(names) for draft in self._drafts(line, channel)
        ]

    def unsettled(self) -> list[Message]:
        """Return the messages whose fate is unknown, or that were refused; nothing is written."""
        return [each for each in self.messages() if each.state in {State.SENDING, *FAILED}]

    def arrived(self, number: int, decider: str) -> list[Message]:
        """Count a message as sent that is refused or unknown, because somebody says it arrived."""
        with lock.DELIVERY.held(self.out, self.at), database.opened(self.out) as opened:
            ended = self._told_of_the_dead(opened)
            found = _by_number(opened, number)
            if found is None or found.state not in FAILED:
                is_what = f"is {found.state}" if found else "does not exist"
                raise OutboxError(
                    f"Message {number} in {self.out} {is_what}; expected one that is refused or "
                    "unknown, as h200 deliver --dry-run lists them."
                )
            return [*ended, book.mark_arrived(opened, found, decider, self.at)]

    def resend(self, number: int, decider: str) -> list[Message]:
        """Send a message again, whatever became of it, because somebody has decided so.

        Return what becomes of it now.
        """
        with lock.DELIVERY.held(self.out, self.at), database.opened(self.out) as opened:
            ended = self._told_of_the_dead(opened)
            found = _by_number(opened, number)
            if found is None or not (found.is_notice or found.subject in self.writer.archive):
                raise OutboxError(
                    f"There is no message {number} of an edition or a notice in {self.out}; "
                    "expected a number that h200 deliver has shown."
                )
            for line, channel in self.lines([found.recipient]):
                if line.channel == found.channel:
                    renewed = book.renew(opened, found, decider, self.at)
                    return ended + self.sent(opened, line, channel, [renewed])
            raise OutboxError(f"{found.recipient} has no channel {found.channel} any more.")

    def _told_of_the_dead(self, opened: sqlite3.Connection) -> list[Message]:
        """Settle what a delivery that was killed left behind; nobody else sends while we do."""
        repeatable = {
            (name, str(channel)): self.carrier(channel).is_repeatable
            for name, recipient in self.everybody.recipients.items()
            for channel in recipient.channels
        }
        ended: list[Message] = []
        for each in book.every(opened):
            if each.state is State.SENDING:
                can_repeat = repeatable.get((each.recipient, each.channel), False)
                state = State.DEFERRED if can_repeat else State.UNKNOWN
                ended += book.settle(opened, [each], Answer(state, _CUT_SHORT), self.at)
        return ended

    def _by_line(self, opened: sqlite3.Connection, line: Line, channel: Channel) -> list[Message]:
        """Judge what is new to a recipient, and send what is due to them by one channel."""
        line = line.holding(book.every(opened))
        new = planning.judged(line, self.writer.archive, self.writer.withdrawn)
        book.write(opened, new, self.at)
        for each in new:
            if each.state is State.SKIPPED:
                logger.info("%s does not go to %s: %s.", each.subject, line.name, each.told)
        line = line.holding(book.every(opened))
        is_message, ended = self.carrier(channel).is_message, []
        for parcel in planning.parcels(line, is_message, self.at):
            ended += self.sent(opened, line, channel, parcel)
            if ended and ended[-1].state in PUT_OFF:
                break  # a server that is away is asked once in a call, not once for each message
        if is_message and (mark := planning.digest_mark(line, self.at)):
            book.write(opened, [mark], self.at)
        return ended

    def _drafts(self, line: Line, channel: Channel) -> Iterator[Draft]:
        new = planning.judged(line, self.writer.archive, self.writer.withdrawn)
        line = replace(line, messages=[*line.messages, *new])
        carrier = self.carrier(channel)
        for parcel in planning.parcels(line, carrier.is_message, self.at):
            good, bad = self.writer.sifted(line, parcel)
            for message, answer in bad:
                logger.warning(
                    "%s would not go to %s: %s.", message.subject, line.name, answer.told
                )
            if good:
                written = self.writer.letter(line, good)
                yield Draft(written, line.channel, carrier.outline(written))


def _by_number(opened: sqlite3.Connection, number: int) -> Message | None:
    return {each.id: each for each in book.every(opened)}.get(number)
