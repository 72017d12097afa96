"""Words that depend on events: a passage has one wording for each day since which it holds.

A wording is a file `passages/<name>/<since>.md` beside the notebooks. Its first line may say what
it speaks of, `about: approvals, deliveries`; Markdown follows, as in a cell of prose. On a day the
newest wording not after it is used, so that what is written later changes no earlier edition.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from h200analysis import project
from h200analysis.errors import NotYetError, instead
from h200analysis.evidence import Ledger
from h200analysis.evidence.answers import answer
from h200analysis.evidence.readings import READINGS
from h200analysis.exhibits.bundle import ExhibitError

_GATES = {"approvals": "beijing", "licences": "washington", "deliveries": "arrived"}
TOPICS = (*_GATES, "rules")
"""What a passage may speak of: on each of them newer reports may make its words old."""

_ABOUT = re.compile(r"about:(.*)\n")


class NotYetWordedError(NotYetError, ExhibitError):
    """A passage that has no wording for a day, since its first holds only later."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One wording: since when it holds, what it speaks of, and its text."""

    name: str
    since: date
    about: tuple[str, ...]
    text: str = field(repr=False)

    @property
    def place(self) -> str:
        """Its file, as a message names it."""
        return f"passages/{self.name}/{self.since}.md"

    def newer(self, ledger: Ledger) -> date | None:
        """Return the day of the newest report on what it speaks of, if that is after its own."""
        return _newer(ledger, self.since, *self.about)


def folder_of() -> Path:
    """Return the folder of passages: that of H200_PASSAGES, as the press names it.

    Else it is the one beside the notebook, which is the project's wherever a kernel was started.
    """
    if named := os.environ.get("H200_PASSAGES"):
        return Path(named)
    beside, found = Path("passages"), project.find()
    return beside if found is None or beside.is_dir() else found / "notebooks" / beside


def passage(name: str, as_of: date, folder: Path | None = None) -> Passage:
    """Return the wording of a passage on a day; refuse a day before its first."""
    wordings = every(name, folder)
    held = [wording for wording in wordings if wording.since <= as_of]
    if not held:
        raise NotYetWordedError(
            f"passages/{name}: no wording holds on {as_of}, the first is of {wordings[0].since}; "
            "write one that holds by then, or choose a later day.",
            f"the words of passages/{name} hold since {wordings[0].since}",
        )
    return held[-1]


def every(name: str, folder: Path | None = None) -> list[Passage]:
    """Return all wordings of a passage, the oldest first."""
    place = (folder or folder_of()) / name
    wordings = sorted((_read(path) for path in place.glob("*.md")), key=lambda each: each.since)
    if not wordings:
        told = instead(name, names(folder))
        raise ExhibitError(f"There is no passage {name!r} beside the notebook; {told}")
    return wordings


def names(folder: Path | None = None) -> list[str]:
    """Return the names of all passages."""
    return sorted({path.parent.name for path in (folder or folder_of()).glob("*/*.md")})


def fingerprint(wanted: Iterable[str], as_of: date, folder: Path) -> str:
    """Return a hash of the wordings that hold on a day, of those passages that are wanted."""
    digest = hashlib.sha256()
    for name in sorted(set(wanted) & set(names(folder))):
        for wording in every(name, folder)[::-1]:
            if wording.since <= as_of:
                digest.update(f"{wording.place}\0{wording.about}\0{wording.text}\0".encode())
                break
    return digest.hexdigest()


def _read(path: Path) -> Passage:
    name = path.parent.name
    try:
        since = date.fromisoformat(path.stem)
    except ValueError:
        raise ExhibitError(
            f"passages/{name}/{path.name}: found the name {path.stem!r}, expected the day since "
            "which the words hold, such as 2026-01-15.md."
        ) from None
    text = path.read_text(encoding="utf-8")
    header = _ABOUT.match(text)
    about = tuple(t.strip() for t in header[1].split(",")) if header else ()
    for topic in about:
        if topic not in TOPICS:
            raise ExhibitError(
                f"passages/{name}/{path.name}: about: found {topic!r}, expected some of "
                f"{', '.join(TOPICS)}."
            )
    return Passage(name, since, about, (text[header.end() :] if header else text).strip())


@answer("the newest report on what a passage speaks of")
def _newer(ledger: Ledger, since: date, *about: str) -> date | None:
    return max((day for day in _reported(ledger, about) if day > since), default=None)


def _reported(ledger: Ledger, about: Iterable[str]) -> Iterator[date]:
    """Yield the days on which something was published on any of some topics."""
    gates = {_GATES[topic] for topic in about if topic in _GATES}
    for read, reading in ledger.of(READINGS).items():
        if reading.gate in gates:
            yield ledger.source_of(read).published
    if "rules" in about:
        for name, claim in ledger.claims.items():
            if claim.announced or claim.effective or claim.ended:
                yield ledger.source_of(name).published
