"""What no reader may meet in a text: an error, a figure never filled in, a path of a machine."""

import re
from collections.abc import Iterator
from functools import lru_cache

from h200analysis.evidence import Ledger
from h200analysis.evidence.answers import answer
from h200analysis.exhibits.characters import printable

Quoted = frozenset[str]
_ERRORS = (
    "Error loading script",
    "Traceback (most recent call last)",
    "Javascript Error",
    "[object Object]",
)
_UNFIT = (
    (
        re.compile(r"\b[A-Z]\w+(?:Error|Exception|Warning):(?!\S)"),
        "it prints the error text “{}”.",
    ),
    (
        re.compile(r"\{(?:\w[\w.\[\]]*)?(?:![rsa])?(?::[^{}]*)?\}"),
        "it prints {}, a figure that was never filled in.",
    ),
    (
        re.compile(
            r"(?<![\w.])-?(?:nan|inf|NaN|NaT|None(?! of )|undefined|Infinity)(?!\w|\.\w)|<NA>"
        ),
        "it prints “{}” where a figure belongs.",
    ),
)
_OF_THE_MACHINE = (
    (
        re.compile(r"<[\w.]+ (?:object )?at 0x[0-9a-fA-F]+>|\b0x[0-9a-fA-F]{8,}\b"),
        "it prints {}, an address in memory, which is another in every run.",
    ),
    (
        # Not the path of a web address, which has a host before it.
        re.compile(
            r"(?<![\w/.:])/(?:tmp|root|home|Users|var/folders)/[^\s<>]+"
            r"|\bipykernel_\d+|\b[A-Z]:\\Users\\\S+"
        ),
        "it prints {}, a path of the machine that made it.",
    ),
)


def reasons(text: str, quoted: Quoted = frozenset()) -> Iterator[str]:
    """Yield what is wrong with a text as read on page or paper; `quoted` others have written so.

    Set phrases are sought without white space, since a PDF's text is split where type is kerned.
    """
    dense = "".join(text.split())
    for phrase in _ERRORS:
        if "".join(phrase.split()) in dense and phrase not in quoted:
            yield f"it prints the error text “{phrase}”."
    yield from _matches(_UNFIT, text, quoted)
    yield from of_the_machine(text, quoted)


def of_the_machine(text: str, quoted: Quoted = frozenset()) -> Iterator[str]:
    """Yield what a text tells of the machine or the process that wrote it."""
    yield from _matches(_OF_THE_MACHINE, text, quoted)


@answer("what reports say that no page may")
def quotable(ledger: Ledger) -> Quoted:
    """Return what would be refused but stands in a claim or a source, whose words print as such.

    Without white space, as paper may break it anywhere.
    """
    records = (*ledger.claims.values(), *ledger.sources.values())
    texts = (v for record in records for v in vars(record).values() if isinstance(v, str))
    return _unfit(printable("\n".join(texts)))


@lru_cache(maxsize=8)  # days, each asked of for every edition that a process makes
def _unfit(said: str) -> Quoted:
    """Return all that would be refused in a text, without white space."""
    phrases = (phrase for phrase in _ERRORS if phrase in said)
    patterns = (pattern for pattern, _ in (*_UNFIT, *_OF_THE_MACHINE))
    matches = ("".join(match.split()) for p in patterns for match in p.findall(said))
    return frozenset([*phrases, *matches])


def _matches(
    patterns: tuple[tuple[re.Pattern[str], str], ...], text: str, quoted: Quoted
) -> Iterator[str]:
    for pattern, sentence in patterns:
        for match in dict.fromkeys(pattern.findall(text)):
            if "".join(match.split()) not in quoted:
                yield sentence.format(match)
