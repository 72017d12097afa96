"""The end of the year: every future ends in one state, and the states make up the whole."""

import pytest

from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry.end_states import end_states, groups
from tests.inquiry.beliefs_of_days import AFTER, BEFORE, drawn


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_the_states_make_up_the_headline(day: str) -> None:
    """Odds add up to one, and odds times mean to the mean of all futures."""
    every = end_states(drawn(day))
    mean = drawn(day).expected("delivered_chips").value

    assert 1 == pytest.approx(sum(end.chance.value for end in every), abs=1e-12)
    assert mean == pytest.approx(sum(e.chance.value * e.chips.mean.value for e in every), rel=1e-12)


def test_the_chances_of_a_delivery_make_up_that_of_any() -> None:
    """Odds times the chance of a delivery in each state add up to the chance of any delivery."""
    every = end_states(drawn(BEFORE))
    chance = sum(end.chance.value * end.delivery.value for end in every)

    assert drawn(BEFORE).belief.arrived < 0.01
    assert chance == pytest.approx(drawn(BEFORE).belief.any_by(LAST_DAY)[0], abs=1e-9)


def test_every_future_ends_in_one_group() -> None:
    """Washington shut, Beijing shut, or both open: one of the three, and no two."""
    shares = [mask.astype(int) for mask in groups(drawn(BEFORE)).values()]

    assert (sum(shares) == 1).all()
