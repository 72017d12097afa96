"""The outbox: messages are written, marked as going out, sent, and settled, each at most once."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from h200analysis.delivery import archive, database
from h200analysis.delivery.notice import Notice
from h200analysis.delivery.post import book, channels, planning, recipients, secrets
from h200analysis.delivery.post.answers import Answer, State
from h200analysis.delivery.post.book import Message
from h200analysis.delivery.post.destinations import Channel
from h200analysis.delivery.post.letter import Letter, Outline
from h200analysis.delivery.post.lock import BusyError, alone
from h200analysis.delivery.post.planning import Line
from h200analysis.delivery.post.recipients import Recipients
from h200analysis.delivery.post.writing import Writer
from h200analysis.errors import H200Error
from h200analysis.press import withdrawals

logger = logging.getLogger(__name__)
_CUT_SHORT = "the delivery was ended before the answer came"


class OutboxError(H200Error, ValueError):
    """A message that cannot be sent again."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that would go out by a channel, and what it would be there."""

    letter: Letter
    channel: str
    outline: Outline


@dataclass(frozen=True)
class Outbox:
    """The letters from one folder of editions to everybody, at one hour.

    `titles` are those of the catalogue's briefings; no edition of another is sent.
    """

    out: Path
    everybody: Recipients
    at: datetime
    titles: Mapping[str, str]

    def deliver(self, names: Iterable[str] = ()) -> list[Message]:
        """Send what is due to the recipients of these names, or to all; return what became of it.

        Raises `BusyError` where another delivery runs.
        """
        with alone(self.out), database.opened(self.out) as opened:
            ended = self._told_of_the_dead(opened)
            for line, channel in self._lines(names):
                ended += self._by_line(opened, line, channel)
            return ended

    def drafts(self, names: Iterable[str] = ()) -> list[Draft]:
        """Return what `deliver` would send; nothing is written."""
        return [
            draft for line, channel in self._lines(names) for draft in self._drafts(line, channel)
        ]

    def unsettled(self) -> list[Message]:
        """Return the messages whose fate is unknown, or that were refused; nothing is written."""
        told = {State.SENDING, State.UNKNOWN, State.REFUSED}
        return [each for each in self._messages() if each.state in told]

    def resend(self, number: int) -> list[Message]:
        """Send one message again, whatever became of it, and return what becomes of it now."""
        with alone(self.out), database.opened(self.out) as opened:
            ended = self._told_of_the_dead(opened)
            found = {each.id: each for each in book.every(opened)}.get(number)
            if found is None or not (found.is_notice or found.subject in self._writer.archive):
                raise OutboxError(
                    f"There is no message {number} of an edition or a notice in {self.out}; "
                    "expected a number that h200 deliver has told."
                )
            for line, channel in self._lines([found.recipient]):
                if line.channel == found.channel:
                    renewed = book.renew(opened, found)
                    return ended + self._sent(opened, line, channel, [renewed])
            raise OutboxError(f"{found.recipient} has no channel {found.channel} any more.")

    def notify(self, notice: Notice) -> list[Message]:
        """Write a notice to those whom it is for, and send it, unless they have been told of it.

        Where another delivery runs it is written, and goes with the next. Names that the file has
        no more are passed over.
        """
        known = self.everybody.recipients
        names = [name for name in notice.only_to or self.everybody.keepers if name in known]
        if not names:
            logger.warning("%s: nobody is there to be told of it.", notice.title)
        lines = [pair for pair in self._lines(names) if names and self._carrier(pair[1]).is_message]
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
                with alone(self.out):
                    return self._notices(opened, lines, notice.subject)
            except BusyError:
                return []

    def _notices(
        self, opened: sqlite3.Connection, lines: Sequence[tuple[Line, Channel]], subject: str
    ) -> list[Message]:
        ended: list[Message] = []
        for line, channel in lines:
            full = line.holding(book.every(opened))
            for parcel in planning.parcels(full, is_message=True, at=self.at):
                if parcel[0].subject == subject:
                    ended += self._sent(opened, full, channel, parcel)
        return ended

    @cached_property
    def _writer(self) -> Writer:
        standing = {
            each.address: each
            for each in archive.editions(self.out)
            if each.briefing in self.titles
        }
        withdrawn = set(withdrawals.withdrawn(self.out))
        return Writer(self.everybody, self.titles, standing, withdrawn, self.at)

    def _lines(self, names: Iterable[str]) -> list[tuple[Line, Channel]]:
        messages = self._messages()
        return [
            (Line(name, recipient, str(channel), ()).holding(messages), channel)
            for name, recipient in self.everybody.named(names).items()
            for channel in recipient.channels
        ]

    def _messages(self) -> list[Message]:
        if not (self.out / database.NAME).exists():
            return []
        with database.opened(self.out) as opened:
            return book.every(opened)

    def _carrier(self, channel: Channel) -> channels.Carrier:
        return channels.carrier(channel, self.everybody)

    def _told_of_the_dead(self, opened: sqlite3.Connection) -> list[Message]:
        """Settle what a delivery that was killed left behind; nobody else sends while we do."""
        repeatable = {
            (name, str(channel)): self._carrier(channel).is_repeatable
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
        new = planning.judged(line, self._writer.archive, self._writer.withdrawn)
        book.write(opened, new, self.at)
        for each in new:
            if each.state is State.SKIPPED:
                logger.info("%s does not go to %s: %s.", each.subject, line.name, each.told)
        line = line.holding(book.every(opened))
        is_message, ended = self._carrier(channel).is_message, []
        for parcel in planning.parcels(line, is_message, self.at):
            ended += self._sent(opened, line, channel, parcel)
            if ended and ended[-1].state is State.DEFERRED:
                break  # a server that is away is asked once in a call, not once for each message
        if is_message and (mark := planning.digest_mark(line, self.at)):
            book.write(opened, [mark], self.at)
        return ended

    def _drafts(self, line: Line, channel: Channel) -> Iterator[Draft]:
        new = planning.judged(line, self._writer.archive, self._writer.withdrawn)
        line = replace(line, messages=[*line.messages, *new])
        carrier = self._carrier(channel)
        for parcel in planning.parcels(line, carrier.is_message, self.at):
            good, bad = self._writer.sifted(line, parcel)
            for message, answer in bad:
                logger.warning(
                    "%s would not go to %s: %s.", message.subject, line.name, answer.told
                )
            if good:
                written = self._writer.letter(line, good)
                yield Draft(written, line.channel, carrier.outline(written))

    def _sent(
        self, opened: sqlite3.Connection, line: Line, channel: Channel, parcel: Sequence[Message]
    ) -> list[Message]:
        """Send a parcel if it is ours to send; return its messages as they stand then."""
        claimed = book.claim(opened, parcel)
        line = line.holding(book.every(opened))
        good, bad = self._writer.sifted(line, claimed)
        ended = [
            each
            for message, answer in bad
            for each in book.settle(opened, [message], answer, self.at)
        ]
        if good:
            hide = secrets.hider(channels.secrets_of(channel, self.everybody))
            answer = _given_up(self._answer(line, channel, good), good[0].attempt)
            answer = Answer(answer.state, hide(answer.told))
            ended += book.settle(opened, good, answer, self.at)
        return ended

    def _answer(self, line: Line, channel: Channel, parcel: Sequence[Message]) -> Answer:
        carrier = self._carrier(channel)
        written = self._writer.letter(line, parcel)
        try:
            return carrier.send(written)
        except H200Error as error:
            return Answer(State.DEFERRED, str(error))
        except Exception as error:  # whatever a library raises, once a byte may have gone out
            state = State.DEFERRED if carrier.is_repeatable else State.UNKNOWN
            return Answer(state, f"{type(error).__name__}: {error}")


def _given_up(answer: Answer, attempt: int) -> Answer:
    """Return an answer, or a refusal where it was put off as often as we wait."""
    if answer.state is not State.DEFERRED or attempt <= len(planning.WAITS):
        return answer
    return Answer(State.REFUSED, f"given up after {attempt} attempts: {answer.told}")


def send_notice(
    out: Path,
    recipients_file: Path,
    subject: str,
    title: str,
    text: str,
    at: datetime,
    only_to: Sequence[str] | None = None,
) -> list[Message]:
    """Send a notice to recipients by name, or else to the keepers, once for each `subject`."""
    notice = Notice(subject, title, text, tuple(only_to or ()))
    return Outbox(out, recipients.read(recipients_file), at, {}).notify(notice)


def teller(out: Path, recipients_file: Path, at: datetime) -> Callable[[Notice], None]:
    """Return what sends a notice at an hour, as alerts and withdrawals ask for it."""

    def tell(notice: Notice) -> None:
        Outbox(out, recipients.read(recipients_file), at, {}).notify(notice)

    return tell


def receivers(out: Path, address: str) -> tuple[str, ...]:
    """Return the names of those who have an edition, or may have it."""
    if not (out / database.NAME).exists():
        return ()
    with database.opened(out) as opened:
        found = [
            each.recipient
            for each in book.every(opened)
            if each.subject == address and each.state in {State.SENT, State.UNKNOWN, State.SENDING}
        ]
    return tuple(dict.fromkeys(found))
