"""What operators cannot say, for a number, an array of draws and a reader's slider alike.

Each function asks its arguments for the Array API standard's `__array_namespace__` and uses that
namespace's function of the same name; plain numbers use the standard library.
"""

import math
from typing import Any

Quantity = Any  # a float, an array or a symbolic number; formulas annotate it with its unit


def maximum(a: Quantity, b: Quantity) -> Quantity:
    """Return the larger of two."""
    space = _namespace(a, b)
    return space.maximum(a, b) if space else max(a, b)


def minimum(a: Quantity, b: Quantity) -> Quantity:
    """Return the smaller of two."""
    space = _namespace(a, b)
    return space.minimum(a, b) if space else min(a, b)


def where(condition: Quantity, a: Quantity, b: Quantity) -> Quantity:
    """Return `a` where the condition holds, else `b`; both are computed."""
    space = _namespace(condition, a, b)
    if space:
        return space.where(condition, a, b)
    return a if condition else b


def log(a: Quantity) -> Quantity:
    """Return the natural logarithm."""
    space = _namespace(a)
    return space.log(a) if space else math.log(a)


def exp(a: Quantity) -> Quantity:
    """Return e to the power of `a`."""
    space = _namespace(a)
    return space.exp(a) if space else math.exp(a)


def sqrt(a: Quantity) -> Quantity:
    """Return the square root, as a power so that every kind of number has it."""
    return a**0.5


def ratio(a: Quantity, b: Quantity, if_zero: Quantity) -> Quantity:
    """Return a / b, and `if_zero` where b is zero; no division by zero is made on the way."""
    empty = b == 0
    return where(empty, if_zero, a / where(empty, 1.0, b))


def quotient(a: Quantity, b: Quantity, divisor: str) -> Quantity:
    """Return a / b; a zero among plain numbers is refused in a sentence naming the divisor."""
    zeros = b == 0
    if zeros is True or (hasattr(zeros, "any") and zeros.any()):
        raise ValueError(f"{divisor} is 0; expected more than 0, since it divides.")
    return a / b


def is_plain(*quantities: Quantity) -> bool:
    """Tell whether all are plain numbers, which can be checked, not arrays or symbols."""
    return all(isinstance(quantity, (int, float)) for quantity in quantities)


def _namespace(*quantities: Quantity) -> Any:
    for quantity in quantities:
        if hasattr(quantity, "__array_namespace__"):
            return quantity.__array_namespace__()
    return None
