"""Units inside formulas: read over bare units, each formula gives the unit that it declares."""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from itertools import product
from math import inf
from typing import Any, get_args, get_type_hints

import pytest

from h200analysis.cases.formulas import formulas
from h200analysis.model import market
from h200analysis.model.formula import Formula
from h200analysis.model.units import Unit

Powers = dict[str, Fraction]
NONE = Fraction(0)

# What the declared units leave out, because everybody who reads the data leaves it out too.
TPP = "TFLOPS*bit"  # by its definition in ECCN 3A090
CHIP_OF = {"h200": "chip", "h20": "H20 chip", "ascend_910c": "910C chip"}
DATA_SHEETS = {  # a data sheet speaks of one chip
    f"{chip}_{figure}": f"{unit}/{counted}"
    for chip, counted in CHIP_OF.items()
    for figure, unit in {"tpp": TPP, "bandwidth": "TB/s", "memory": "GB"}.items()
}
H20_PRICES = {  # declared in USD/chip, so that a case may let them stand for those of the H200
    "h20_unit_price_usd": "USD/H20 chip",
    "h20_fee_per_chip": "USD/H20 chip",
    "h20_left_per_chip": "USD/H20 chip",
}
MEANT = DATA_SHEETS | H20_PRICES | {"TPP": TPP}
PLAIN = {"share", "ratio"}  # numbers without a unit
EXPONENTS: tuple[dict[str, int], ...] = (
    {},
    {"year": 1},
    {"year": -1},
)  # a yearly rate compounds once a year


class Dimension:
    """A unit without a number: operators multiply and divide units, and add only like units."""

    __array_ufunc__ = None

    def __init__(self, powers: Powers) -> None:
        self.powers = {unit: power for unit, power in powers.items() if power}

    def __array_namespace__(self, api_version: str | None = None) -> type[Namespace]:
        return Namespace

    def __repr__(self) -> str:
        return "*".join(f"{unit}^{power}" for unit, power in sorted(self.powers.items())) or "1"

    def __mul__(self, other: Any) -> Dimension:
        return self._times(other, 1)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Dimension:
        return self._times(other, -1)

    def __rtruediv__(self, other: Any) -> Dimension:
        return dimension(other) * self**-1

    def _times(self, other: Any, sign: int) -> Dimension:
        theirs = dimension(other).powers
        units = {*self.powers, *theirs}
        return Dimension({u: self.powers.get(u, NONE) + sign * theirs.get(u, NONE) for u in units})

    def __pow__(self, exponent: Any) -> Dimension:
        if isinstance(exponent, Dimension):
            assert exponent.powers in EXPONENTS, f"an exponent in {exponent}"
            assert not self.powers, f"{self} to a power that is not known"
            return self
        return Dimension({u: p * Fraction(exponent) for u, p in self.powers.items()})

    def __neg__(self) -> Dimension:
        return self

    def like(self, other: Any) -> Dimension:
        """Return the unit that two addends share; nothing and infinity have any unit."""
        if not isinstance(other, Dimension) and other in {0, inf}:
            return self
        if self.powers != dimension(other).powers:
            raise TypeError(f"{self} and {other} are not of one unit")
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __lt__ = __le__ = __gt__ = __ge__ = like
    __eq__ = like  # type: ignore[assignment]
    __hash__ = object.__hash__


class Namespace:
    """The functions that `model.arithmetic` looks for on its arguments."""

    @staticmethod
    def maximum(a: Any, b: Any) -> Dimension:
        """Return the unit of both."""
        return a.like(b) if isinstance(a, Dimension) else b.like(a)

    minimum = maximum

    @staticmethod
    def where(_: Any, a: Any, b: Any) -> Any:
        """Return the unit of both; a plain 1 stands in for a divisor of nothing, as in `ratio`."""
        if isinstance(a, Dimension):
            return a.like(b)
        return b.like(0 if a == 1 else a) if isinstance(b, Dimension) else a

    @staticmethod
    def log(a: Dimension) -> Dimension:
        """Return a plain number; what has a unit has no logarithm."""
        return a.like(1)

    exp = log


def dimension(value: Any) -> Dimension:
    """Return the unit of a number or a symbol such as `USD/chip`."""
    if isinstance(value, Dimension):
        return value
    if not isinstance(value, str) or value in PLAIN:
        return Dimension({})
    over, *under = MEANT.get(value, value).split("/")
    powers = [(unit, 1) for unit in over.split("*") if unit != "1"] + [(unit, -1) for unit in under]
    return Dimension({unit: Fraction(power) for unit, power in powers})


def results(formula: Formula) -> list[Any]:
    """Return what a formula gives over units, under each of its choices; records are made first."""
    kinds = formula.arguments
    each = (values(name, kind) for name, kind in kinds.items())
    return [formula(**dict(zip(kinds, row, strict=True))) for row in product(*each)]


def values(name: str, kind: str | type) -> list[Any]:
    """Return the values that an argument may take: one unit, every choice, or a record."""
    if isinstance(kind, str):
        return [dimension(name if name in MEANT else kind)]
    return list(kind) if issubclass(kind, Enum) else results(formulas()[name])


@pytest.fixture
def constants(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put units in place of the model's constants that are annotated with one."""
    for module in {sys.modules[formula.function.__module__] for formula in formulas().values()}:
        for name, hint in get_type_hints(module, include_extras=True).items():
            for unit in get_args(hint):
                if isinstance(unit, Unit):
                    monkeypatch.setattr(module, name, dimension(unit.symbol))


@pytest.mark.usefixtures("constants")
@pytest.mark.parametrize("name", sorted(formulas()))
def test_a_formula_gives_the_unit_that_it_declares(name: str) -> None:
    """No formula adds unlike units, and the unit that its arithmetic gives is the declared one."""
    declared = formulas()[name].result
    for found in results(formulas()[name]):
        if isinstance(declared, type):
            assert isinstance(found, declared)
        elif isinstance(found, Dimension) or found not in {0, inf}:
            assert dimension(name if name in MEANT else declared).powers == dimension(found).powers


@pytest.mark.parametrize("add", [operator.add, operator.sub, operator.lt, Namespace.maximum])
def test_unlike_units_are_not_added(add: Callable[[Any, Any], Any]) -> None:
    """Chips and dollars, and chips and a plain number, have no sum, difference or order."""
    for other in (dimension("USD"), dimension("H20 chip"), 1, 0.5):
        with pytest.raises(TypeError, match="not of one unit"):
            add(dimension("chip"), other)


def test_a_wrong_declaration_is_found() -> None:
    """A formula that adds a price to chips, or gives chips where dollars are due, is caught."""
    chips, price = dimension("chip"), dimension("USD/chip")

    assert dimension("USD").powers == market.orders_at_list(chips, price).powers  # type: ignore[arg-type, attr-defined]
    with pytest.raises(TypeError, match="not of one unit"):
        market.supply_gap(chips, price)  # type: ignore[arg-type]
