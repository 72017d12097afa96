"""Sharing chips among customers, and what becomes of applications."""

from collections.abc import Callable, Sequence
from math import inf, isclose
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model.allocation import by_priority, max_min_fair, pro_rata
from h200analysis.model.licensing import licence_pipeline
from h200analysis.model.margins import blended_margin

Rule = Callable[[float, Sequence[float], float], tuple[float, ...]]
RULES: tuple[Rule, ...] = (pro_rata, by_priority, max_min_fair)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(pro_rata, (30, 20, 10)), (by_priority, (60, 0, 0)), (max_min_fair, (20, 20, 20))],
)
def test_sixty_chips_for_three(rule: Rule, expected: tuple[float, ...]) -> None:
    """Orders of 90, 60 and 30: in proportion, the first alone, or alike."""
    assert pytest.approx(expected) == rule(60, (90, 60, 30), inf)


def test_what_one_cannot_take_goes_to_the_others() -> None:
    """A limit of 25 for one buyer, or a small order, leaves more for the rest."""
    assert pytest.approx((25, 70 / 3, 35 / 3)) == pro_rata(60, (90, 60, 30), 25)
    assert pytest.approx((25, 25, 10)) == max_min_fair(60, (90, 60, 10), inf)
    assert (25, 25, 10) == by_priority(60, (90, 60, 30), 25)


@pytest.mark.parametrize("rule", RULES)
@given(
    st.floats(0, 1e6),
    st.lists(st.floats(0, 1e6), min_size=1, max_size=6),
    st.floats(0, 1e6),
)
def test_all_that_can_be_placed_is(
    rule: Rule, chips: float, orders: list[float], limit: float
) -> None:
    """The shares add up, and nobody gets more than ordered or than the limit."""
    shares = rule(chips, orders, limit)
    most = sum(min(order, limit) for order in orders)

    assert isclose(min(chips, most), sum(shares), rel_tol=1e-9, abs_tol=1e-3)
    assert all(-1e-9 <= share <= min(order, limit) + 1e-6
               for share, order in zip(shares, orders, strict=True))  # fmt: skip


@pytest.mark.parametrize("rule", [pro_rata, max_min_fair])
@given(st.floats(0, 1e5), st.permutations([10_000.0, 20_000.0, 50_000.0]))
def test_the_order_of_customers_makes_no_difference(
    rule: Rule, chips: float, orders: list[float]
) -> None:
    """Who is named first gets no more."""
    sorted_shares = dict(zip(sorted(orders), rule(chips, sorted(orders), 30_000), strict=True))
    shares = dict(zip(orders, rule(chips, orders, 30_000), strict=True))

    assert pytest.approx(sorted_shares) == shares


def test_arrays_are_shared_draw_by_draw() -> None:
    """An array of chips gives each customer an array."""
    drawn: Any = np.array([60.0, 18.0])

    found = pro_rata(drawn, (90, 60, 30), inf)

    assert np.allclose([[30, 9], [20, 6], [10, 3]], found)


@pytest.mark.parametrize(
    ("chips", "orders", "limit", "told"),
    [
        (-1, (1,), 1, "chips is -1"),
        (1, (), 1, "the number of customers is 0"),
        (1, (-1,), 1, "orders.0. is -1"),
        (1, (1,), -1, "limit_per_customer is -1"),
        (float("nan"), (1,), 1, "chips is nan"),
        (10, (inf, 2), inf, "orders.0. is inf; expected a finite number of chips, 0 or more"),
    ],
)
def test_what_cannot_be_shared_is_refused(
    chips: float, orders: tuple[float, ...], limit: float, told: str
) -> None:
    """Each argument out of range is named in one sentence."""
    with pytest.raises(ValueError, match=told):
        pro_rata(chips, orders, limit)


def test_applications_become_orders() -> None:
    """Filed in January, decided two months later by that month's share, half of it ordered."""
    found = licence_pipeline((100, 200, 0, 0), 2, (0, 0, 0.5, 1), 0.5)

    assert (0, 0, 50, 200) == found.approved
    assert (0, 0, 25, 100) == found.ordered
    assert (0, 0, 50, 250) == found.ceiling


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (((), 0, (), 1), "the number of months is 0"),
        (((1,), -1, (1,), 1), "review_months is -1"),
        (((1,), 0, (1, 1), 1), "the length of approval_shares is 2"),
        (((1,), 0, (25,), 1), "approval_shares.0. is 25"),
        (((1,), 0, (1,), 2), "conversion_share is 2"),
        (((-1,), 0, (1,), 1), "applications.0. is -1"),
    ],
)
def test_a_pipeline_that_cannot_be_is_refused(
    arguments: tuple[tuple[float, ...], int, tuple[float, ...], float], told: str
) -> None:
    """Each argument out of range is named in one sentence."""
    with pytest.raises(ValueError, match=told):
        licence_pipeline(*arguments)


@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=6),
    st.integers(0, 7),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_no_more_is_approved_than_filed(
    filed: list[float], lag: int, approval: float, conversion: float
) -> None:
    """Nor more ordered than approved; the ceiling only rises."""
    found = licence_pipeline(filed, lag, (approval,) * len(filed), conversion)

    assert found.ceiling[-1] <= sum(filed) * (1 + 1e-9)
    assert all(o <= a for o, a in zip(found.ordered, found.approved, strict=True))
    assert list(found.ceiling) == sorted(found.ceiling)


def test_a_company_s_margin_is_weighed_by_revenue() -> None:
    """85% of revenue at 71% and 15% at 60% make 69.35%."""
    assert pytest.approx(0.6935) == blended_margin((85, 15), (0.71, 0.60))


@pytest.mark.parametrize(
    ("revenues", "margins", "told"),
    [((1, 2), (0.5,), "the number of margins is 1"), ((0, 0), (1, 1), "the sum of revenues is 0")],
)
def test_lines_of_business_are_checked(
    revenues: tuple[float, ...], margins: tuple[float, ...], told: str
) -> None:
    """A margin for each line, and some revenue."""
    with pytest.raises(ValueError, match=told):
        blended_margin(revenues, margins)
