"""The outbox: messages are written, marked as going out, sent, and settled, each at most once."""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from h200analysis.delivery import archive, database
from h200analysis.delivery.archive import Edition
from h200analysis.delivery.notice import Notice
from h200analysis.delivery.post import book, channels, letter, planning, recipients, secrets
from h200analysis.delivery.post.answers import Answer, State
from h200analysis.delivery.post.book import Message
from h200analysis.delivery.post.letter import Letter
from h200analysis.delivery.post.planning import Line
from h200analysis.delivery.post.recipients import Channel, Recipients
from h200analysis.errors import H200Error
from h200analysis.press import withdrawals

try:
    import fcntl
except ImportError:  # Windows, where the book alone keeps two deliveries apart
    fcntl = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)
_LOCK = ".post.lock"
_CUT_SHORT = "the delivery was ended before the answer came"


class BusyError(H200Error):
    """Another delivery from the same folder that runs just now."""


class OutboxError(H200Error, ValueError):
    """A message that cannot be sent again."""


class _NotSentError(Exception):
    """An edition that must not go out any more; the answer says why."""

    def __init__(self, state: State, told: str) -> None:
        super().__init__(told)
        self.answer = Answer(state, told)


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that would go out, its size in bytes, and the names of the files with it."""

    letter: Letter
    channel: str
    size: int
    files: tuple[str, ...]


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
        with _alone(self.out), database.opened(self.out) as opened:
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
        with _alone(self.out), database.opened(self.out) as opened:
            ended = self._told_of_the_dead(opened)
            found = {each.id: each for each in book.every(opened)}.get(number)
            if found is None or not (found.is_notice or found.subject in self._archive):
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
                with _alone(self.out):
                    return self._notices(opened, lines, notice.subject)
            except BusyError:
                return []

    def _notices(
        self, opened: sqlite3.Connection, lines: Sequence[tuple[Line, Channel]], subject: str
    ) -> list[Message]:
        ended = self._told_of_the_dead(opened)
        for line, channel in lines:
            full = line.holding(book.every(opened))
            for parcel in planning.parcels(full, is_message=True, at=self.at):
                if parcel[0].subject == subject:
                    ended += self._sent(opened, full, channel, parcel)
        return ended

    @cached_property
    def _archive(self) -> dict[str, Edition]:
        return {
            each.address: each
            for each in archive.editions(self.out)
            if each.briefing in self.titles
        }

    @cached_property
    def _withdrawn(self) -> set[str]:
        return set(withdrawals.withdrawn(self.out))

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
        new = planning.judged(line, self._archive, self._withdrawn)
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
        new = planning.judged(line, self._archive, self._withdrawn)
        line = replace(line, messages=[*line.messages, *new])
        carrier = self._carrier(channel)
        for parcel in planning.parcels(line, carrier.is_message, self.at):
            try:
                written = self._letter(line, parcel)
            except _NotSentError as error:
                logger.warning("%s would not go to %s: %s.", parcel[0].subject, line.name, error)
                continue
            yield Draft(written, line.channel, *carrier.described(written))

    def _sent(
        self, opened: sqlite3.Connection, line: Line, channel: Channel, parcel: Sequence[Message]
    ) -> list[Message]:
        """Send a parcel if it is ours to send; return its messages as they stand then."""
        claimed = book.claim(opened, parcel)
        if not claimed:
            return []
        line = line.holding(book.every(opened))
        hide = secrets.hider(channels.secrets_of(channel, self.everybody))
        answer = self._answer(line, channel, claimed)
        if answer.state is State.DEFERRED and claimed[0].attempt > len(planning.WAITS):
            told = f"given up after {claimed[0].attempt} attempts: {answer.told}"
            answer = Answer(State.REFUSED, told)
        return book.settle(opened, claimed, Answer(answer.state, hide(answer.told)), self.at)

    def _answer(self, line: Line, channel: Channel, parcel: Sequence[Message]) -> Answer:
        carrier = self._carrier(channel)
        try:
            written = self._letter(line, parcel)
        except _NotSentError as error:
            return error.answer
        try:
            return carrier.send(written)
        except H200Error as error:
            return Answer(State.DEFERRED, str(error))
        except Exception as error:  # whatever a library raises, once a byte may have gone out
            state = State.DEFERRED if carrier.is_repeatable else State.UNKNOWN
            return Answer(state, _reason(error))

    def _letter(self, line: Line, parcel: Sequence[Message]) -> Letter:
        to = line.recipient.name or line.name
        first = parcel[0]
        if first.is_notice:
            return letter.of_notice(
                line.name, to, line.channel, first.subject, first.title, first.body, self.at
            )
        editions = [self._sound(each.subject) for each in parcel]
        since = {each: line.last(each, self._archive, {State.SENT}) for each in editions}
        try:
            return letter.of_editions(
                line.name, to, line.channel, since, self.at, self.titles, self.everybody.link
            )
        except Exception as error:  # one edition that cannot be told of holds up no other
            told = f"no letter could be written of it ({_reason(error)})"
            raise _NotSentError(State.REFUSED, told) from None

    def _sound(self, address: str) -> Edition:
        """Return an edition that may go out; refuse one that is withdrawn, gone or altered."""
        found = self._archive.get(address)
        if address in self._withdrawn:
            raise _NotSentError(State.SKIPPED, "withdrawn")
        if found is None:
            raise _NotSentError(State.REFUSED, "it does not stand in the archive any more")
        if not found.is_intact:
            raise _NotSentError(State.REFUSED, "its files are not those of its manifest")
        return found


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
    everybody = recipients.read(recipients_file)
    return Outbox(out, everybody, at, {}).notify(Notice(subject, title, text, tuple(only_to or ())))


def teller(out: Path, recipients_file: Path, at: datetime) -> Callable[[Notice], None]:
    """Return what sends a notice at an hour, as alerts and withdrawals ask for it."""

    def tell(notice: Notice) -> None:
        send_notice(
            out, recipients_file, notice.subject, notice.title, notice.text, at, notice.only_to
        )

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


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".strip().rstrip(":.")


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the lock of a folder's post; it ends with the process, however that ends."""
    out.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(out / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if fcntl is not None:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyError(
                    f"{out}: another delivery runs; what is due goes with it or the next."
                ) from None
        yield
    finally:
        os.close(descriptor)
