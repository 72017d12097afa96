"""What became of a message, as far as the other side has told."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far a message has come, as the book has it."""

    WRITTEN = "written"  # to be sent
    SKIPPED = "skipped"  # kept back by a rule
    SENDING = "sending"  # a byte may have gone out
    SENT = "sent"  # the other side has taken it
    DEFERRED = "deferred"  # not taken, to be tried again
    HELD = "held"  # kept from going by a mistake of ours, such as a wrong password; tried again
    REFUSED = "refused"  # not taken, and not tried again
    UNKNOWN = "unknown"  # it may have been taken, so it is never sent again by itself


PUT_OFF = frozenset({State.DEFERRED, State.HELD})
"""The states of a message that is tried again by itself."""
FAILED = frozenset({State.REFUSED, State.UNKNOWN})
"""The states of a message that has not arrived, as far as is known, and is not tried again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The state that a message is in after an attempt, and what was told."""

    state: State
    told: str = ""


def by_code(code: int, told: str) -> Answer:
    """Return the answer by a code of SMTP or HTTP from a server that has not taken a message.

    4xx of SMTP may pass; of HTTP, whose own meaning differs, a caller decides.
    """
    state = State.DEFERRED if 400 <= code < 500 else State.REFUSED
    return Answer(state, f"{code} {told}".strip())


def of_ours(code: int, told: str) -> Answer:
    """Return the answer by a code with which a server has refused us, before it knew the message.

    That is a mistake in the file of recipients or at the server, and no fault of the message.
    """
    answer = by_code(code, told)
    return Answer(State.HELD, answer.told) if answer.state is State.REFUSED else answer
