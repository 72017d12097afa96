"""A formula read on symbols is the formula: worked out, it gives the very same number."""

import math
import operator
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from h200analysis.cases.expression import Expression, slider
from h200analysis.cases.formulas import formulas
from h200analysis.model.fees import FeeBasis
from h200analysis.model.formula import Formula, is_choice
from h200analysis.model.fulfilment import FoundryCondition

OPERATIONS: dict[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "pow": operator.pow,
    "max": max,
    "min": min,
    "log": math.log,
    "where": lambda condition, a, b: a if condition else b,
}
NAMES = sorted({name for formula in formulas().values() for name in formula.arguments})
RANGES = {  # where less would be refused, or leave nothing to divide by
    "demand_elasticity": (1.1, 9.0),
    "fee_rate": (0.01, 0.5),
    "unit_price_usd": (5.0, 9.0),
    "choke_price": (9.1, 20.0),
    "oversubscription": (1.1, 9.0),
}
NUMBERS = st.fixed_dictionaries(
    {name: st.floats(*RANGES.get(name, (0.01, 0.99))) for name in NAMES}
)
CHOICES = {kind for f in formulas().values() for kind in f.choices.values()}


def worked_out(expression: Any, values: Mapping[str, float], memo: dict[int, Any]) -> Any:
    """Return what an expression gives once its sliders stand at these values, each node once."""
    if not isinstance(expression, Expression):
        return expression
    if expression.operation == "slider":
        return values[expression.name]
    if id(expression) not in memo:
        operands = [worked_out(operand, values, memo) for operand in expression.operands]
        memo[id(expression)] = OPERATIONS[expression.operation](*operands)
    return memo[id(expression)]


def read(formula: Formula, values: Mapping[str, Any], choice: Callable[[type[Enum]], Enum]) -> Any:
    """Return a formula over values given by name."""
    kinds = formula.arguments.items()
    return formula(**{n: choice(kind) if is_choice(kind) else values[n] for n, kind in kinds})


@settings(max_examples=20)
@given(NUMBERS, st.integers(0, 3))
def test_a_symbol_gives_what_a_number_gives(numbers: dict[str, float], which: int) -> None:
    """No formula asks of a symbol what has no answer yet; worked out, the numbers are the same."""
    symbols = {name: slider(name) for name in NAMES}

    def choice(kind: type[Enum]) -> Enum:
        return list(kind)[which % len(kind)]

    for formula in formulas().values():
        symbolic = read(formula, symbols, choice)
        assert read(formula, numbers, choice) == worked_out(symbolic, numbers, {}), formula.name


def test_every_choice_is_tried() -> None:
    """Four turns are enough for the longest list of choices, so none is left out above."""
    assert {FeeBasis: 4, FoundryCondition: 2} == {kind: len(kind) for kind in CHOICES}
