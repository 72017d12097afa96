"""Laws of revenue at stake: its three parts, the fee on it, and how it scales."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model import fees, stake
from h200analysis.model.fees import FeeBasis

CHIPS = st.floats(0, 1e7)
SHARES = st.floats(0, 1)
PRICES = st.floats(1, 1e6)
FACTORS = st.floats(0.01, 100)


@given(CHIPS, CHIPS, SHARES, CHIPS, PRICES)
def test_delivered_open_and_gone_are_the_orders(
    orders: float, firm: float, waiting: float, delivered: float, price: float
) -> None:
    """In every future the three parts add up to the reported orders at the reported price."""
    open_ = stake.open_orders_chips(firm, waiting, delivered)
    parts = (
        stake.delivered_usd(delivered, price),
        stake.open_orders_usd(open_, price),
        stake.gone_usd(orders, open_, delivered, price),
    )

    rounding = 1e-12 * price * (orders + firm + delivered)
    assert orders * price == pytest.approx(sum(parts), rel=1e-12, abs=rounding)


@given(CHIPS, SHARES, SHARES, SHARES, PRICES)
def test_no_part_is_below_nothing(
    orders: float, firm: float, waiting: float, delivered: float, price: float
) -> None:
    """Where orders are firm in part, and delivered in part, none of the three is negative."""
    sent = delivered * firm * orders
    open_ = stake.open_orders_chips(firm * orders, waiting, sent)

    assert stake.delivered_usd(sent, price) >= 0
    assert stake.open_orders_usd(open_, price) >= 0
    assert stake.gone_usd(orders, open_, sent, price) >= -1e-12 * orders * price


@given(CHIPS, SHARES, CHIPS)
def test_open_orders_are_what_waits(firm: float, waiting: float, delivered: float) -> None:
    """Open orders are never below 0, and with those delivered they are what still waited."""
    open_ = stake.open_orders_chips(firm, waiting, delivered)

    assert open_ >= 0
    assert open_ + delivered == pytest.approx(max(firm * waiting, delivered))


@given(CHIPS, CHIPS)
def test_where_nobody_waits_nothing_is_open(firm: float, delivered: float) -> None:
    """Once a government shut the door, all that is not delivered is gone."""
    assert stake.open_orders_chips(firm, 0, delivered) == 0


@given(CHIPS, SHARES, SHARES, CHIPS)
def test_waiting_moves_orders_from_gone_to_open(
    firm: float, one: float, other: float, delivered: float
) -> None:
    """The more orders wait, the more are open and the fewer gone."""
    less, more = (
        stake.open_orders_chips(firm, waiting, delivered) for waiting in sorted([one, other])
    )

    assert less <= more
    assert stake.gone_usd(firm, less, delivered, 1) >= stake.gone_usd(firm, more, delivered, 1)


@given(CHIPS, PRICES, SHARES, st.floats(0, 2))
def test_fees_are_linear_in_deliveries(
    chips: float, price: float, rate: float, customs: float
) -> None:
    """On every basis fee, duty and net add up to what buyers pay, as they do on one chip."""
    fee = stake.sale_fee_usd(rate, stake.delivered_usd(chips, price))
    duty = stake.import_duty_usd(customs, fee)
    totals = {FeeBasis.REVENUE_SHARE: fee, FeeBasis.SURCHARGE: fee, FeeBasis.IMPORT_DUTY: duty}

    for basis in FeeBasis:
        if basis is FeeBasis.GROSS_UP and rate == 1:
            continue  # refused: no price leaves the seller whole where the fee takes all
        each = fees.fee_per_chip(basis, price, rate, customs)
        paid = fees.buyer_pays(basis, price, each)
        net = stake.net_usd(chips, fees.seller_nets(paid, each))
        total = totals.get(basis, chips * each)
        assert chips * each == pytest.approx(total)
        assert chips * paid == pytest.approx(net + total)


@given(CHIPS, PRICES, FACTORS)
def test_revenue_scales_with_the_price(chips: float, price: float, factor: float) -> None:
    """At a price so many times as high, every sum of money is so many times as large."""
    for money in (
        stake.delivered_usd,
        stake.further_usd,
        stake.reported_usd,
        stake.open_orders_usd,
        stake.exposure_if_blocked_usd,
        stake.net_usd,
        lambda chips, price: stake.gone_usd(2 * chips, chips / 2, chips, price),
    ):
        assert factor * money(chips, price) == pytest.approx(money(chips, factor * price))


@given(CHIPS, CHIPS)
def test_the_share_delivered_gives_the_chips(delivered: float, orders: float) -> None:
    """Times the orders the share is what was delivered; it is above 1 where more came."""
    share = stake.delivered_share(delivered, orders)

    if orders > 1e-6:
        assert delivered == pytest.approx(share * orders)
        assert (share > 1) == (delivered > orders)


def test_nothing_ordered_is_all_delivered() -> None:
    """Without orders the delivered share is 1 by convention, as the fill rate is."""
    assert stake.delivered_share(0, 0) == 1


@given(st.floats(0, 1e12), SHARES, st.floats(0, 20), st.floats(0, 20))
def test_what_waits_longer_is_worth_no_more(
    usd: float, rate: float, one: float, other: float
) -> None:
    """Open orders are worth at most their sum today, and the less the longer they wait."""
    soon, late = sorted([one, other])
    near = stake.open_present_value_usd(usd, rate, soon)

    assert stake.open_present_value_usd(usd, rate, late) <= near <= usd
