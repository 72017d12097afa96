"""The errors that are told to a user as a sentence. Anything else is a bug of ours."""

from collections.abc import Iterable

_FEW = 8  # names that a sentence lists in full
_NEAR = 3


class H200Error(Exception):
    """Something a user can mend: the message says what was found, what was expected, what to do."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows of it: the sentence, and not the way to it."""
        return [f"{type(self).__name__}: {self}"]


class ArgumentError(H200Error, ValueError):
    """An argument or an option whose value cannot be taken."""


class OperationError(H200Error, TypeError):
    """An operation that a result, or a formula's symbol, does not have."""


class NotYetError(H200Error, LookupError):
    """Something asked for that only a later day has; `lack` says what, and since when it is there.

    `lack` goes on after "… cannot be built as of 2026-01-02: ", without a full stop.
    """

    def __init__(self, message: str, lack: str) -> None:
        super().__init__(message)
        self.lack = lack


def instead(name: str, known: Iterable[str], lister: str = "") -> str:
    """Return how a sentence about an unknown name ends: the nearest names, or all if they are few.

    `lister` is the command that lists all of them.
    """
    from difflib import get_close_matches

    names = list(known)
    by_case = {each.casefold(): each for each in names}
    near = [by_case[each] for each in get_close_matches(str(name).casefold(), by_case, _NEAR)]
    more = f" `{lister}` lists all." if lister else ""
    if near:
        return f"did you mean {' or '.join(map(repr, near))}?{more}"
    if len(names) <= _FEW or not lister:
        return f"there is {', '.join(sorted(names)) or 'none'}."
    return more.strip()
