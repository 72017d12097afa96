"""Alerts of the post: messages that have not arrived, and recipients whom a mistake keeps waiting.

What is to be said is read from the book, so that a kill loses nothing; each subject is told once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from h200analysis.delivery.notice import Notice
from h200analysis.delivery.post.answers import FAILED, State
from h200analysis.delivery.post.book import Message

_UNDELIVERED, _HELD = "undelivered", "held"
_OWN = (f"{_UNDELIVERED} ", f"{_HELD} ")


def of_messages(messages: Iterable[Message], told: Collection[str]) -> Iterator[Notice]:
    """Yield a notice of each failure whose subject is not among those that were told.

    That an alert of this kind has not arrived is told of by none, which would not arrive either.
    """
    held: defaultdict[tuple[str, str], list[Message]] = defaultdict(list)
    for each in messages:
        if each.state in FAILED and not each.subject.startswith(_OWN):
            yield from _new(_undelivered(each), told)
        if each.state is State.HELD:
            held[each.recipient, each.channel].append(each)
    for waiting in held.values():
        yield from _new(_kept_waiting(waiting[0]), told)


def _new(notice: Notice, told: Collection[str]) -> Iterator[Notice]:
    if notice.subject not in told:
        yield notice


def _undelivered(message: Message) -> Notice:
    what = "was refused" if message.state is State.REFUSED else "may not have arrived"
    why = f": {message.told}" if message.told else ""
    return Notice(
        subject=f"{_UNDELIVERED} {message.id}",
        title=f"A message to {message.recipient} {what}",
        text=f"{_named(message)} {what}{why}.\n\nIt is not sent again by itself. Find out what "
        f"became of it. If it arrived, say so: h200 deliver --arrived {message.id}\n"
        f"If not, send it again: h200 deliver --resend {message.id}",
    )


def _kept_waiting(oldest: Message) -> Notice:
    return Notice(
        subject=f"{_HELD} {oldest.id}",
        title=f"Nothing goes to {oldest.recipient} until a mistake is mended",
        text=f"{_named(oldest)} was not accepted: {oldest.told}.\n\nThis is a mistake in "
        "deliveries.toml, in a secret, or at the server, not in the message. "
        "h200 deliver tries again at least once an hour; once it is mended, everything goes.",
    )


def _named(message: Message) -> str:
    what = message.title or message.subject
    return f"Message {message.id} to {message.recipient} by {message.channel} ({what})"
