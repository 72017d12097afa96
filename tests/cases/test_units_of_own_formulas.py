"""The unit that a formula of one's own gives is the one that it declares, as far as it can tell."""

from itertools import product
from typing import Any

import pytest

from h200analysis import cases, evidence
from h200analysis.cases import dimensions
from h200analysis.cases.formulas import formulas
from h200analysis.cases.lineage import symbolic
from h200analysis.model.arithmetic import exp, log, maximum, power, ratio, where
from h200analysis.model.formula import Formula, FormulaError, formula_of, is_choice
from h200analysis.model.units import Chips, Months, Share, Usd, UsdPerChip

CASE = cases.Case(evidence.read("2026-01-15"))


def _chips_over_chips(orders_chips: Chips, stock_chips: Chips) -> Chips:
    return orders_chips / stock_chips


def _chips_for_dollars(orders_chips: Chips, stock_chips: Chips) -> Usd:
    return maximum(orders_chips - stock_chips, 0)


def _divided(orders_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    return orders_chips / unit_price_usd


def _squared(orders_chips: Chips, fee_rate: Share) -> Chips:
    return orders_chips**2 * fee_rate


def _added(orders_chips: Chips, unit_price_usd: UsdPerChip) -> Chips:
    return orders_chips + unit_price_usd


def _asked(orders_chips: Chips, unit_price_usd: UsdPerChip) -> Chips:
    return where(orders_chips > unit_price_usd, orders_chips, 0)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (_chips_over_chips, "declares a result in chip, but its arithmetic gives a plain number"),
        (_chips_for_dollars, "declares a result in USD, but its arithmetic gives chip;"),
        (_divided, r"declares a result in USD, but its arithmetic gives chip\^2/USD;"),
        (_squared, r"declares a result in chip, but its arithmetic gives chip\^2;"),
        (_added, "adds or compares USD/chip and chip; mend the formula"),
        (_asked, "adds or compares USD/chip and chip; mend the formula"),
    ],
)
def test_a_contradiction_is_refused(asked: Any, sentence: str) -> None:
    """A sentence names the formula, what it declares and what it gives; nothing is published."""
    with pytest.raises(FormulaError, match=rf"^{asked.__name__} {sentence}"):
        CASE.evaluate(asked)


def _by_a_number(orders_chips: Chips, fee_rate: Share) -> Usd:
    return orders_chips * fee_rate * 27_000  # dollars a chip


def _left_after(stock_chips: Chips, fee_rate: Share, months: Months) -> Chips:
    return stock_chips * (1 - fee_rate * months) + stock_chips * exp(-fee_rate * months)


def _geometric_mean(orders_chips: Chips, stock_chips: Chips) -> Chips:
    return exp((log(orders_chips) + log(stock_chips)) / 2)


def _root(orders_chips: Chips, stock_chips: Chips) -> Chips:
    return power(orders_chips * stock_chips, 0.5)


def _filled(orders_chips: Chips, stock_chips: Chips) -> Share:
    return 1 - ratio(stock_chips, orders_chips, 0)


@pytest.mark.parametrize("asked", [_by_a_number, _left_after, _geometric_mean, _root, _filled])
def test_what_may_be_right_passes(asked: Any) -> None:
    """A number may have a unit, a share may be one a month, a root takes units back."""
    given = dict.fromkeys(formula_of(asked).arguments, 0.5)
    assert CASE.work_out(asked, **given).unit == formula_of(asked).result


def _refused(formula: Formula) -> bool:
    """Tell whether a formula would be refused as one of one's own, under any of its choices."""
    kinds = formula.choices
    for row in product(*kinds.values()):
        try:
            dimensions.check(formula, symbolic(formula, dict(zip(kinds, row, strict=True))))
        except FormulaError:
            return True
    return False


def test_no_formula_of_the_model_is_refused() -> None:
    """The model's own are held to their units elsewhere; none of them meets a false refusal."""
    of_numbers = [
        formula
        for formula in formulas().values()
        if isinstance(formula.result, str)
        and all(isinstance(kind, str) or is_choice(kind) for kind in formula.arguments.values())
    ]

    assert len(of_numbers) > 150
    assert [] == [formula.name for formula in of_numbers if _refused(formula)]
