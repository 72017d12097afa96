"""The passages beside the notebooks of a catalogue: whether they are sound, and which grow old."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from h200analysis.errors import H200Error
from h200analysis.evidence import Ledger
from h200analysis.exhibits import passages
from h200analysis.exhibits.markdown import claims_in
from h200analysis.exhibits.passages import Passage
from h200analysis.press.catalogue import Catalogue

_NAMED = re.compile(r"(?:%passage\s+|[\"'])(\w+)")
"""A passage is named by its magic, or as text in quotation marks; a formula may be called alike."""


class PassageError(H200Error, ValueError):
    """A passage that cites what was not known since the day from which its words hold."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A wording in use that newer reports may have made untrue, and the briefings that print it."""

    passage: Passage
    newest: date
    briefings: tuple[str, ...]


def folder_of(catalogue: Catalogue) -> Path:
    """Return the folder of passages beside a catalogue's notebooks."""
    return catalogue.root / "notebooks" / "passages"


def named(notebook: Path) -> list[str]:
    """Return the passages beside a notebook that it names."""
    text = notebook.read_text(encoding="utf-8")
    known = passages.names(notebook.parent / "passages")
    spoken = set(_NAMED.findall(text))
    return [name for name in known if name in spoken]


def names(notebook: Path, claim: str) -> bool:
    """Tell whether a notebook's cells, or any wording of the passages in it, name a claim."""
    folder = notebook.parent / "passages"
    texts = [wording.text for name in named(notebook) for wording in passages.every(name, folder)]
    pattern = rf"(?<![\w.]){re.escape(claim)}(?!\w)"
    return any(re.search(pattern, text) for text in (notebook.read_text("utf-8"), *texts))


def check(catalogue: Catalogue, ledger: Ledger) -> int:
    """Return how many wordings there are; refuse one that cites a claim published after its day."""
    wordings = list(_every(catalogue))
    for wording in wordings:
        for claim in claims_in(wording.text):
            published = ledger.source_of(claim).published
            if published > wording.since:
                raise PassageError(
                    f"notebooks/{wording.place}: it cites {claim!r}, published on {published}; "
                    "words may rest only on what was known since the day from which they hold."
                )
    return len(wordings)


def stale(catalogue: Catalogue, ledger: Ledger) -> list[Stale]:
    """Return the wordings in use on a ledger's day that are older than a report on their topic."""
    folder = folder_of(catalogue)
    printed: dict[str, list[str]] = {}
    for briefing in catalogue.briefings:
        for name in named(catalogue.notebook(briefing)):
            printed.setdefault(name, []).append(briefing)
    found = []
    for name, briefings in printed.items():
        wording = passages.passage(name, ledger.as_of, folder)
        if newest := wording.newer(ledger):
            found.append(Stale(wording, newest, tuple(briefings)))
    return found


def _every(catalogue: Catalogue) -> Iterator[Passage]:
    folder = folder_of(catalogue)
    for name in passages.names(folder):
        yield from passages.every(name, folder)
