"""Laws of the sums between reports: purchases, growth, charges, and what a bridge leaves over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model import charges, crosschecks, growth, purchases
from h200analysis.model.reconciliation import unreconciled

AMOUNTS = st.floats(1, 1e12)
PRICES = st.floats(1, 1e6)
SHARES = st.floats(0, 1)
YEARS = st.floats(0.25, 20)
RATES = st.floats(0, 3)
GROWTH = [
    (growth.revenue_growth, growth.grown_revenue),
    (growth.shipments_growth, growth.grown_shipments),
]


@given(AMOUNTS, PRICES)
def test_a_budget_is_spent(budget: float, price: float) -> None:
    """The chips that a budget buys cost the budget, in dollars and in yuan."""
    assert pytest.approx(budget) == price * purchases.chips_for_budget(budget, price)
    assert pytest.approx(budget) == price * purchases.budget_usd(budget, price)


@given(AMOUNTS, SHARES, PRICES)
def test_a_mix_makes_up_the_revenue(revenue: float, share: float, price: float) -> None:
    """Two kinds of chip at one price are, in all, the chips that the whole revenue buys."""
    parts = sum(purchases.chips_in_revenue(revenue, s, price) for s in (share, 1 - share))

    assert pytest.approx(purchases.chips_for_budget(revenue, price)) == parts


@given(AMOUNTS, PRICES, st.floats(0.1, 10))
def test_operations_are_counted_once_a_chip(chips: float, each: float, factor: float) -> None:
    """Twice as many chips, or chips twice as fast, do twice as much."""
    all_of_them = factor * crosschecks.operations_of_chips(chips, each)

    assert pytest.approx(all_of_them) == crosschecks.operations_of_chips(factor * chips, each)
    assert pytest.approx(all_of_them) == crosschecks.operations_of_chips(chips, factor * each)


@given(AMOUNTS, RATES, YEARS)
def test_growth_is_found_again(first: float, rate: float, years: float) -> None:
    """An amount grown at a rate has grown at that rate; in twice the time it grows twice."""
    for found, grown in GROWTH:
        last = grown(first, rate, years)
        assert pytest.approx(rate, abs=1e-9) == found(first, last, years)
        assert pytest.approx(grown(last, rate, years)) == grown(first, rate, 2 * years)


@given(AMOUNTS, YEARS)
def test_what_stays_the_same_does_not_grow(amount: float, years: float) -> None:
    """Equal ends are a rate of zero; a larger end is above, a smaller below."""
    for found, _ in GROWTH:
        assert pytest.approx(0, abs=1e-12) == found(amount, amount, years)
        assert found(amount, amount / 2, years) < 0 < found(amount, 2 * amount, years)


@given(AMOUNTS, st.floats(-1, 1), SHARES)
def test_a_charge_lowers_the_margin_by_its_share(
    revenue: float, margin: float, part: float
) -> None:
    """Taken off again, the charge gives back the reported margin."""
    before = charges.margin_before_charge(margin, part * revenue, revenue)

    assert pytest.approx(margin, abs=1e-12) == before - part
    assert before >= margin


@given(AMOUNTS, SHARES, AMOUNTS)
def test_lost_profit_is_no_more_than_what_is_lost(
    sales: float, margin: float, charge: float
) -> None:
    """Lost sales save their cost, the charge does not; at a margin of one both are the same."""
    money = charges.lost_sales_and_charge(sales, charge)

    assert charge <= charges.lost_gross_profit(sales, margin, charge) <= money * (1 + 1e-12)
    assert pytest.approx(money) == charges.lost_gross_profit(sales, 1, charge)


@given(st.floats(-1e9, 1e9), st.lists(st.floats(-1e9, 1e9), max_size=5), st.floats(-1e9, 1e9))
def test_a_bridge_reconciles(start: float, steps: list[float], left: float) -> None:
    """What is left over is what was not among the steps; with it among them nothing is."""
    end = start + sum(steps) + left

    assert pytest.approx(left, abs=1e-3) == unreconciled(start, end, steps)
    assert pytest.approx(0, abs=1e-3) == unreconciled(start, end, [*steps, left])


@pytest.mark.parametrize(
    ("told", "call"),
    [
        ("cny_per_usd is 0", lambda: purchases.budget_usd(1, 0)),
        ("unit_price_usd is 0", lambda: purchases.chips_for_budget(1, 0)),
        ("unit_price_usd is 0", lambda: purchases.chips_in_revenue(1, 1, 0)),
        ("share_of_mix is 54", lambda: purchases.chips_in_revenue(1, 54, 1)),
        ("first_usd is 0", lambda: growth.revenue_growth(0, 1, 1)),
        ("first_chips is 0", lambda: growth.shipments_growth(0, 1, 1)),
        ("years is 0", lambda: growth.revenue_growth(1, 1, 0)),
        ("revenue_usd is 0", lambda: charges.margin_before_charge(0.6, 1, 0)),
    ],
)
def test_what_has_no_answer_is_refused(told: str, call: object) -> None:
    """A price of nothing, growth from nothing or in no time: one sentence each."""
    with pytest.raises(ValueError, match=told):
        call()  # type: ignore[operator]
