"""The errors that are told to a user as a sentence. Anything else is a bug of ours."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, ClassVar

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


class UnknownAttributeError(H200Error, AttributeError):
    """An attribute that an object of ours does not have; the message says what to write instead."""


class Attributes:
    """A dataclass whose unknown attributes are told in a sentence: what holds them, or is near.

    `_INSTEAD` of a class has what to write for a name that is often tried.
    """

    __slots__ = ()
    _INSTEAD: ClassVar[Mapping[str, str]] = {}
    if not TYPE_CHECKING:  # a type checker would take any name for granted

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):  # what Python and IPython try, and nobody reads of
                raise AttributeError(name)
            known = [each for each in dir(type(self)) if not each.startswith("_")]
            way = self._INSTEAD.get(name) or " or ".join(_holding(self, name))
            raise UnknownAttributeError(without(self, name, known, way))


def without(of: object, name: str, known: Iterable[str], way: str = "") -> str:
    """Return the sentence about an attribute that an object does not have.

    `known` are those that it has, `way` is what to write instead.
    """
    kind = type(of).__name__
    told = f"write {way}." if way else instead(name, known)
    return f"{'An' if kind[0] in 'AEIOU' else 'A'} {kind} has no {name!r}; {told}"


def _holding(of: Any, name: str) -> Iterator[str]:
    """Yield the ways to an attribute over a field of a dataclass: `case.ledger.claims`."""
    names = [field.name for field in fields(of)]
    if name in names:
        return  # a slot that is not filled yet, as while a copy is made
    called = type(of).__name__.lower()
    called = called.removesuffix("case") or called  # what a notebook calls it: drawn, live, case
    for each in names:
        kind = type(getattr(of, each, None))
        if kind.__module__.startswith("h200analysis.") and hasattr(kind, name):
            yield f"{called}.{each}.{name}"


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
