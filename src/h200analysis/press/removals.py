"""Removals: which editions were deleted by the rules of retention, when and why.

They stand in an append-only file beside the editions. A number once used is never used again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from h200analysis.press import lines

NAME = ".removed.jsonl"


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
    return {each.address: each for each in lines.read(out / NAME, Removal, "removal")}


def last_number(out: Path, place: str) -> int:
    """Return the highest number among the removed editions of a place; 0 where there is none.

    A place is a day and a name, such as "2026-01-15/supply_gap".
    """
    numbers = (address.rpartition("/") for address in removed(out))
    return max((int(number) for of, _, number in numbers if of == place), default=0)


def append(out: Path, removal: Removal) -> None:
    """Add a removal, forced to the disk."""
    lines.append(out / NAME, removal)
