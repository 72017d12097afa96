"""What a cell writes to a terminal, as the terminal would show it once all is written."""

import re

_ANSI = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
MOST_LINES, MOST_CHARACTERS = 300, 60_000  # of what a cell prints
_LAST_STATES = 200  # of a line written anew; longer ones before them may have left something


def shown(text: str) -> str:
    """Return what is left to see: colours gone, and of a line written anew its last state.

    A carriage return begins a line again and a backspace takes a character back, as progress bars
    have it; what stood further to the right stays, as it does on a terminal.
    """
    plain = _ANSI.sub("", text).replace("\r\n", "\n")
    if "\b" in plain:
        plain = _taken_back(plain)
    if "\r" in plain:
        plain = "\n".join(_overwritten(line) for line in plain.split("\n"))
    return plain


def lines(text: str) -> str:
    """Return a text whose lines all end in the same way."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def bounded(text: str) -> tuple[str, str]:
    """Return what is printed of a text, and in words how much is not; nothing if all is."""
    every = text.split("\n")
    kept = "\n".join(every[:MOST_LINES])[:MOST_CHARACTERS]
    if len(every) > MOST_LINES:
        return kept, f"{len(every) - kept.count(chr(10)) - 1:,} of {len(every):,} lines"
    rest = len(text) - len(kept)
    return kept, f"{rest:,} of {len(text):,} characters" if rest else ""


def _taken_back(text: str) -> str:
    left: list[str] = []
    for char in text:
        if char != "\b":
            left.append(char)
        elif left and left[-1] not in "\r\n":
            left.pop()
    return "".join(left)


def _overwritten(line: str) -> str:
    seen = ""
    for state in line.split("\r")[-_LAST_STATES:]:
        seen = state + seen[len(state) :]
    return seen
