"""Withdrawals: which editions are no longer stood by, since when and why.

They stand in an append-only file beside the editions, whose own bytes are kept for audit. Whoever
shows or sends an edition asks here first.
"""

from dataclasses import dataclass
from pathlib import Path

from h200analysis.press import lines

NAME = ".withdrawn.jsonl"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An edition by its address and the hash of its inputs, the day of withdrawal, and why."""

    address: str
    key: str
    on: str
    why: str


def withdrawn(out: Path) -> dict[str, Withdrawal]:
    """Return every withdrawal of a folder of editions by the edition's address."""
    return {each.address: each for each in lines.read(out / NAME, Withdrawal, "withdrawal")}


def append(out: Path, withdrawal: Withdrawal) -> None:
    """Add a withdrawal, forced to the disk."""
    lines.append(out / NAME, withdrawal)
