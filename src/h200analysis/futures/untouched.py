"""Whether the library is as it was imported: a notebook may put something of its own in its place.

What was computed elsewhere then stands for nothing that such a notebook would compute. Told are
other names of a module and other functions of a class, by hand or by `%autoreload`; not told is an
entry changed inside a table.
"""

import sys
from collections.abc import Iterator
from functools import cached_property
from types import FunctionType
from typing import Any

_ROOMS = tuple(f"h200analysis.{n}" for n in ("evidence", "model", "chance", "cases", "futures"))
_OF_CLASSES = (FunctionType, property, cached_property, classmethod, staticmethod)
_Place = tuple[str, str, str]

_remembered: dict[_Place, Any] = {}


def remember() -> None:
    """Remember the library as it is now, once it has been imported."""
    _remembered.update(_found())


def is_untouched() -> bool:
    """Tell whether all that was remembered is still in its place."""
    now = dict(_found())
    return all(now.get(place) is it for place, it in _remembered.items())


def _found() -> Iterator[tuple[_Place, Any]]:
    """Yield everything by module, class and name; a function by its code, which may be replaced."""
    for module, own in list(sys.modules.items()):
        if module.startswith(_ROOMS):
            for name, value in list(vars(own).items()):
                yield (module, "", name), _code(value)
                if isinstance(value, type) and value.__module__ == module:
                    yield from _of_class(module, value)


def _of_class(module: str, kind: type) -> Iterator[tuple[_Place, Any]]:
    for name, value in list(vars(kind).items()):
        if isinstance(value, _OF_CLASSES):
            yield (module, kind.__qualname__, name), _code(value)


def _code(value: Any) -> Any:
    return value.__code__ if isinstance(value, FunctionType) else value
