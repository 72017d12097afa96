"""Laws of the supply gap, the volume rule and chips counted as other chips."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model import compute, market

WHOLE = st.integers(0, 10**8)
CHIPS = st.floats(0, 1e8)
POSITIVE = st.floats(1e-3, 1e8)
SHARES = st.floats(0.01, 1)


@given(WHOLE, WHOLE)
def test_gap_and_servable_are_the_orders(orders: int, stock: int) -> None:
    """Every order is either servable from stock or in the gap."""
    assert orders == market.supply_gap(orders, stock) + market.servable_chips(orders, stock)


@given(WHOLE, WHOLE)
def test_surplus_and_servable_are_the_stock(orders: int, stock: int) -> None:
    """Every chip in stock is either servable or surplus, and gap and surplus never meet."""
    assert stock == market.supply_surplus(orders, stock) + market.servable_chips(orders, stock)
    assert 0 in {market.supply_surplus(orders, stock), market.supply_gap(orders, stock)}


@given(CHIPS, CHIPS)
def test_fill_rate_is_a_share(orders: float, stock: float) -> None:
    """Between none and all, and orders times fill rate are the servable chips."""
    fill = market.fill_rate(orders, stock)

    assert 0 <= fill <= 1
    assert pytest.approx(market.servable_chips(orders, stock)) == fill * orders


@given(CHIPS)
def test_nothing_ordered_is_all_filled(stock: float) -> None:
    """Without orders the fill rate is 1 and the gap 0, with stock or without."""
    assert market.fill_rate(0, stock) == 1
    assert market.supply_gap(0, stock) == 0


@given(CHIPS, CHIPS, CHIPS)
def test_gap_is_monotone(orders: float, stock: float, more: float) -> None:
    """More stock never widens the gap, more orders never narrow it."""
    gap = market.supply_gap(orders, stock)

    assert market.supply_gap(orders, stock + more) <= gap <= market.supply_gap(orders + more, stock)


@given(POSITIVE, CHIPS, st.floats(0.01, 100))
def test_gap_scales(orders: float, stock: float, factor: float) -> None:
    """Orders and stock in other units: the gap follows, the fill rate stays."""
    gap = factor * market.supply_gap(orders, stock)

    scale = 1e-9 * factor * (orders + stock)  # of what is subtracted, not of what is left
    assert pytest.approx(gap, abs=scale) == market.supply_gap(factor * orders, factor * stock)
    assert pytest.approx(market.fill_rate(orders, stock)) == market.fill_rate(
        factor * orders, factor * stock
    )


@given(CHIPS, POSITIVE)
def test_oversubscription_inverts_the_fill_rate(orders: float, stock: float) -> None:
    """Where orders exceed stock, one over the oversubscription is the fill rate."""
    times = market.oversubscription(orders, stock)

    assert pytest.approx(orders) == times * stock
    if times > 1:
        assert pytest.approx(1 / times) == market.fill_rate(orders, stock)


def test_oversubscription_of_an_empty_stock_is_refused() -> None:
    """Orders for each of no chips have no number; the sentence names the stock."""
    with pytest.raises(ValueError, match=r"^stock_chips is 0; expected more than 0"):
        market.oversubscription(2_000_000, 0)


@given(WHOLE, WHOLE, st.integers(0, 10**5))
def test_the_order_book_splits_at_list(orders: int, stock: int, price: int) -> None:
    """At list, servable and gap add up to the order book."""
    gap, servable = market.supply_gap(orders, stock), market.servable_chips(orders, stock)
    parts = market.gap_at_list(gap, price) + market.servable_at_list(servable, price)

    assert market.orders_at_list(orders, price) == parts


@given(POSITIVE, SHARES)
def test_capped_shipments_keep_the_rule(stock: float, cap: float) -> None:
    """China gets its share of what the US gets, and together that is the stock."""
    china = market.forward_only_cap(stock, market.china_share_of_both(cap))
    us = market.us_sales_first(stock, china)

    assert pytest.approx(cap * us) == china
    assert pytest.approx(stock) == china + us


@given(POSITIVE, st.floats(0, 0.5))
def test_the_half_rule_is_a_third_rule(stock: float, cap: float) -> None:
    """At a cap of one half or less, China gets at most half of the US part, a third of both."""
    china = market.forward_only_cap(stock, market.china_share_of_both(cap))
    us = market.us_sales_first(stock, china)

    assert china <= us / 2 * (1 + 1e-12)
    assert china <= (china + us) / 3 * (1 + 1e-12)


@given(CHIPS, SHARES)
def test_us_shipments_carry_what_they_are_needed_for(chips: float, cap: float) -> None:
    """China's share of the US shipments needed is just what is to ship, orders or stock."""
    assert pytest.approx(chips) == cap * market.us_shipments_needed(chips, cap)
    assert market.us_shipments_needed(chips, cap) == market.us_shipments_for_stock(chips, cap)


@pytest.mark.parametrize("formula", [market.us_shipments_needed, market.us_shipments_for_stock])
def test_a_cap_of_nothing_is_refused(formula: Callable[[float, float], float]) -> None:
    """No US shipments, however many, allow what a cap of zero forbids."""
    with pytest.raises(ValueError, match=r"^volume_cap_share is 0; expected more than 0"):
        formula(1, 0)


@given(POSITIVE, st.integers(1, 16), st.floats(1, 20))
def test_board_and_chip_price_round_trip(price: float, chips: int, rate: float) -> None:
    """A board priced as its chips deviates by nothing; one twice as dear, by all."""
    per_chip = market.board_price_per_chip(price * chips * rate, chips, rate)

    assert pytest.approx(price) == per_chip
    assert pytest.approx(0, abs=1e-9) == market.board_price_deviation(per_chip, price)
    assert pytest.approx(1) == market.board_price_deviation(2 * per_chip, price)


@pytest.mark.parametrize(
    ("arguments", "named"), [((1, 0, 7), "chips_per_module"), ((1, 8, 0), "cny_per_usd")]
)
def test_a_board_without_chips_or_rate_is_refused(
    arguments: tuple[float, float, float], named: str
) -> None:
    """The sentence names which divisor is missing."""
    with pytest.raises(ValueError, match=rf"^{named} is 0"):
        market.board_price_per_chip(*arguments)


MULTIPLES = [
    compute.h20_multiple_by_compute,
    compute.h20_multiple_by_bandwidth,
    compute.h20_multiple_by_memory,
    compute.ascend_910c_multiple_by_compute,
    compute.ascend_910c_multiple_by_bandwidth,
]
CONVERSIONS = [
    compute.orders_in_h20_as_reported,
    compute.gap_in_h20_as_reported,
    compute.gap_in_h20_by_compute,
    compute.gap_in_h20_by_bandwidth,
    compute.gap_in_h20_by_memory,
    compute.gap_in_910c_by_compute,
    compute.gap_in_910c_by_bandwidth,
]


@given(POSITIVE, POSITIVE)
def test_multiples_invert(ours: float, theirs: float) -> None:
    """Chips counted as others and back are the same chips."""
    for multiple in MULTIPLES:
        assert pytest.approx(1) == multiple(ours, theirs) * multiple(theirs, ours)


@given(CHIPS, CHIPS, st.floats(0.1, 10))
def test_equivalents_are_linear(some: float, others: float, multiple: float) -> None:
    """Chips converted together or apart come to the same, and back they are the same chips."""
    for converted in CONVERSIONS:
        apart = converted(some, multiple) + converted(others, multiple)
        assert pytest.approx(apart) == converted(some + others, multiple)
        assert pytest.approx(some) == converted(some, multiple) / multiple
