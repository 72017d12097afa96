"""Withdrawals: which editions are no longer stood by, since when and why.

They stand in an append-only file beside the editions, whose own bytes are kept for audit. Whoever
shows or sends an edition asks here first.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from h200analysis.errors import H200Error

NAME = ".withdrawn.jsonl"


class WithdrawalError(H200Error, ValueError):
    """A file of withdrawals that cannot be read."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An edition by its address and the hash of its inputs, the day of withdrawal, and why."""

    address: str
    key: str
    on: str
    why: str


def withdrawn(out: Path) -> dict[str, Withdrawal]:
    """Return every withdrawal of a folder of editions by the edition's address."""
    path = out / NAME
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    found = {}
    for number, line in enumerate(lines, start=1):
        try:
            told = Withdrawal(**json.loads(line))
        except (ValueError, TypeError):
            raise WithdrawalError(
                f"{path}, line {number}: this is no withdrawal; restore the file from a backup."
            ) from None
        found[told.address] = told
    return found


def append(out: Path, withdrawal: Withdrawal) -> None:
    """Add a withdrawal, forced to the disk."""
    with (out / NAME).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(withdrawal), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
