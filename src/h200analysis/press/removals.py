"""Removals: which editions were deleted by the rules of retention, when and why.

They stand in an append-only file beside the editions. A number once used is never used again.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from h200analysis.errors import H200Error

NAME = ".removed.jsonl"


class RemovalError(H200Error, ValueError):
    """A file of removals that cannot be read."""


@dataclass(frozen=True, slots=True)
class Removal:
    """An edition by its address, the hashes of its inputs and files; the day it went, and why."""

    address: str
    key: str
    files: Mapping[str, str]
    on: str
    why: str


def removed(out: Path) -> dict[str, Removal]:
    """Return every removal of a folder of editions by the edition's address."""
    path = out / NAME
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    found = {}
    for number, line in enumerate(lines, start=1):
        try:
            told = Removal(**json.loads(line))
        except (ValueError, TypeError):
            raise RemovalError(
                f"{path}, line {number}: this is no removal; restore the file from a backup."
            ) from None
        found[told.address] = told
    return found


def last_number(out: Path, place: str) -> int:
    """Return the highest number among the removed editions of a place; 0 where there is none.

    A place is a day and a name, such as "2026-01-15/supply_gap".
    """
    numbers = (address.rpartition("/") for address in removed(out))
    return max((int(number) for of, _, number in numbers if of == place), default=0)


def append(out: Path, removal: Removal) -> None:
    """Add a removal, forced to the disk."""
    with (out / NAME).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(removal), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
