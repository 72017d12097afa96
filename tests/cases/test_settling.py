"""Draws are added until the digits to be printed are held, or it is said that they are not."""

import pytest

from h200analysis import cases
from h200analysis.cases.settling import last_digit, settled
from h200analysis.chance.replicates import LEAST_DRAWS
from h200analysis.model import market


@pytest.mark.parametrize("digits", [1, 3, 4])
def test_two_errors_are_under_half_of_the_last_digit(digits: int, case: cases.Case) -> None:
    """Two of them, of every statistic, where it stopped and not at half of the draws."""
    found = settled(case, market.gap_at_list, digits=digits)
    every = (found.spread.low, found.spread.middle, found.spread.high, found.spread.mean)

    assert () == found.unsettled
    assert all(2 * (o.error or 0) < last_digit(o.value, digits) / 2 for o in every)
    if found.draws > LEAST_DRAWS:
        before = case.drawn(7, found.draws // 2).evaluate(market.gap_at_list)
        halves = (before.low, before.middle, before.high, before.mean)
        assert any(2 * (o.error or 0) >= last_digit(o.value, digits) / 2 for o in halves)


def test_the_last_digit_is_right_in_nineteen_runs_of_twenty(case: cases.Case) -> None:
    """Over a hundred seeds, each statistic lies within half a digit of a run of many more draws."""
    names = ("low", "middle", "high", "mean")
    truth = {n: getattr(case.drawn(999, 1 << 22).evaluate("stock_chips"), n).value for n in names}
    found = [settled(case, "stock_chips", digits=4, seed=seed).spread for seed in range(100)]
    right = {
        n: sum(
            abs(getattr(each, n).value - truth[n]) < last_digit(truth[n], 4) / 2 for each in found
        )
        for n in names
    }

    assert all(count >= 92 for count in right.values()), right


def test_what_cannot_be_held_is_said(case: cases.Case) -> None:
    """With too few draws allowed, each rough statistic gets a sentence."""
    found = settled(case, market.gap_at_list, digits=6, most=32_768)

    assert 32_768 == found.draws
    assert any(
        told.startswith("The p95 of gap_at_list is only known to within") and "6 digits" in told
        for told in found.unsettled
    )


def test_what_is_not_drawn_needs_no_more_draws(case: cases.Case) -> None:
    """A figure without error settles at once."""
    assert LEAST_DRAWS == settled(case.let(customs_value_share=0.5), "fee_rate", digits=9).draws


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
