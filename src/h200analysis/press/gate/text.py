"""What no reader may meet in a text: an error, a figure never filled in, a path of a machine."""

import re
from collections.abc import Iterator

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


def refused(text: str) -> Iterator[str]:
    """Yield what is wrong with a text as read on page or paper.

    Set phrases are sought without white space, since a PDF's text is split where type is kerned.
    """
    dense = "".join(text.split())
    for phrase in _ERRORS:
        if "".join(phrase.split()) in dense:
            yield f"it prints the error text “{phrase}”."
    yield from _matches(_UNFIT, text)
    yield from of_the_machine(text)


def of_the_machine(text: str) -> Iterator[str]:
    """Yield what a text tells of the machine or the process that wrote it."""
    yield from _matches(_OF_THE_MACHINE, text)


def _matches(patterns: tuple[tuple[re.Pattern[str], str], ...], text: str) -> Iterator[str]:
    for pattern, sentence in patterns:
        for found in dict.fromkeys(pattern.findall(text)):
            yield sentence.format(found)
