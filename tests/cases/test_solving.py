"""What one has to believe: the input at which a formula reaches a value, and what it rests on."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import cases, evidence
from h200analysis.model import fulfilment, market
from h200analysis.model.arithmetic import maximum
from h200analysis.model.formula import formula
from h200analysis.model.units import Chips

CASE = cases.Case(evidence.read("2026-11-28"))


@formula
def twice_reached(orders_chips: Chips, stock_chips: Chips) -> Chips:
    """Falls to the stock, then rises."""
    return maximum(3e6 - orders_chips, orders_chips - 1e6) + 0 * stock_chips


@formula
def jumping(orders_chips: Chips) -> Chips:
    """Jumps at a million and a bit."""
    return maximum(0, (orders_chips > 1_234_567) * 1e6)


@pytest.mark.parametrize(
    ("asked", "value", "by", "expected"),
    [
        (market.gap_at_list, 26e9, "unit_price_usd", 26e9 / 1_500_000),
        (market.supply_gap, 900_000, "stock_chips", 1_100_000),
        (market.fill_rate, 0.5, "stock_chips", 1_000_000),
        ("orders_chips", 1_234_567, "orders_chips", 1_234_567),
        (fulfilment.weeks_to_clear, 52, "ramp_chips_per_month", None),
    ],
)
def test_the_input_is_found(asked: object, value: float, by: str, expected: float | None) -> None:
    """It is what the arithmetic on paper gives, and put back in it reaches the value."""
    found = CASE.solve(asked, value, by=by)  # type: ignore[arg-type]

    assert expected is None or pytest.approx(expected) == found.value
    again = CASE.let(**{by: found.value}).evaluate(asked)  # type: ignore[arg-type]
    assert pytest.approx(value) == again.value
    assert (by, "solved") == (found.name, found.statistic)
    assert CASE.ledger.parameter(by).unit == found.unit


@given(st.floats(1e6, 1e11))
def test_solving_undoes_evaluating(value: float) -> None:
    """Any value within reach is reached again."""
    found = CASE.solve(market.orders_at_list, value, by="orders_chips")

    assert pytest.approx(value) == found.value * CASE.evaluate("unit_price_usd").value


def test_a_published_number_is_cited() -> None:
    """What one has to believe for somebody's number rests on his claim and on all other inputs."""
    said = CASE.claimed("estimate_bloomberg_intelligence")
    found = CASE.solve(market.orders_at_list, said, by="orders_chips")

    assert pytest.approx(10e9 / 27_000) == found.value
    assert {"estimate_bloomberg_intelligence", "price_seed"} <= set(found.claims)
    assert "orders_seed" not in found.claims
    assert not found.set_by_hand
    assert {"scenario": "central", "orders_at_list": 10e9} == found.supposing
    assert CASE.solve(market.orders_at_list, 10e9, by="orders_chips").set_by_hand
    assert "estimate_bloomberg_intelligence" in CASE.sources()


@pytest.mark.parametrize(
    ("asked", "value", "by", "sentence"),
    [
        (
            "gap_at_list",
            -1,
            "unit_price_usd",
            "of unit_price_usd between 0 and 1,000,000",
        ),
        ("supply_gap", 0, "stock_chips", "for every stock_chips from 2"),
        ("supply_gap", 5, "unit_price_usd", "does not depend on unit_price_usd, but on orders_ch"),
        ("supply_gap", 5, "stock_chip", "did you mean 'stock_chips'"),
        ("supply_gap", 5, "fill_rate", "fill_rate stands for market.fill_rate here"),
        ("supply_gap", "many", "stock_chips", "The value to reach is 'many'"),
        (jumping, 5e5, "orders_chips", "at no such value of orders_chips"),
        (twice_reached, 1.5e6, "orders_chips", "at 2 values of orders_chips: 1,500,000, 2,500,000"),
    ],
)
def test_what_has_no_single_answer_is_told(
    asked: object, value: object, by: str, sentence: str
) -> None:
    """No value, every value, two values, another input, no number: one sentence each."""
    with pytest.raises(cases.BindingError, match=re.escape(sentence)):
        CASE.solve(asked, value, by=by)  # type: ignore[arg-type]


def test_one_of_two_is_chosen() -> None:
    """Between two values the one that lies there is given; bounds of the parameter stay."""
    found = CASE.solve(twice_reached, 1.5e6, by="orders_chips", between=(2e6, 3e6))

    assert pytest.approx(2.5e6) == found.value
    with pytest.raises(cases.BindingError, match=r"between is \(-1, 5\); expected two rising"):
        CASE.solve(twice_reached, 1.5e6, by="orders_chips", between=(-1, 5))


def test_units_are_compared() -> None:
    """A price is no gap."""
    price = CASE.evaluate("unit_price_usd")

    with pytest.raises(cases.BindingError, match="supply_gap is in chip; unit_price_usd is in USD"):
        CASE.solve("supply_gap", price, by="stock_chips")
