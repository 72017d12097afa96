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


@pytest.mark.parametrize(
    ("told", "call"),
    [
        ("cleared_share is 25", lambda: shipping.sent_now_usd(1, 25, 1, 1, 1)),
        ("cleared_share is -1", lambda: shipping.sent_on_word_usd(1, -1, 1, 1, 1, 0.1, 1)),
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
