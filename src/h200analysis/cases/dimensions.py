"""Whether the arithmetic of a formula gives the unit that it declares, read off its symbols.

Only a sure contradiction is refused. A number written in a formula may have a unit of its own, such
as a price, so what it multiplies has none that could be told. Kinds of one thing count as one (an
H20 chip is a chip). Beside a share, a ratio or a rate, time counts as none: what is lost in a month
is written as a share too.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import isfinite
from numbers import Real
from typing import Any

from h200analysis.cases.expression import Expression, in_order
from h200analysis.model.formula import Formula, FormulaError

Powers = Mapping[str, Fraction]
Dimension = Powers | None  # nothing where it cannot be told

_PLAIN = {"1", "share", "ratio", "point"}
_TIMES = {"hour", "day", "week", "month", "quarter", "year"}
_PER_CHIP = {"", "TPP", "TFLOPS", "TB", "GB", "W", "nm"}  # a data sheet leaves out "per chip"
_NO_UNIT: Powers = {}


class _UnlikeError(FormulaError):
    """Two quantities of different units that are added or compared."""


def check(formula: Formula, read: Any) -> None:
    """Refuse a formula that adds unlike units, or whose result is not in the unit it declares.

    `read` is what it gives over symbols. Raises `FormulaError`, and never where it cannot tell.
    """
    if not isinstance(read, Expression):
        return
    kinds = {name: kind for name, kind in formula.arguments.items() if isinstance(kind, str)}
    is_timed = not any(map(_is_plain, (*kinds.values(), str(formula.result))))
    symbols = {name: _powers(kind, is_timed=is_timed) for name, kind in kinds.items()}
    try:
        found = _given(read, symbols)
    except _UnlikeError as unlike:
        raise FormulaError(
            f"{formula.name} adds or compares {unlike}; mend the formula, or the unit of an "
            "argument."
        ) from None
    declared = _powers(str(formula.result), is_timed=is_timed)
    if None not in (found, declared) and found != declared:
        raise FormulaError(
            f"{formula.name} declares a result in {formula.result}, but its arithmetic gives "
            f"{_worded(found)}; mend the formula, or the unit after `->`."
        )


def _is_plain(symbol: str) -> bool:
    """Tell whether a unit is that of a share, a ratio or a rate."""
    return symbol.partition("/")[0].rpartition(" ")[2] in _PLAIN


def _powers(symbol: str, *, is_timed: bool) -> Dimension:
    """Return a symbol such as `USD/chip` as the powers of its units."""
    over, *under = symbol.split("/")
    powers: Counter[str] = Counter()
    for unit, power in ((over, 1), *((each, -1) for each in under)):
        kind = unit.rpartition(" ")[2]
        if kind in _PER_CHIP:
            return None
        if kind not in _PLAIN and (is_timed or kind not in _TIMES):
            powers[kind] += power
    return {unit: Fraction(power) for unit, power in powers.items() if power}


def _given(result: Expression, symbols: Mapping[str, Dimension]) -> Dimension:
    """Return the unit of an expression from those of its symbols."""
    found: dict[int, Dimension] = {}
    for node in in_order(result):
        if node.operation == "slider":
            found[id(node)] = symbols.get(node.name)
        else:
            operands = (_operand(each, found) for each in node.operands)
            found[id(node)] = _RULES[node.operation](*operands)
    return found[id(result)]


def _operand(each: Any, found: Mapping[int, Dimension]) -> Dimension | float:
    if isinstance(each, Expression):
        return found[id(each)]
    return float(each) if isinstance(each, Real) else None


def _alike(*operands: Dimension | float) -> Dimension:
    """Return the unit that operands share; a plain number among them has theirs."""
    units = [each for each in operands if not isinstance(each, float)]
    told = [each for each in units if each is not None]
    if different := [each for each in told if each != told[0]]:
        raise _UnlikeError(" and ".join(sorted(map(_worded, (told[0], different[0])))))
    return told[0] if told and len(told) == len(units) else None


def _compared(*operands: Dimension | float) -> Dimension:
    _alike(*operands)
    return _NO_UNIT


def _product(a: Dimension | float, b: Dimension | float, sign: int = 1) -> Dimension:
    """Return the unit of a product, or with -1 of a quotient."""
    if a is None or b is None or isinstance(a, float) or isinstance(b, float):
        return None
    powers = {unit: a.get(unit, Fraction()) + sign * b.get(unit, Fraction()) for unit in (*a, *b)}
    return {unit: power for unit, power in powers.items() if power}


def _quotient(a: Dimension | float, b: Dimension | float) -> Dimension:
    return _product(a, b, -1)


def _power(base: Dimension | float, exponent: Dimension | float) -> Dimension:
    if base == _NO_UNIT:
        return _NO_UNIT
    if isinstance(base, float) or base is None or not isinstance(exponent, float):
        return None
    if not isfinite(exponent):
        return None
    by = Fraction(exponent).limit_denominator(1000)
    return {unit: power * by for unit, power in base.items() if by}


def _plain(operand: Dimension | float) -> Dimension:
    """Return the unit of a logarithm or an exponential: none of a plain number."""
    return _NO_UNIT if operand == _NO_UNIT else None


_RULES: Mapping[str, Callable[..., Dimension]] = {
    **dict.fromkeys(("+", "-", "max", "min", "neg"), _alike),
    **dict.fromkeys(("<", "<=", "=="), _compared),
    "*": _product,
    "/": _quotient,
    "pow": _power,
    "where": lambda _, a, b: _alike(a, b),
    **dict.fromkeys(("log", "exp"), _plain),
}


def _worded(powers: Dimension) -> str:
    """Return units as a symbol: chip, USD/chip, chip*month; "a plain number" of none."""
    every = sorted((powers or {}).items())
    over = "*".join(_raised(unit, power) for unit, power in every if power > 0)
    under = "".join(f"/{_raised(unit, -power)}" for unit, power in every if power < 0)
    return f"{over or 1}{under}" if every else "a plain number"


def _raised(unit: str, power: Fraction) -> str:
    return unit if power == 1 else f"{unit}^{power}"
