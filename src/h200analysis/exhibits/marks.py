"""Footnotes: one line for each claim, marked once in an exhibit, at its first use there."""

import html
import re
import string
from collections.abc import Iterable
from datetime import date

from h200analysis.cases import Input
from h200analysis.evidence import Ledger
from h200analysis.exhibits.characters import printable

_PERIODS = {"day": "", "week": "week of ", "month": ""}


def day(when: date, precision: str = "day") -> str:
    """Return a date in words: 15 January 2026."""
    if precision == "month":
        return f"{when:%B %Y}"
    return f"{_PERIODS[precision]}{when.day} {when:%B %Y}"


def note(ledger: Ledger, claim: str) -> str:
    """Return a claim's footnote: publisher, date, via whom, on what authority, the qualifier."""
    said, source = ledger.claim(claim), ledger.source_of(claim)
    via = f", after {source.via}" if source.via else ""
    when = day(source.published, source.precision)
    authority = "" if said.attribution == "not stated" else f"; {said.attribution}"
    return f"{source.publisher}, {when}{via}{authority}: “{said.qualifier}”."


class Marks:
    """The claims marked so far in one exhibit, each with its letter there."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._notes: dict[str, str] = {}

    def new(self, claims: Iterable[str], ledger: Ledger) -> list[str]:
        """Return a figure's claims if this exhibit has not marked all of them yet, and mark them.

        All or none: half of its sources would be a wrong account of where a figure comes from.
        """
        cited = list(claims)
        fresh = [claim for claim in cited if claim not in self._letters]
        for claim in fresh:
            self._notes[claim] = note(ledger, claim)
            self._letters[claim] = string.ascii_lowercase[len(self._letters) % 26]
        return cited if fresh else []

    def markdown(self, claims: Iterable[str]) -> str:
        """Return the marks as notes that the press letters over the whole briefing."""
        return "".join(f"^[{escaped(self._notes[claim])}]" for claim in claims)

    def html(self, claims: Iterable[str]) -> str:
        """Return the marks as letters of this exhibit alone, for JupyterLab."""
        letters = ", ".join(self._letters[claim] for claim in claims)
        return f"<sup>{letters}</sup>" if letters else ""

    def notes_html(self) -> str:
        """Return the notes under an exhibit, for JupyterLab."""
        lines = (
            f"<sup>{letter}</sup> {html_escaped(self._notes[claim])}"
            for claim, letter in self._letters.items()
        )
        text = "<br>".join(lines)
        return f'<p style="font-size:0.8em;opacity:0.75">{text}</p>' if text else ""


def leading(inputs: Iterable[Input]) -> list[str]:
    """Return the first claim of each input: the one it is computed with."""
    return list(dict.fromkeys(used.claims[0] for used in inputs if used.claims))


def escaped(text: str) -> str:
    """Return text in which pandoc's Markdown finds nothing but characters."""
    shown = printable(_SPACE.sub(" ", text))
    return "".join(f"\\{c}" if c in _SPECIAL else c for c in shown)


def html_escaped(text: str) -> str:
    """Return text in which HTML finds nothing but characters."""
    return html.escape(printable(text))


_SPACE = re.compile(r"\s+")
_SPECIAL = frozenset(string.punctuation) - frozenset(",;?/%")
