"""What makes a function of quantities a formula: its arrays have to fit each other.

Operators would refuse arrays of different lengths too, but without a word on whose they are.
"""

from collections.abc import Callable
from functools import wraps
from itertools import combinations, zip_longest
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def formula(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Return the function with its arrays compared first: a ValueError names the one that differs.

    Shapes fit if numpy would stretch one to the other: axes are compared from the last one on, and
    are equal, or one of them is 1 or missing.
    """
    names = function.__code__.co_varnames

    @wraps(function)
    def checked(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        given = (*zip(names, args, strict=False), *kwargs.items())
        arrays = [(name, value) for name, value in given if getattr(value, "shape", ())]
        if len(arrays) > 1:
            _compare(arrays)
        return function(*args, **kwargs)

    return checked


def _compare(arrays: list[tuple[str, object]]) -> None:
    for (first, one), (second, other) in combinations(arrays, 2):
        pairs = zip_longest(reversed(_shape(one)), reversed(_shape(other)), fillvalue=1)
        if any(a != b and 1 not in (a, b) for a, b in pairs):
            found, expected = _size(_shape(other)), _size(_shape(one))
            raise ValueError(f"{second} has {found}; expected {expected}, as {first} has, or one.")


def _shape(value: object) -> tuple[int, ...]:
    found: tuple[int, ...] = getattr(value, "shape", ())
    return found


def _size(shape: tuple[int, ...]) -> str:
    return " x ".join(str(axis) for axis in shape) + " values"
