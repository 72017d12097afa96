"""The archive: every edition that stands in a folder of editions, as it was made.

An edition is known by its address, such as "2026-01-15/supply_gap/2": day, briefing, number. What
the archive says is read from the edition's own files; nothing here changes them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from h200analysis.errors import H200Error
from h200analysis.press import manifest, placing

_VARIANT = "--"  # sets off what was changed by hand, in the name of a briefing's folder


class ArchiveError(H200Error, ValueError):
    """An edition that is asked for and does not stand in the archive."""


@dataclass(frozen=True)
class Edition:
    """One edition: the day it speaks of, its briefing and variant, its number, and its folder."""

    folder: Path
    day: date
    name: str
    number: int

    @property
    def address(self) -> str:
        """The address within the archive: "2026-01-15/supply_gap/2"."""
        return f"{self.day}/{self.name}/{self.number}"

    @property
    def briefing(self) -> str:
        """The briefing in the catalogue, without the variant."""
        return self.name.partition(_VARIANT)[0]

    @property
    def variant(self) -> str:
        """What was changed by hand; empty for the briefing as the catalogue has it."""
        return self.name.partition(_VARIANT)[2]

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the manifest says; empty where it cannot be read."""
        return manifest.read(self.folder)

    @property
    def key(self) -> str:
        """The hash of all that it was made of; empty where its manifest cannot be read."""
        return str(self.manifest.get("key", ""))

    @property
    def made(self) -> date | None:
        """The day on which it was made, where its manifest can be read."""
        told = self.manifest.get("made")
        return date.fromisoformat(told) if isinstance(told, str) else None

    @property
    def is_intact(self) -> bool:
        """Whether its folder holds the files of its manifest, unaltered, and nothing else."""
        return manifest.is_intact(self.folder, self.manifest)

    @cached_property
    def figures(self) -> list[dict[str, Any]]:
        """The figures that it prints, as `figures.json` has them."""
        told: list[dict[str, Any]] = json.loads((self.folder / "figures.json").read_bytes())
        return told

    @cached_property
    def opening(self) -> "Opening":
        """The title and the first paragraph of its page."""
        return _opening((self.folder / "briefing.html").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Opening:
    """How a page begins: its title, and the answer in a few sentences. Both are plain text."""

    title: str
    answer: str


def editions(out: Path) -> list[Edition]:
    """Return every edition of a folder of editions: by day, then by name, then by number."""
    return sorted(_found(out), key=lambda each: (each.day, each.name, each.number))


def edition(out: Path, address: str) -> Edition:
    """Return the edition at an address, or refuse in a sentence that says what stands there."""
    day, _, rest = address.strip("/").partition("/")
    name, _, number = rest.partition("/")
    of_name = [each for each in editions(out) if str(each.day) == day and each.name == name]
    for each in of_name:
        if str(each.number) == (number or str(of_name[-1].number)):
            return each
    stands = ", ".join(each.address for each in of_name) or "nothing of that day and name"
    raise ArchiveError(
        f"{address!r}: no such edition in {out}; expected an address such as "
        f"2026-01-15/supply_gap/1. There stands {stands}."
    )


def _found(out: Path) -> Iterator[Edition]:
    for day in _folders(out):
        try:
            as_of = date.fromisoformat(day.name)
        except ValueError:
            continue
        for name in _folders(day):
            for number in placing.numbers(name):
                yield Edition(name / str(number), as_of, name.name, number)


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]


def _opening(page: str) -> Opening:
    from selectolax.lexbor import LexborHTMLParser

    read = LexborHTMLParser(page)
    for reference in read.css(".reference, .note-separator, details, script, style"):
        reference.decompose()
    title, answer = read.css_first("h1"), read.css_first(".deck")
    told = ["" if node is None else " ".join(node.text().split()) for node in (title, answer)]
    return Opening(*told)
