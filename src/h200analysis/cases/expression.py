"""A number not yet known: formulas applied to it give an expression a browser can compute.

The expression is a graph, not a text: a node used twice is written out once, as a signal of its
own. Floating-point operations are those of the formula, in the formula's order, so that a browser
gives the very number that Python gives.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from h200analysis.errors import OperationError

Operand = Any  # an Expression or a plain number
_INFIX = {"+", "-", "*", "/", "<", "<=", "=="}


class Expression:
    """A symbolic number; its namespace is the part of the Array API standard that formulas use."""

    __slots__ = ("name", "operands", "operation")
    __array_ufunc__ = None

    def __init__(self, operation: str, operands: tuple[Operand, ...], name: str = "") -> None:
        self.operation = operation
        self.operands = operands
        self.name = name

    def __array_namespace__(self, api_version: str | None = None) -> "type[Namespace]":
        return Namespace

    def __add__(self, other: Operand) -> "Expression":
        return Expression("+", (self, other))

    def __radd__(self, other: Operand) -> "Expression":
        return Expression("+", (other, self))

    def __sub__(self, other: Operand) -> "Expression":
        return Expression("-", (self, other))

    def __rsub__(self, other: Operand) -> "Expression":
        return Expression("-", (other, self))

    def __mul__(self, other: Operand) -> "Expression":
        return Expression("*", (self, other))

    def __rmul__(self, other: Operand) -> "Expression":
        return Expression("*", (other, self))

    def __truediv__(self, other: Operand) -> "Expression":
        return Expression("/", (self, other))

    def __rtruediv__(self, other: Operand) -> "Expression":
        return Expression("/", (other, self))

    def __pow__(self, other: Operand) -> "Expression":
        return Expression("pow", (self, other))

    def __rpow__(self, other: Operand) -> "Expression":
        return Expression("pow", (other, self))

    def __neg__(self) -> "Expression":
        return Expression("neg", (self,))

    def __lt__(self, other: Operand) -> "Expression":
        return Expression("<", (self, other))

    def __le__(self, other: Operand) -> "Expression":
        return Expression("<=", (self, other))

    def __gt__(self, other: Operand) -> "Expression":
        return Expression("<", (other, self))

    def __ge__(self, other: Operand) -> "Expression":
        return Expression("<=", (other, self))

    def __eq__(self, other: object) -> "Expression":  # type: ignore[override]
        return Expression("==", (self, other))

    __hash__ = object.__hash__

    def __bool__(self) -> NoReturn:
        raise OperationError(
            "A formula was asked whether a quantity is true; "
            "use arithmetic.where, maximum or minimum in place of if, and, or, max, min."
        )

    def __float__(self) -> NoReturn:
        raise OperationError(
            "A formula was asked for a plain number; "
            "use h200analysis.model.arithmetic in place of math and float()."
        )


class Namespace:
    """The functions that `model.arithmetic` looks for on its arguments."""

    @staticmethod
    def maximum(a: Operand, b: Operand) -> Expression:
        """Return the larger of two."""
        return Expression("max", (a, b))

    @staticmethod
    def minimum(a: Operand, b: Operand) -> Expression:
        """Return the smaller of two."""
        return Expression("min", (a, b))

    @staticmethod
    def where(condition: Operand, a: Operand, b: Operand) -> Expression:
        """Return `a` where the condition holds, else `b`."""
        return Expression("where", (condition, a, b))

    @staticmethod
    def log(a: Operand) -> Expression:
        """Return the natural logarithm."""
        return Expression("log", (a,))

    @staticmethod
    def exp(a: Operand) -> Expression:
        """Return e to the power of `a`."""
        return Expression("exp", (a,))


def slider(name: str) -> Expression:
    """Return the symbol of a parameter that a reader may move."""
    return Expression("slider", (), name)


def symbols(result: Operand) -> frozenset[str]:
    """Return the names that a result depends on; a plain number depends on none."""
    if not isinstance(result, Expression):
        return frozenset()
    return frozenset(node.name for node in in_order(result) if node.operation == "slider")


@dataclass(frozen=True, slots=True)
class Signal:
    """One line of a Vega program: a name and the expression that gives its value."""

    name: str
    update: str


def signals(result: Operand, name: str) -> tuple[Signal, ...]:
    """Write an expression as Vega signals in order of need, the last one called `name`."""
    if not isinstance(result, Expression):
        return (Signal(name, _number(result)),)
    if result.operation == "slider" and result.name == name:
        return (Signal(f"{name}_set", name),)  # the slider has the name itself
    nodes = list(in_order(result))
    uses = Counter(id(operand) for node in nodes for operand in node.operands)
    written: dict[int, str] = {}
    lines: list[Signal] = []
    for node in nodes:
        text = _text(node, written)
        if node is result or (uses[id(node)] > 1 and node.operation != "slider"):
            label = name if node is result else f"{name}_{len(lines)}"
            lines.append(Signal(label, text))
            text = label
        written[id(node)] = text
    return tuple(lines)


def in_order(result: Expression) -> Iterator[Expression]:
    """Yield each node once, operands before what uses them, without recursion."""
    seen: set[int] = set()
    stack: list[tuple[Expression, bool]] = [(result, False)]
    while stack:
        node, ready = stack.pop()
        if ready:
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            operands = (operand for operand in node.operands if isinstance(operand, Expression))
            stack.extend((operand, False) for operand in operands)


def _text(node: Expression, written: dict[int, str]) -> str:
    parts = [
        written[id(operand)] if isinstance(operand, Expression) else _number(operand)
        for operand in node.operands
    ]
    if node.operation == "slider":
        return node.name
    if node.operation in _INFIX:
        return f"({parts[0]} {node.operation} {parts[1]})"
    if node.operation == "neg":
        return f"(-{parts[0]})"
    if node.operation == "where":
        return f"({parts[0]} ? {parts[1]} : {parts[2]})"
    return f"{node.operation}({', '.join(parts)})"


def _number(value: float) -> str:
    number = float(value)
    if math.isinf(number):
        return "(1 / 0)" if number > 0 else "(-1 / 0)"  # Vega has no name for it
    return f"({number!r})" if number < 0 else repr(number)
