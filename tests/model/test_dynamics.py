"""How policy moves: the test chain to eight digits, events, dwell, and laws of chances."""

from collections.abc import Callable
from itertools import pairwise
from math import exp, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model.dynamics import (
    Chances,
    Matrix,
    check_matrix,
    expected_total,
    negative_binomial_hazards,
    path,
    path_with_random_event,
    stationary,
    step,
    weibull_hazards,
    with_dwell,
)

CHAIN = ((0.8, 0.15, 0.05), (0.1, 0.8, 0.1), (0.05, 0.05, 0.9))
BAN = (1.0, 0.0, 0.0)
STAY = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
OPEN = ((0.0, 0.0, 1.0),) * 3


@pytest.mark.parametrize(
    ("month", "chances"),
    [
        (2, (0.6575, 0.2425, 0.1)),
        (4, (0.48131875, 0.32874375, 0.1899375)),
        (12, (0.28993916, 0.33243055, 0.37763029)),
    ],
)
def test_the_test_chain(month: int, chances: Chances) -> None:
    """Ban, conditional, open after two, four and twelve months."""
    assert pytest.approx(chances, abs=5e-9) == path(BAN, CHAIN, 12, {})[month]


def test_where_the_chain_settles() -> None:
    """Six, seven and ten parts of twenty-three."""
    assert pytest.approx((6 / 23, 7 / 23, 10 / 23), rel=1e-12) == stationary(CHAIN)


def test_a_cycle_settles_too() -> None:
    """Two states that only swap places are each in force half of the time."""
    assert pytest.approx((0.5, 0.5)) == stationary(((0.0, 1.0), (1.0, 0.0)))


def test_expected_open_months() -> None:
    """Gates of 0, 0.4 and 1 over twelve months: 4.516989 months' worth of open gate."""
    opened = expected_total(path(BAN, CHAIN, 12, {}), (0, 0.4, 1))

    assert pytest.approx(4.516989, abs=5e-7) == opened


def test_an_event_is_applied_once() -> None:
    """After the month of an opening all is open; before it nothing has changed."""
    run = path(BAN, STAY, 4, {3: OPEN})

    assert (BAN, BAN, BAN) == run[:3]
    assert ((0.0, 0.0, 1.0),) * 2 == run[3:]


def test_an_event_of_uncertain_date_is_a_mixture() -> None:
    """A quarter's chance in month 1, a half in month 2, none otherwise: 0.25, then 0.75."""
    run = path_with_random_event(BAN, STAY, 2, OPEN, (0.25, 0.5, 0.25))

    assert pytest.approx((0.75, 0, 0.25)) == run[1]
    assert pytest.approx((0.25, 0, 0.75)) == run[2]


def test_weibull_hazards_follow_the_survival() -> None:
    """The chances of staying multiply to exp(-(months / scale)^shape)."""
    staying = 1.0
    for hazard in weibull_hazards(4, 0.7, 6):
        staying *= 1 - hazard

    assert isclose(exp(-((6 / 4) ** 0.7)), staying)


def test_hazards_fall_or_rise_with_the_shape() -> None:
    """Below a shape of 1 a ban that has lasted is likelier to last; above, to end."""
    falling, rising = weibull_hazards(4, 0.5, 8), weibull_hazards(4, 2, 8)

    assert all(later < earlier for earlier, later in pairwise(falling))
    assert all(later > earlier for earlier, later in pairwise(rising))


def test_one_stage_has_no_memory() -> None:
    """With one stage the negative binomial is geometric; with more it starts at nothing."""
    assert pytest.approx((0.3,) * 5) == negative_binomial_hazards(0.3, 1, 5)
    assert pytest.approx((0, 0.09, 2 * 0.3**2 * 0.7 / (1 - 0.09))) == (
        negative_binomial_hazards(0.3, 2, 3)
    )


def test_a_state_that_is_surely_left_has_a_chance_of_one() -> None:
    """Where nobody can have stayed, the next chance of leaving is 1: no division, no overflow."""
    assert (0, 1, 1, 1) == negative_binomial_hazards(1.0, 2, 4)
    assert (1, 1, 1) == weibull_hazards(0.001, 200, 3)


