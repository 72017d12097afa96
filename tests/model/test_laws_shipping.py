"""Laws of the shipping decision, and of the small sums that check reports against each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model import clearance, crosschecks, shipping

SHARES = st.floats(0, 1)
PRICES = st.floats(1, 1e6)
LOTS = st.floats(0, 1e7)


@given(LOTS, SHARES, PRICES, SHARES, SHARES)
def test_waiting_without_loss_is_never_worse(
    lot: float, cleared: float, price: float, salvage: float, duty: float
) -> None:
    """Sent on word, without delay, a lot brings no less than sent at once: it pays no idle duty."""
    at_salvage, at_duty = salvage * price, duty * price
    now = shipping.sent_now_usd(lot, cleared, price, at_salvage, at_duty)
    word = shipping.sent_on_word_usd(lot, cleared, price, at_salvage, at_duty, 0.1, 0)

    assert now <= word + 1e-6 * max(abs(word), 1)


@given(LOTS, PRICES, SHARES, SHARES)
def test_sent_at_the_needed_chance_equals_the_salvage(
    lot: float, price: float, salvage: float, rate: float
) -> None:
    """At the chance where sending just pays, the lot brings what it costs: price of salvage."""
    cost = duty = rate * price / 2
    at_salvage = salvage * price / 2
    chance = clearance.chance_needed_to_build(price, cost, at_salvage, duty)
    if 0 <= chance <= 1:
        brought = shipping.sent_now_usd(lot, chance, price, at_salvage, duty)
        assert lot * cost == pytest.approx(brought, rel=1e-9, abs=1e-3)


ELASTICITIES = st.floats(0.2, 5)
FLOWS = st.floats(1, 1e6)


@given(PRICES, LOTS, LOTS, FLOWS, ELASTICITIES)
def test_more_sold_elsewhere_never_raises_the_price(
    price: float, lot: float, more: float, need: float, elasticity: float
) -> None:
    """The price falls with the lot, from today's price for none; the easier, the stiffer demand."""
    of = shipping.next_best_price_usd
    sold = of(price, lot, need, elasticity)

    assert price == of(price, 0, need, elasticity)
    assert of(price, lot + more, need, elasticity) <= sold <= price
    assert sold <= of(price, lot, need, 2 * elasticity) * (1 + 1e-12)
    assert sold <= of(price, lot, 2 * need, elasticity) * (1 + 1e-12)


@given(PRICES, FLOWS, ELASTICITIES, st.floats(0.01, 100), st.floats(1.01, 10))
def test_revenue_elsewhere_rises_up_to_the_monopoly_quantity(
    price: float, need: float, elasticity: float, lot: float, times: float
) -> None:
    """It rises with the lot up to elasticity / (1 - elasticity) of a year's sales, then falls.

    Where demand is elastic there is no such quantity: more sold always brings more.
    """
    year = 12 * need
    best = elasticity / (1 - elasticity) * year if elasticity < 1 else float("inf")

    def revenue(chips: float) -> float:
        return shipping.sold_elsewhere_usd(
            chips, shipping.next_best_price_usd(price, chips, need, elasticity)
        )

    less, more = revenue(lot * year), revenue(lot * year * times)
    if lot * year * times <= best:
        assert less <= more * (1 + 1e-9)
    if lot * year >= best:
        assert more <= less * (1 + 1e-9)


@given(LOTS, st.floats(1, 1e7))
def test_what_clears_is_a_share_of_the_batch(further: float, batch: float) -> None:
    """It rises with what is let in, and is all of the batch once that much is."""
    cleared = shipping.cleared_share(further, batch)

    assert 0 <= cleared <= 1
    assert (cleared == 1) == (further >= batch)
    assert cleared <= shipping.cleared_share(further + 1, batch)


@pytest.mark.parametrize(
    ("told", "call"),
    [
        ("cleared_share is 25", lambda: shipping.sent_now_usd(1, 25, 1, 1, 1)),
        ("cleared_share is -1", lambda: shipping.sent_on_word_usd(1, -1, 1, 1, 1, 0.1, 1)),
        ("first_batch_high_chips is 0", lambda: shipping.cleared_share(1, 0)),
        ("us_need_per_month is 0", lambda: shipping.next_best_price_usd(1, 1, 0, 1)),
        ("elsewhere_elasticity is 0", lambda: shipping.next_best_price_usd(1, 1, 1, 0)),
        ("delay_years is -1", lambda: shipping.sent_on_word_usd(1, 1, 1, 1, 1, 0.1, -1)),
        ("whole_chips is 0", lambda: crosschecks.share_of_chips(1, 0)),
        ("whole_usd is 0", lambda: crosschecks.share_of_revenue(1, 0)),
    ],
)
def test_what_makes_no_sense_is_refused(told: str, call: object) -> None:
    """A share in per cent, a negative delay, a whole of nothing: one sentence each."""
    with pytest.raises(ValueError, match=told):
        call()  # type: ignore[operator]


@given(st.floats(1, 1e6), st.floats(1, 64), st.floats(0.1, 10))
def test_cross_checks_scale(amount: float, each: float, factor: float) -> None:
    """Twice as many boards, operations or buyers give twice as much; parts of it the same share."""
    for sum_of in (crosschecks.processing_performance, crosschecks.chips_on_modules,
                   crosschecks.quota_total):  # fmt: skip
        assert factor * sum_of(amount, each) == pytest.approx(sum_of(factor * amount, each))
    assert crosschecks.share_of_chips(factor * each, factor * amount) == pytest.approx(
        crosschecks.share_of_chips(each, amount)
    )
