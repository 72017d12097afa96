"""Whether messages arrive: of each recipient and channel, what has failed since one last did."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from h200analysis.delivery.post.answers import FAILED, State
from h200analysis.delivery.post.book import Message
from h200analysis.delivery.post.recipients import Recipients


@dataclass(frozen=True, slots=True)
class LineHealth:
    """How a recipient fares by one of their channels; `faults` says in sentences what is wrong.

    `counts` has how many messages are refused, unknown or held among those that are faults.
    """

    recipient: str
    channel: str
    faults: tuple[str, ...]
    counts: Counter[State]

    @property
    def is_healthy(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def of(messages: Sequence[Message], everybody: Recipients) -> list[LineHealth]:
    """Return how each channel of each recipient fares to whom anything was ever written.

    The next message that arrives by a channel ends what had failed there before.
    """
    lines = [
        (name, str(channel))
        for name, recipient in everybody.recipients.items()
        for channel in recipient.channels
    ]
    of_lines = {
        line: [each for each in messages if (each.recipient, each.channel) == line]
        for line in lines
    }
    return [_of_line(*line, found) for line, found in of_lines.items() if found]


def _of_line(recipient: str, channel: str, messages: Iterable[Message]) -> LineHealth:
    failed = list(_since_the_last(messages))
    return LineHealth(
        recipient,
        channel,
        tuple(_fault(each) for each in failed),
        Counter(each.state for each in failed),
    )


def _since_the_last(messages: Iterable[Message]) -> Iterator[Message]:
    """Yield what has failed since a message was last sent, and what waits for us."""
    by_end = sorted(messages, key=lambda each: each.ended or "")
    arrived = [each.ended or "" for each in by_end if each.state is State.SENT]
    for each in by_end:
        has_failed = each.state in FAILED and (each.ended or "") >= max(arrived, default="")
        if has_failed or each.state is State.HELD:
            yield each


def _fault(message: Message) -> str:
    why = f": {message.told}" if message.told else ""
    told = f"Message {message.id} ({message.title or message.subject}) is {message.state}{why}."
    if message.state in FAILED:
        told += f" Decide with h200 deliver --arrived {message.id} or --resend {message.id}."
    return told
