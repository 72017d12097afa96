"""The plain words of what a cell shows: without notes, marks of Markdown, and what others said."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from h200analysis.evidence import Ledger, answers
from h200analysis.exhibits.characters import printable

_STARTS_ANEW = re.compile(r"\s*(?:[-*#:|>]|\d+\.\s|$)")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“‘(])")
_QUOTED = re.compile(r"“[^”]*”")
_PASSED_BY = re.compile(r"\^\[|\][({]")  # a note, or what stands behind a span or a link
_CLOSES = {"[": "]", "(": ")", "{": "}"}


class _Said(NamedTuple):
    """A text of the ledger, and the record and the field that it stands in."""

    text: str
    kind: str
    name: str
    field: str

    def noted_in(self, ledger: Ledger) -> None:
        """Read it, so that it counts among what an edition rests on; the texts not shown do not."""
        getattr(getattr(ledger, self.kind)[self.name], self.field)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of plain text; a line is one where no full stop parts it."""
    for line in text.splitlines():
        for sentence in _END.split(line):
            if sentence.strip():
                yield " ".join(sentence.split())


class Own:
    """What an edition says itself: what stands in quotation marks is left out.

    So are the texts of claims and sources, which tell what was said on their day.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._shown = _shown(tuple(_said(answers.plain(ledger))))

    def words(self, markdown: str) -> str:
        """Return what is said in Markdown, in plain words."""
        text = plain(markdown)
        for shown, said in self._shown:
            if shown in text:
                said.noted_in(self._ledger)
                text = text.replace(shown, "")
        return unquoted(text)


def unquoted(text: str) -> str:
    """Return text without what stands in its quotation marks."""
    return _QUOTED.sub("“…”", text)


@lru_cache(maxsize=512)
def plain(markdown: str) -> str:
    """Return Markdown as the lines of plain text that a reader meets, notes left out."""
    return "".join(_plain(_joined(markdown))).replace("'", "’")


def _plain(text: str) -> Iterator[str]:
    place = 0
    while place < len(text):
        sign = text[place]
        if sign == "\\":
            yield text[place + 1 : place + 2]
            place += 2
        elif _PASSED_BY.match(text, place):
            place = _end(text, place + 1)
        else:
            if sign not in "[]*`#":
                yield "\n" if sign == "|" else sign
            place += 1


def _end(text: str, start: int) -> int:
    """Return the place after the bracket that closes the one at `start`."""
    opening, depth, place = text[start], 0, start
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] in {opening, _CLOSES[opening]}:
            depth += 1 if text[place] == opening else -1
            if depth == 0:
                return place + 1
        place += 1
    return place


def _joined(markdown: str) -> str:
    """Return the text with a paragraph on each line."""
    lines: list[str] = []
    for line in markdown.splitlines():
        goes_on = lines and lines[-1].strip() and not lines[-1].startswith(("#", "|", ":::"))
        if goes_on and not _STARTS_ANEW.match(line):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _said(ledger: Ledger) -> Iterator[_Said]:
    """Yield what claims and sources say in more than a word."""
    for name, claim in ledger.claims.items():
        yield _Said(claim.paraphrase, "claims", name, "paraphrase")
        yield _Said(claim.qualifier, "claims", name, "qualifier")
    yield from (_Said(it.title, "sources", name, "title") for name, it in ledger.sources.items())


@lru_cache(maxsize=4)
def _shown(said: tuple[_Said, ...]) -> tuple[tuple[str, _Said], ...]:
    """Return what is said as a page shows it, the longest first, each text once."""
    told = (each for each in said if " " in each.text)
    shown = {" ".join(printable(it.text).split()).replace("'", "’"): it for it in told}
    return tuple(sorted(shown.items(), key=lambda item: len(item[0]), reverse=True))
