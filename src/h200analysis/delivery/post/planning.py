"""What is to be sent to whom: told from the archive and the book alone; nothing is written here."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from h200analysis.delivery.archive import Edition
from h200analysis.delivery.post import changes, rules
from h200analysis.delivery.post.answers import PUT_OFF, State
from h200analysis.delivery.post.book import Message
from h200analysis.delivery.post.recipients import Recipient

WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 720, 1440, 1440))
"""For how long a message that was not taken waits before the second, third, … attempt."""
_UNTIL_MENDED = timedelta(hours=1)  # the longest that one waits for a mistake of ours to be mended

_DECIDED = {State.WRITTEN, State.SENDING, State.SENT, State.UNKNOWN, *PUT_OFF}
_DIGEST = "digest "


@dataclass(frozen=True, slots=True)
class Line:
    """A recipient by one of their channels, with what the book has of both."""

    name: str
    recipient: Recipient
    channel: str
    messages: Sequence[Message]

    def holding(self, messages: Iterable[Message]) -> "Line":
        """Return the line with those of these messages that are of it."""
        mine = [
            each for each in messages if (each.recipient, each.channel) == (self.name, self.channel)
        ]
        return replace(self, messages=mine)

    def last(
        self, edition: Edition, archive: Mapping[str, Edition], in_state: Collection[State]
    ) -> Edition | None:
        """Return the newest earlier edition of the same briefing among messages of some states."""
        found = [
            archive[each.subject]
            for each in self.messages
            if each.state in in_state and each.subject in archive
        ]
        earlier = [e for e in found if e.name == edition.name and _order(e) < _order(edition)]
        return max(earlier, key=_order, default=None)


def judged(line: Line, archive: Mapping[str, Edition], withdrawn: Collection[str]) -> list[Message]:
    """Return a message for each edition that the book has none of: to be sent, or why not.

    Of a briefing that is new to a recipient the newest edition goes, and none that stood before.
    """
    told = {each.subject for each in line.messages}
    known = {subject.split("/")[1] for subject in told if subject.count("/") == 2}
    wanted = [each for each in archive.values() if line.recipient.wants(each)]
    new = [each for each in wanted if each.address not in told]
    newest = {each.name: each for each in new if each.address not in withdrawn}
    found: list[Message] = []
    for edition in new:
        reason = ""
        if edition.address in withdrawn:
            reason = "withdrawn"
        elif edition.name not in known and edition != newest[edition.name]:
            reason = "it stood before this recipient was to get the briefing"
        else:
            so_far = replace(line, messages=[*line.messages, *found])
            last = so_far.last(edition, archive, _DECIDED)
            if last is None or last.address not in withdrawn:  # a correction goes by any rule
                reason = _kept_back(line, edition, last)
        state = State.SKIPPED if reason else State.WRITTEN
        found.append(Message(line.name, line.channel, edition.address, state, told=reason))
    return found


def _kept_back(line: Line, edition: Edition, last: Edition | None) -> str:
    """Return why a rule keeps an edition back, or nothing.

    What cannot be read can be compared with nothing: as a last edition it counts as none, and as
    the new one it goes on, to be refused in a sentence when its letter is written.
    """
    if changes.fault(edition) or (last is not None and changes.fault(last)):
        return ""
    return rules.refusal(line.recipient.when, edition, last)


def parcels(line: Line, is_message: bool, at: datetime) -> Iterator[list[Message]]:
    """Yield what is to go out at an hour: one message by itself, or those that a digest gathers."""
    due = [each for each in line.messages if _is_due(each, at)]
    yield from ([each] for each in due if each.is_notice)
    editions = [each for each in due if not each.is_notice]
    if line.recipient.digest is None or not is_message:
        yield from ([each] for each in editions)
        return
    if digest_mark(line, at) is None:  # this hour's has been gathered
        editions = [each for each in editions if each.state in PUT_OFF]
    if editions:
        yield editions


def digest_mark(line: Line, at: datetime) -> Message | None:
    """Return what marks that the newest digest has been gathered, unless the book has it."""
    if line.recipient.digest is None:
        return None
    subject = f"{_DIGEST}{line.recipient.digest.last(at).isoformat()}"
    if any(each.subject == subject for each in line.messages):
        return None
    return Message(line.name, line.channel, subject, State.SKIPPED, told="gathered")


def _is_due(message: Message, at: datetime) -> bool:
    """Whether a message is to go out: at once, or after its wait where it was put off.

    One that would wait longer than any was put off by a clock that ran ahead, and goes too.
    """
    if message.state not in PUT_OFF:
        return message.state is State.WRITTEN
    ended = datetime.fromisoformat(message.ended or message.written)
    wait = WAITS[min(message.attempt, len(WAITS)) - 1]
    if message.state is State.HELD:
        wait = min(wait, _UNTIL_MENDED)
    return at >= ended + wait or ended + wait > at + max(WAITS)


def _order(edition: Edition) -> tuple[object, int]:
    return edition.day, edition.number
