"""Draws are added until the digits to be printed are held, or it is said that they are not."""

import pytest

from h200analysis import cases
from h200analysis.cases.settling import last_digit, settled
from h200analysis.model import market


@pytest.mark.parametrize("digits", [1, 2, 3])
def test_the_error_is_under_half_of_the_last_digit(digits: int, case: cases.Case) -> None:
    """Of every statistic, at the number of draws where it stopped and not at half of it."""
    found = settled(case, market.gap_at_list, digits=digits)
    every = (found.spread.low, found.spread.middle, found.spread.high, found.spread.mean)

    assert () == found.unsettled
    assert all((o.error or 0) < last_digit(o.value, digits) / 2 for o in every)
    if found.draws > 1024:
        before = case.drawn(7, found.draws // 2).evaluate(market.gap_at_list)
        halves = (before.low, before.middle, before.high, before.mean)
        assert any((o.error or 0) >= last_digit(o.value, digits) / 2 for o in halves)


def test_what_cannot_be_held_is_said(case: cases.Case) -> None:
    """With too few draws allowed, each rough statistic gets a sentence."""
    found = settled(case, market.gap_at_list, digits=6, most=4096)

    assert 4096 == found.draws
    assert any(
        told.startswith("The p95 of gap_at_list still moves by") and "6 digits" in told
        for told in found.unsettled
    )


def test_what_is_not_drawn_needs_no_more_draws(case: cases.Case) -> None:
    """A figure without error settles at once."""
    assert 1024 == settled(case.let(customs_value_share=0.5), "fee_rate", digits=9).draws


def test_no_digit_is_refused(case: cases.Case) -> None:
    """Nothing can be printed with less than one digit."""
    with pytest.raises(ValueError, match="digits is 0; expected a whole number, 1 or more"):
        settled(case, market.gap_at_list, digits=0)


@pytest.mark.parametrize(
    ("value", "digits", "worth"),
    [(38.3e9, 3, 1e8), (27_000, 2, 1e3), (-0.25, 2, 0.01), (0, 3, 0), (1, 1, 1)],
)
def test_a_last_digit_has_its_worth(value: float, digits: int, worth: float) -> None:
    """38.3 billion in three digits is known to a tenth of a billion."""
    assert worth == pytest.approx(last_digit(value, digits))
