"""The means parted by the chance of a delivery: at our odds they are whole again."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import futures
from h200analysis.cases import Case
from h200analysis.cases.evaluation import Asked
from h200analysis.exhibits.prose import Page
from h200analysis.inquiry.end_states import delivery
from h200analysis.model import stake
from tests.inquiry.beliefs_of_days import AFTER, BEFORE, drawn

BEGUN_WITHOUT_A_NUMBER = "2026-07-20"
DAYS = (BEFORE, BEGUN_WITHOUT_A_NUMBER, AFTER)
SUMS: tuple[Asked, ...] = (
    stake.delivered_usd, stake.open_orders_usd, stake.gone_usd, stake.import_duty_usd,
    stake.net_usd,
)  # fmt: skip


@cache
def at_odds(day: str) -> Case:
    """Return the case of a day at the odds of a delivery, made once."""
    return futures.at_odds(drawn(day))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("asked", SUMS)
def test_at_our_odds_the_answer_is_the_mean_over_all_futures(day: str, asked: Asked) -> None:
    """Law of total expectation: both branches by their chances are the mean, digit for digit."""
    whole, parted = drawn(day).at_mean().evaluate(asked), at_odds(day).evaluate(asked)

    assert parted.value == pytest.approx(whole.value, rel=1e-9)
    assert Page().text(parted) == Page().text(whole)


@pytest.mark.parametrize("day", DAYS)
def test_the_slider_begins_at_the_chance_that_is_printed(day: str) -> None:
    """It runs from 0 to 1 by percentage points, and names any delivery, or another."""
    slides = at_odds(day).on_sliders("delivery_chance", "fee_rate").slides()
    slide = slides[0]
    again = "another" if drawn(day).has_begun else "any"

    assert slide.value == delivery(drawn(day)).value
    assert (slide.low, slide.high, slide.step) == (0, 1, 0.01)
    assert slide.title == f"Chance of {again} delivery in 2026"


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_without_a_delivery_what_has_come_is_left(day: str) -> None:
    """At a chance of 0 no chip comes beyond those reported: none before the first delivery."""
    given = at_odds(day).given

    assert given["delivered_if_none_chips"].value == pytest.approx(drawn(day).belief.reported)
    assert given["delivered_if_any_chips"].value > given["delivered_if_none_chips"].value


@given(chance=st.floats(0, 1), day=st.sampled_from([BEFORE, AFTER]))
def test_the_parts_are_the_orders_at_any_odds(chance: float, day: str) -> None:
    """Delivered, open and gone add up to the reported orders wherever the slider stands."""
    case = at_odds(day)
    moved = {**case.given}
    moved["delivery_chance"] = replace(moved["delivery_chance"], value=chance)
    asked = replace(case, given=moved)
    parts = (stake.delivered_usd, stake.open_orders_usd, stake.gone_usd)

    total = sum(asked.evaluate(part).value for part in parts)
    assert total == pytest.approx(asked.evaluate("orders_at_list").value)
