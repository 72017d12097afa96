"""Footnotes: one line for each claim, marked once in an exhibit, at its first use there."""

import html
import re
import string
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from h200analysis.evidence import Claim, Ledger, Source
from h200analysis.exhibits.characters import printable
from h200analysis.exhibits.wording import TABLE, worded

if TYPE_CHECKING:  # cases load numpy, which words need not wait for
    from h200analysis.cases import Input

_SPEAKING = {"named person", "official document", "company filing", "company statement"}
_LISTED = 3  # days in a line; of more a reader is told the first and the last
_PERIODS = {"day": "", "week": "week of ", "month": ""}


def day(when: date, precision: str = "day") -> str:
    """Return a date in words: 15 January 2026.

    >>> exhibits.day(date(2026, 1, 15))
    '15 January 2026'
    """
    if precision == "month":
        return f"{when:%B %Y}"
    return f"{_PERIODS[precision]}{when.day} {when:%B %Y}"


def hindsight(days: Sequence[date]) -> str:
    """Return on which days judgements were made after the event, or nothing where none was."""
    if not days:
        return ""
    short = [day(d).removesuffix(f" {days[-1]:%B %Y}") for d in days[:-1]]
    if len(days) > _LISTED:
        return f"judged with hindsight between {short[0]} and {day(days[-1])}"
    first = ", ".join(short)
    return f"judged with hindsight on {' and '.join(filter(None, (first, day(days[-1]))))}"


def months(days: Sequence[date]) -> str:
    """Return in which month days lie, or between which: "in November 2026"."""
    first, last = (f"{each:%B %Y}" for each in (min(days), max(days)))
    return f"in {last}" if first == last else f"between {first} and {last}"


def after(said: Claim, source: Source) -> str:
    """Return whom a source relays, nearest first: "after Reuters, on The Information", or nothing.

    Who speaks for himself, or wrote the document, is no relay; `note` cites him.
    """
    first = None if said.attribution in _SPEAKING else said.origin
    chain = dict.fromkeys(name for name in (source.via, first) if name)
    return f"after {', on '.join(chain)}" if chain else ""


def note(ledger: Ledger, claim: str) -> str:
    """Return a claim's footnote: its publication, who really said it, the qualifier."""
    said, source = ledger.claim(claim), ledger.source_of(claim)
    return f"{publication(said, source)}{_authority(said)}: {explained(said)}."


def quoted(said: Claim) -> str:
    """Return the words of a claim in quotation marks, or ours in their place, called so."""
    if said.translation is not None:
        return f"“{said.translation}” (our translation)"
    if said.in_words is not None:
        return f"{said.in_words} (a row of the data, in our words)"
    return f"“{said.qualifier}”"


def explained(said: Claim) -> str:
    """Return the words of a claim; before a figure alone, whose it is and what it counts.

    So does a figure that holds for each of several and does not say so.
    """
    is_figure = said.in_words is None and not _WORD.search(said.qualifier)
    is_figure |= (
        "each" in said.metric.split()
        and said.value is not None
        and not _EACH.search(said.qualifier)
    )
    return f"{said.subject}, {said.metric}: {quoted(said)}" if is_figure else quoted(said)


def publication(said: Claim, source: Source) -> str:
    """Return who reported a claim, when and after whom: NewsBytes, 2 May 2026, after Reuters."""
    who = (source.publisher, day(source.published, source.precision), after(said, source))
    return ", ".join(filter(None, who))


def claimed(claim: Claim, digits: int = TABLE) -> str:
    """Return a claim's figure in words, or its range, rounded to significant digits."""
    if claim.bounds is None or claim.unit is None:
        return "no figure"
    low, high = (worded(end, claim.unit, digits) for end in claim.bounds)
    return low if claim.value is not None else f"{low} to {high}"


def _authority(said: Claim) -> str:
    """Return on whose word a source relies: "; anonymous sources", ", citing the proclamation"."""
    if said.origin is not None and said.attribution in _SPEAKING:
        return f", citing {said.origin}"
    return "" if said.attribution == "not stated" else f"; {said.attribution}"


