"""A formula is registered as it is defined; its arrays fit each other, or one is named."""

import inspect
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from h200analysis.cases.formulas import formulas
from h200analysis.model import clearance, fees, market
from h200analysis.model.fees import FeeBasis
from h200analysis.model.formula import FormulaError, formula, formula_of
from h200analysis.model.units import Chips
from tests.inside import arguments

TWO = [
    name
    for name, found in formulas().items()
    if sum(isinstance(kind, str) for kind in found.arguments.values()) > 1
]


@pytest.mark.parametrize("name", TWO)
def test_arrays_of_different_length_are_refused_by_name(name: str) -> None:
    """Whichever formula it is, the sentence names the argument whose length differs."""
    kinds = formulas()[name].arguments
    first, second = [argument for argument, kind in kinds.items() if isinstance(kind, str)][:2]
    values = arguments(formulas()[name])
    values |= {first: np.full(3, values[first]), second: np.full(4, values[second])}

    expected = f"{second} has 4 values; expected 3 values, as {first} has, or one."
    with pytest.raises(ValueError, match=re.escape(expected)):
        formulas()[name](**values)


@pytest.mark.parametrize("stock", [np.full(3, 1.0), np.full((16, 3), 1.0), np.full((16, 1), 1.0)])
def test_arrays_that_stretch_to_each_other_are_taken(stock: Any) -> None:
    """What numpy would stretch is taken, in either order."""
    orders = np.array([1.0, 2.0, 3.0])

    assert np.array_equal(market.supply_gap(orders, stock), np.maximum(orders - stock, 0))  # type: ignore[arg-type]
    assert np.array_equal(market.supply_gap(stock, orders), np.maximum(stock - orders, 0))  # type: ignore[arg-type]


def test_a_formula_is_a_function_and_a_record() -> None:
    """The name stays callable; label, source, units and result stand in the register."""
    made = formula_of(market.supply_gap)

    assert 1_300_000 == market.supply_gap(2_000_000, 700_000)
    assert formulas()["supply_gap"] is made
    assert made.function is market.supply_gap
    assert ("supply_gap", "Supply gap", None) == (made.name, made.label, made.source)
    assert ({"orders_chips": "chip", "stock_chips": "chip"}, "chip") == (
        made.arguments,
        made.result,
    )
    assert "91 FR 1684" in (formula_of(market.forward_only_cap).source or "")
    assert {"fee_basis": FeeBasis} == formula_of(fees.fee_per_chip).choices


def test_every_formula_of_the_model_is_registered_and_none_else() -> None:
    """What a module decorates is in the register; what a test or a notebook decorates is not."""

    @formula
    def gap_of_this_test(orders_chips: Chips) -> Chips:
        return orders_chips

    decorated = [
        name
        for module in {inspect.getmodule(made.function) for made in formulas().values()}
        for name in re.findall(r"@formula\([^@]*?\ndef (\w+)", inspect.getsource(module))  # type: ignore[arg-type]
    ]
    assert sorted(decorated) == sorted(formulas())
    assert not formula_of(gap_of_this_test).is_library
    assert "Gap of this test" == formula_of(gap_of_this_test).label


def test_a_plain_function_and_a_record_have_a_record() -> None:
    """A function that nobody decorated is read from its annotations; a record is its own."""
    made = formula_of(_half)

    assert made == formula_of(_half)
    assert made is formula_of(made)
    assert (350_000, "Half") == (made(700_000), made.label)


def test_a_formula_may_give_several_results_in_one() -> None:
    """A dataclass is a result, and an argument, known by its type instead of a unit."""
    assert Halves is formula_of(_halves).result
    assert {"halves": Halves} == formula_of(_first).arguments


@dataclass(frozen=True)
class Halves:
    """Several results in one."""

    first: Chips
    second: Chips


def _halves(stock_chips: Chips) -> Halves:
    return Halves(_half(stock_chips), _half(stock_chips))


def _first(halves: Halves) -> Chips:
    return halves.first


def _half(stock_chips: Chips) -> Chips:
    return stock_chips / 2


def _without_units(orders_chips: Chips, stock_chips) -> Chips:  # type: ignore[no-untyped-def] # noqa: ANN001
    return orders_chips


def _without_result(orders_chips: Chips):  # type: ignore[no-untyped-def] # noqa: ANN202
    return orders_chips


def _of_float(orders_chips: Chips, stock_chips: float) -> Chips:
    return orders_chips - stock_chips


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (_without_units, "_without_units gives no unit for stock_chips; write it as in `stock_c"),
        (_of_float, "_of_float gives no unit for stock_chips; write it as in `stock_chips: Chips`"),
        (_without_result, "_without_result gives no unit for its result; write it as in `-> Chips"),
        (1_300_000, "1300000 is no function; expected a formula, or its name"),
    ],
)
def test_what_is_no_formula_is_refused(asked: Any, sentence: str) -> None:
    """The sentence names the argument without a unit, and shows how to write it."""
    with pytest.raises(FormulaError, match=sentence):
        formula_of(asked)


def test_the_decorator_refuses_it_too() -> None:
    """What could never be evaluated is refused where it is defined."""
    with pytest.raises(FormulaError, match="gives no unit for stock_chips"):
        formula(_without_units)


def test_each_array_has_to_fit_each_other() -> None:
    """Two arrays that both fit a third one may still not fit each other."""
    three = [np.ones(3), np.ones((16, 1)), np.ones((16, 4))]

    with pytest.raises(ValueError, match=r"has 16 x 4 values; expected 3 values, as .* has"):
        clearance.duty_per_chip(*three)  # type: ignore[arg-type]
