"""What operators cannot say about a quantity, whatever kind of number it is.

A quantity is a plain number, an array of draws or a symbol that a reader's slider moves. Each
function asks its arguments for `__array_namespace__` (Array API standard) and hands over to the
function of the same name found there; without one it computes with plain floats. A formula written
with these and with operators alone is therefore read all three ways.
"""

import math
import operator
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from h200analysis.model.domains import DomainError


def maximum(a: float, b: float) -> float:
    """Return the larger of two, element by element; not a number if either is not."""
    return _apply("maximum", lambda a, b: a if a > b or math.isnan(a) else b, a, b)


def minimum(a: float, b: float) -> float:
    """Return the smaller of two, element by element; not a number if either is not."""
    return _apply("minimum", lambda a, b: a if a < b or math.isnan(a) else b, a, b)


def where(condition: bool, a: float, b: float) -> float:
    """Return `a` where a comparison holds, else `b`. Both are computed in any case."""
    return _apply("where", lambda condition, a, b: a if condition else b, condition, a, b)


def log(a: float) -> float:
    """Return the natural logarithm."""
    return _apply("log", math.log, a)


def exp(a: float) -> float:
    """Return e to the power of `a`."""
    return _apply("exp", math.exp, a)


def power(base: float, exponent: float) -> float:
    """Return a base of zero or more to the power of an exponent, element by element.

    A plain number too large for a float is infinite, as it is in an array.
    """
    try:
        plain: Any = float(base) if isinstance(base, int) else base
        result: float = plain**exponent
    except OverflowError:
        return math.inf
    return result


def sum_of(terms: Iterable[float]) -> float:
    """Return the sum of some terms, added one by one from the left, and 0 of none.

    The built-in `sum` corrects the rounding of floats since Python 3.12, but not of arrays or of
    symbols: the same formula would differ in the last digit by Python and by reading.
    """
    return reduce(operator.add, terms, 0)


def ratio(a: float, b: float, if_zero: float) -> float:
    """Return a / b, and `if_zero` where b is zero; nothing is ever divided by zero."""
    none = b == 0
    return where(none, if_zero, a / where(none, 1, b))


def divide(a: float, b: float, divisor: str) -> float:
    """Return a / b where b has to be positive; else a DomainError that names the divisor."""
    require(b > 0, divisor, b, "more than 0, because it divides")
    return a / b


def require(condition: bool, name: str, value: float, expected: str) -> None:
    """Refuse a value of which a comparison does not hold: a DomainError that says all.

    An array is refused for its first offending element. The comparison of a symbol has no answer
    until a reader moves the slider, so it passes: there the bounds of the slider stand guard.
    """
    every = _in_namespace("all", condition)
    holds = condition is not False if every is None else bool(every(condition))
    if not holds:
        raise DomainError(f"{name} is {_offending(value, condition):g}; expected {expected}.")


def _offending(value: float, condition: bool) -> float:
    values: Any = value
    holds: Any = condition
    return float(values[~holds][0] if getattr(values, "shape", ()) else values)


def _apply(name: str, plain: Callable[..., float], *arguments: float) -> float:
    return (_in_namespace(name, *arguments) or plain)(*arguments)


def _in_namespace(name: str, *arguments: float) -> Callable[..., float] | None:
    """Return a function from the namespace of the first argument that has one, if it is there."""
    for argument in arguments:
        if hasattr(argument, "__array_namespace__"):
            return getattr(argument.__array_namespace__(), name, None)
    return None
