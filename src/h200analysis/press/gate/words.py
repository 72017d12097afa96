"""The plain words of what a cell shows: without notes, marks of Markdown, and what others said."""

import re
from collections.abc import Iterator
from functools import lru_cache

from h200analysis.evidence import Ledger
from h200analysis.exhibits.characters import printable

_STARTS_ANEW = re.compile(r"\s*(?:[-*#:|>]|\d+\.\s|$)")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“‘(])")
_QUOTED = re.compile(r"“[^”]*”")
_PASSED_BY = re.compile(r"\^\[|\][({]")  # a note, or what stands behind a span or a link
_CLOSES = {"[": "]", "(": ")", "{": "}"}


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of plain text; a line is one where no full stop parts it."""
    for line in text.splitlines():
        for sentence in _END.split(line):
            if sentence.strip():
                yield " ".join(sentence.split())


def own(markdown: str, ledger: Ledger) -> str:
    """Return what the edition says itself: what stands in quotation marks is left out.

    So are the texts of claims and sources, which tell what was said on their day.
    """
    text = plain(markdown)
    for said in _said(ledger):
        text = text.replace(said, "")
    return _QUOTED.sub("“…”", text)


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


def _said(ledger: Ledger) -> tuple[str, ...]:
    """Return what claims and sources say in more than a word, the longest first."""
    texts = [text for c in ledger.claims.values() for text in (c.paraphrase, c.qualifier)]
    texts += [source.title for source in ledger.sources.values()]
    return _shown(tuple(text for text in texts if " " in text))


@lru_cache(maxsize=4)
def _shown(texts: tuple[str, ...]) -> tuple[str, ...]:
    shown = {" ".join(printable(text).split()).replace("'", "’") for text in texts}
    return tuple(sorted(shown, key=len, reverse=True))
