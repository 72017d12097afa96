"""Messages in the book: written before anything is sent, and settled by what was answered."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from h200analysis.delivery.database import DatabaseError, transaction
from h200analysis.delivery.post.answers import PUT_OFF, Answer, State

_FIELDS = "id, recipient, channel, subject, written, ended, state, told, attempt, title, body"


@dataclass(frozen=True, slots=True)
class Message:
    """A row of the book; `written` and `ended` are hours in ISO 8601, in UTC.

    `subject` is an edition's address, the hour of a digest, or what a notice is about; only a
    notice has title and body. `id` is 0 while it stands in no book.
    """

    recipient: str
    channel: str
    subject: str
    state: State
    written: str = ""
    told: str = ""
    title: str = ""
    body: str = ""
    ended: str | None = None
    attempt: int = 0
    id: int = 0

    @property
    def is_notice(self) -> bool:
        """Whether its words stand in the book, as those of an edition do not."""
        return bool(self.title)


def every(book: sqlite3.Connection) -> list[Message]:
    """Return every message, in the order in which they were written."""
    return _read(book, "order by id")


def write(book: sqlite3.Connection, messages: Iterable[Message], at: datetime) -> None:
    """Write messages, all or none; one that stands there for the same is left as it is."""
    with _told(), transaction(book):
        for each in messages:
            book.execute(
                "insert or ignore into messages"
                " (recipient, channel, subject, written, state, told, title, body)"
                " values (?, ?, ?, ?, ?, ?, ?, ?)",
                (each.recipient, each.channel, each.subject, _hour(at), each.state, each.told,
                 each.title, each.body),
            )  # fmt: skip


def claim(
    book: sqlite3.Connection,
    messages: Iterable[Message],
    at: datetime,
    withdrawn: Callable[[], Collection[str]] = frozenset,
) -> list[Message]:
    """Mark messages as being sent, unless somebody else has; return those that are marked now.

    It is on the disk before this returns, so that no kill can have one sent twice. A message whose
    subject is withdrawn at this moment is marked as skipped instead. So whoever withdraws an
    edition, and then asks in a transaction who has it, finds everybody whom it still reaches.
    """
    claimed = []
    with _told(), transaction(book):
        gone = withdrawn()
        for each in messages:
            is_gone = each.subject in gone
            state, told = (State.SKIPPED, "withdrawn") if is_gone else (State.SENDING, each.told)
            marked = book.execute(
                "update messages set state = ?, told = ?, ended = ?, attempt = attempt + ?"
                " where id = ? and state in (?, ?, ?)",
                (state, told, _hour(at) if is_gone else None, not is_gone,
                 each.id, State.WRITTEN, *PUT_OFF),
            )  # fmt: skip
            if marked.rowcount:
                claimed.append(each.id)
    return _with_ids(book, claimed)


def settle(
    book: sqlite3.Connection, messages: Iterable[Message], answer: Answer, at: datetime
) -> list[Message]:
    """Note what became of messages, and return them as they stand then."""
    ids = [each.id for each in messages]
    with _told(), transaction(book):
        for number in ids:
            book.execute(
                "update messages set state = ?, told = ?, ended = ? where id = ?",
                (answer.state, answer.told, _hour(at), number),
            )
    return _with_ids(book, ids)


def renew(book: sqlite3.Connection, message: Message, decider: str, at: datetime) -> Message:
    """Have a message sent again, whatever became of it, because somebody has decided so."""
    with _told(), transaction(book):
        _note_decision(book, message, "sent again", decider, at)
        book.execute(
            "update messages set state = ?, attempt = 0 where id = ?", (State.WRITTEN, message.id)
        )
    (renewed,) = _with_ids(book, [message.id])
    return renewed


def mark_arrived(book: sqlite3.Connection, message: Message, decider: str, at: datetime) -> Message:
    """Have a message count as sent, when it was, because somebody has found out that it arrived."""
    with _told(), transaction(book):
        _note_decision(book, message, "arrived", decider, at)
        book.execute(
            "update messages set state = ?, told = ? where id = ?",
            (State.SENT, f"it arrived, says {decider}", message.id),
        )
    (marked,) = _with_ids(book, [message.id])
    return marked


def _note_decision(
    book: sqlite3.Connection, message: Message, decision: str, decider: str, at: datetime
) -> None:
    """Keep who decided what and when, and what had become of the message until then."""
    book.execute(
        "insert into decisions values (?, ?, ?, ?, ?, ?, ?)",
        (message.id, message.ended or message.written, message.state, message.told, decision,
         _hour(at), decider),
    )  # fmt: skip


def told_already(book: sqlite3.Connection) -> set[str]:
    """Return the subjects of the notices that were told on standard error."""
    with _told():
        return {row["subject"] for row in book.execute("select subject from notices")}


def note_told(book: sqlite3.Connection, subject: str, at: datetime) -> None:
    """Note that a notice was told on standard error."""
    with _told():
        book.execute("insert or ignore into notices values (?, ?)", (subject, _hour(at)))


def _hour(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _read(book: sqlite3.Connection, which: str, *values: int) -> list[Message]:
    with _told():
        rows = book.execute(f"select {_FIELDS} from messages {which}", values)  # noqa: S608
        return [Message(**{**dict(row), "state": State(row["state"])}) for row in rows]


def _with_ids(book: sqlite3.Connection, ids: Sequence[int]) -> list[Message]:
    return [each for number in ids for each in _read(book, "where id = ?", number)]


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise DatabaseError(
            f"The book of the delivery cannot be written or read ({error}); nothing more is sent."
        ) from None