def test_a_dwell_without_memory_is_the_chain() -> None:
    """If the chance of leaving never changes, ages make no difference."""
    widened = with_dwell(CHAIN, 0, (0.2,) * 4)
    run = path((1.0, 0, 0, 0, 0.0, 0), widened, 12, {})[12]
    plain = path(BAN, CHAIN, 12, {})[12]

    assert pytest.approx(plain) == (sum(run[:4]), run[4], run[5])


def test_a_dwell_with_memory_keeps_who_stays() -> None:
    """A state that is left for sure in its second month is left for sure."""
    run = path((1.0, 0, 0, 0), with_dwell(CHAIN, 0, (0.0, 1.0)), 2, {})

    assert pytest.approx((0, 1, 0, 0)) == run[1]
    assert pytest.approx((0, 0, 0.75, 0.25)) == run[2]


@pytest.mark.parametrize(
    ("matrix", "states", "told"),
    [
        (((0.5, 0.4), (0, 1)), 2, "the sum of row 1 is 0.9; expected 1"),
        (((0.5, 0.5), (25, 0)), 2, "matrix.1..0. is 25; expected a share"),
        (((1.0,),), 2, "the number of rows is 1; expected 2, one a state"),
        (((1.0,), (1.0,)), 2, "the length of row 1 is 1; expected 2"),
        (((float("nan"), 1), (0, 1)), 2, "matrix.0..0. is nan"),
    ],
)
def test_a_matrix_of_no_chances_is_refused(matrix: Matrix, states: int, told: str) -> None:
    """Rows are distributions over the same states, to twelve digits."""
    with pytest.raises(ValueError, match=told):
        check_matrix(matrix, states)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (
            lambda: path(BAN, CHAIN, 0, {}),
            "months is 0; expected a whole number",
        ),
        (lambda: path((0.5, 0.4, 0), CHAIN, 1, {}), "the sum of the start"),
        (lambda: path_with_random_event(BAN, STAY, 2, OPEN, (1.0,)), "length of date_chances is 1"),
        (lambda: expected_total(path(BAN, CHAIN, 1, {}), (1,)), "the length of values is 1"),
        (lambda: weibull_hazards(0, 1, 1), "scale is 0"),
        (lambda: weibull_hazards(1, 0, 1), "shape is 0"),
        (lambda: weibull_hazards(1, 1, 0), "months is 0"),
        (lambda: negative_binomial_hazards(2, 1, 1), "chance is 2"),
        (lambda: negative_binomial_hazards(0.5, 0, 1), "stages is 0"),
        (lambda: with_dwell(STAY, 0, (0.5,)), "the chance of leaving the state is 0"),
        (lambda: with_dwell(CHAIN, -1, (0.5,)), "state is -1; expected a whole number, 0 or more"),
        (lambda: with_dwell(CHAIN, 3, (0.5,)), "state is 3; expected 0 to 2"),
        (lambda: path(BAN, CHAIN, 2, {3: OPEN}), "the month of an event is 3; expected 1 to 2"),
        (lambda: path(BAN, CHAIN, 2, {0: OPEN}), "the month of an event is 0; expected 1 to 2"),
        (lambda: with_dwell(CHAIN, 0, ()), "the number of hazards is 0"),
        (lambda: with_dwell(CHAIN, 0, (1.5,)), "hazards.0. is 1.5"),
    ],
)
def test_what_cannot_be_is_refused(call: Callable[[], object], told: str) -> None:
    """Each argument out of range is named in one sentence."""
    with pytest.raises(ValueError, match=told):
        call()


rows = st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any)


def _row(weights: list[int]) -> Chances:
    return tuple(weight / sum(weights) for weight in weights)


@given(rows, st.lists(rows, min_size=3, max_size=3))
def test_chances_stay_chances(start: list[int], weights: list[list[int]]) -> None:
    """A step leaves a distribution a distribution, and the settled one unmoved."""
    matrix = tuple(_row(row) for row in weights)
    after = step(_row(start), matrix)
    settled = stationary(matrix)

    assert isclose(1, sum(after))
    assert all(0 <= chance <= 1 + 1e-12 for chance in after)
    assert pytest.approx(settled, abs=1e-9) == step(settled, matrix)