class Marks:
    """The claims marked so far in one exhibit, each with its letter there."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._notes: dict[str, str] = {}
        self._sources: dict[str, tuple[str, str]] = {}  # of each claim: its source, who says it

    def new(self, claims: Iterable[str], ledger: Ledger) -> list[str]:
        """Return a figure's claims if this exhibit has not marked all of them yet, and mark them.

        All or none: half of its sources would be a wrong account of where a figure comes from.
        """
        cited = list(claims)
        fresh = [claim for claim in cited if claim not in self._letters]
        for claim in fresh:
            said, source = ledger.claim(claim), ledger.source_of(claim)
            self._sources[claim] = said.source, publication(said, source)
            self._notes[claim] = note(ledger, claim)
            self._letters[claim] = string.ascii_lowercase[len(self._letters) % 26]
        return cited if fresh else []

    def of_notebook(self, formulas: Iterable[str]) -> list[str]:
        """Return the key of a note that names a notebook's own formulas, once an exhibit."""
        names = ", ".join(name.removeprefix("notebook.") for name in formulas)
        text = f"formula of this notebook: {names}"
        if not names or text in self._notes:
            return []
        self._notes[text] = f"{text}."
        self._letters[text] = string.ascii_lowercase[len(self._letters) % 26]
        return [text]

    def markdown(self, claims: Iterable[str]) -> str:
        """Return the marks as notes that the press letters over the whole briefing.

        The name of who says it bears claim and source, so that the press can link it to the source.
        """
        return "".join(f"^[{self._note(claim)}]" for claim in claims)

    def _note(self, claim: str) -> str:
        text = self._notes[claim]
        if claim not in self._sources:
            return escaped(text)
        source, who = self._sources[claim]
        linked = who if text.startswith(who) else text
        rest = escaped(text.removeprefix(linked))
        return f"[{escaped(linked)}]{{.cited claim={claim} source={source}}}{rest}"

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


def leading(inputs: Iterable["Input"], ledger: Ledger) -> list[str]:
    """Return for each input the claim that a note cites: the most original that has its value.

    Where no claim alone has it, all that it was worked out from are cited.
    What we judged from reports has its dagger and no note: no one report says it.
    """
    told = (used for used in inputs if used.claims and used.assumption is None)
    return list(dict.fromkeys(name for used in told for name in _cited(used, ledger)))


def _cited(used: "Input", ledger: Ledger) -> Sequence[str]:
    """Return the claim nearest to its origin of those that give an input's value, else all."""
    giving = [name for name in used.claims if _gives(ledger.claim(name), used)]
    return [min(giving, key=lambda name: _distance(ledger, name))] if giving else used.claims


def _gives(said: Claim, used: "Input") -> bool:
    if said.bounds is None or said.unit != used.unit:
        return False
    low, high = said.bounds
    return low <= used.value <= high


def _distance(ledger: Ledger, claim: str) -> tuple[object, ...]:
    """Return how far a claim is from its origin, to sort by: standing, hands, day, publication.

    A source of tier 1 is the origin itself. The undated article is of tier 3: what any dated report
    gives is not cited from it.
    """
    said, source = ledger.claim(claim), ledger.source_of(claim)
    hands = sum(name is not None for name in (source.via, said.origin))
    return source.tier, hands, source.precision != "day", source.published, claim


def escaped(text: str) -> str:
    """Return text in which pandoc's Markdown finds nothing but characters."""
    shown = printable(_SPACE.sub(" ", text))
    return "".join(f"\\{c}" if c in _SPECIAL else c for c in shown)


def html_escaped(text: str) -> str:
    """Return text in which HTML finds nothing but characters."""
    return html.escape(printable(text))


_SPACE = re.compile(r"\s+")
_EACH = re.compile(r"\b(?:each|per)\b")
_WORD = re.compile(r"[^\W\d_]{2}")
_SPECIAL = frozenset(string.punctuation) - frozenset(",;?/%")
