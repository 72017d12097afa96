"""What buyers take as time goes by: what is left of firm demand, and the lots to expect."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model.uptake import kept_share, lots_expected

MONTHS = st.floats(0, 60)


def test_demand_is_lost_as_by_hand() -> None:
    """At 0.1 a month, ten months leave exp(-1) of firm demand."""
    assert kept_share(0.1, 10) == pytest.approx(math.exp(-1))


@given(st.floats(0, 2), MONTHS, MONTHS)
def test_what_waits_twice_keeps_the_product(loss: float, first: float, then: float) -> None:
    """What is lost in a month is a part of what is left, however the months are counted."""
    both = kept_share(loss, first) * kept_share(loss, then)

    assert kept_share(loss, first + then) == pytest.approx(both)


def test_lots_are_expected_as_by_hand() -> None:
    """360,000 a year, half of demand left: a month brings 15,000, one lot of that many."""
    assert lots_expected(360_000, 0.5, 1 / 12, 15_000) == pytest.approx(1)


def test_lots_of_nothing_are_none() -> None:
    """Where a lot is nothing, none is expected, and nothing is divided by it."""
    assert lots_expected(360_000, 0.5, 1, 0) == 0
