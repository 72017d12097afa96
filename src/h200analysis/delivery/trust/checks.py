"""What a verification finds: one sentence a check, and the verdict of them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a check came out."""

    SOUND = "sound"
    NOTED = "noted"
    """Worth knowing; it speaks neither for nor against."""
    UNKNOWN = "unknown"
    """It could not be checked."""
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, and what was found, in a sentence."""

    state: State
    told: str


def sound(told: str) -> Check:
    """Return a check that found what it should."""
    return Check(State.SOUND, told)


def noted(told: str) -> Check:
    """Return something worth knowing that decides nothing."""
    return Check(State.NOTED, told)


def unknown(told: str) -> Check:
    """Return a check that could not be made."""
    return Check(State.UNKNOWN, told)


def differs(told: str) -> Check:
    """Return a check that found something else than it should."""
    return Check(State.DIFFERS, told)


def verdict(checks: Sequence[Check]) -> State:
    """Return `DIFFERS` if any check does, else `UNKNOWN` if any could not be made, else sound."""
    states = {check.state for check in checks}
    if State.DIFFERS in states:
        return State.DIFFERS
    return State.UNKNOWN if State.UNKNOWN in states or not checks else State.SOUND
