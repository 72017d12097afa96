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
    REFUSED = "refused"  # not taken, and not tried again
    UNKNOWN = "unknown"  # it may have been taken, so it is never sent again by itself


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
