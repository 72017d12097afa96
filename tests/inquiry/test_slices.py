"""Twenty futures: their amounts, and the groups that they stand for."""

import pytest

from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry.end_states import groups
from h200analysis.inquiry.slices import shared, slices
from tests.inquiry.beliefs_of_days import AFTER, BEFORE, drawn


@pytest.mark.parametrize(
    ("shares", "count", "names"),
    [
        ({"a": 0.6, "b": 0.3, "c": 0.1}, 10, "aaaaaabbbc"),
        ({"a": 0.61, "b": 0.39}, 1, "a"),
        ({"a": 0.5, "b": 0.26, "c": 0.24}, 4, "aabc"),
        ({"a": 0, "b": 1}, 3, "bbb"),
    ],
)
def test_dots_are_shared_by_the_largest_remainder(
    shares: dict[str, float], count: int, names: str
) -> None:
    """Each group has the whole dots of its share, and the rest go to the largest remainders."""
    assert list(names) == shared({name: share * count for name, share in shares.items()}, count)


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_twenty_slices_are_those_of_the_belief(day: str) -> None:
    """They are the middles of twenty equal slices in dollars, least first; none below today's."""
    every = slices(drawn(day))
    chips = drawn(day).belief.amounts(LAST_DAY, 20)
    price = drawn(day).case.evaluate("unit_price_usd").value

    assert [chip * price for chip in chips] == [each.amount.value for each in every]
    assert sorted(chips) == list(chips)
    assert min(chips) >= drawn(day).belief.reported


def test_no_delivery_is_no_open_door_alone() -> None:
    """The dots without a delivery are shared among the ways in which the year can end."""
    groups = {each.group for each in slices(drawn(BEFORE)) if each.amount.value == 0}

    assert groups >= {"washington_shut", "beijing_shut"}


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_all_dots_are_shared_as_all_futures_are(day: str) -> None:
    """No group has more or fewer of the twenty dots than its share of the futures, to a dot."""
    every = [each.group for each in slices(drawn(day))]
    for name, mask in groups(drawn(day)).items():
        assert abs(every.count(name) - 20 * drawn(day).belief.mean(mask)[0]) < 1
