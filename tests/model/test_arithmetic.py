"""Arithmetic reads plain numbers and arrays alike, and refuses in sentences."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from h200analysis.model import arithmetic, domains
from h200analysis.model.units import Share

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
MODERATE = st.floats(-1e150, 1e150)
WAYS = [float, np.float64, np.asarray, np.atleast_1d]


@given(NUMBERS, NUMBERS)
def test_larger_and_smaller(a: float, b: float) -> None:
    """The larger and the smaller of two are those two, in order."""
    assert sorted([a, b]) == [arithmetic.minimum(a, b), arithmetic.maximum(a, b)]


@pytest.mark.parametrize("pair", [(math.nan, 1.0), (1.0, math.nan)])
@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_a_number_stays_so(pair: tuple[float, float], way: Any) -> None:
    """A missing number is never hidden behind a sound one, whichever stands first."""
    a, b = map(way, pair)

    assert np.isnan(arithmetic.maximum(a, b)).all()
    assert np.isnan(arithmetic.minimum(a, b)).all()


@given(NUMBERS, NUMBERS)
def test_arrays_and_numbers_agree(a: float, b: float) -> None:
    """An array beside a plain number, on either side, gives what two plain numbers give."""
    for function in (arithmetic.maximum, arithmetic.minimum):
        expected = function(a, b)
        assert [expected] == list(np.atleast_1d(function(np.array([a]), b)))  # type: ignore[arg-type]
        assert [expected] == list(np.atleast_1d(function(a, np.array([b]))))  # type: ignore[arg-type]


@given(st.booleans(), NUMBERS, NUMBERS)
def test_where_chooses(condition: bool, a: float, b: float) -> None:
    """The first value where the comparison holds, else the second; arrays element by element."""
    both: Any = np.array([condition, not condition])

    assert (a if condition else b) == arithmetic.where(condition, a, b)
    assert [a, b] == list(arithmetic.where(both, a, b))[:: 1 if condition else -1]  # type: ignore[call-overload]


@given(st.floats(-700, 700))
def test_log_undoes_exp(a: float) -> None:
    """The logarithm of e to a power is the power, for numbers and for arrays."""
    array: Any = np.array([a])

    assert pytest.approx(a, abs=1e-12) == arithmetic.log(arithmetic.exp(a))
    assert pytest.approx([a], abs=1e-12) == arithmetic.log(arithmetic.exp(array))


@given(st.lists(MODERATE))
@example([1e100, 1.0, -1e100])
def test_floats_are_added_as_arrays_are(terms: list[float]) -> None:
    """A sum of floats has every digit of the same sum over arrays, on every Python."""
    arrays: Any = [np.array([term]) for term in terms]

    assert [arithmetic.sum_of(terms)] == [*np.atleast_1d(arithmetic.sum_of(arrays))]


@given(MODERATE, st.floats(1e-150, 1e150))
def test_ratio_divides(a: float, b: float) -> None:
    """A ratio is the quotient wherever there is something to divide by."""
    assert a / b == arithmetic.ratio(a, b, if_zero=7)


@given(NUMBERS)
def test_ratio_to_zero_is_what_it_was_told(a: float) -> None:
    """Where there is nothing to divide by, the given value stands, and nothing warns."""
    divisors: Any = np.array([0.0, 1.0])

    assert arithmetic.ratio(a, 0, if_zero=7) == 7
    assert [7, a] == list(arithmetic.ratio(a, divisors, if_zero=7))  # type: ignore[call-overload]


@pytest.mark.parametrize("divisor", [0, -1.5, math.nan])
@pytest.mark.parametrize("way", WAYS)
def test_a_divisor_that_is_not_positive_is_refused(divisor: float, way: Any) -> None:
    """Dividing by nothing, or by less, is refused in a sentence that names the divisor."""
    with pytest.raises(ValueError, match=rf"^stock_chips is {divisor:g}; expected more than 0"):
        arithmetic.divide(1, way(divisor), "stock_chips")


@pytest.mark.parametrize("value", [25, 1.0001, -0.1, math.nan, math.inf])
@pytest.mark.parametrize("way", WAYS)
def test_a_share_beyond_one_is_refused(value: float, way: Any) -> None:
    """Percent in place of a share, or less than nothing, is refused with a hint."""
    with pytest.raises(ValueError, match=rf"^fee_rate is {value:g}; expected a share.*0\.25"):
        domains.check("fee_rate", way(value), Share)


def test_the_first_offending_element_is_named() -> None:
    """Of an array the sentence shows what was wrong, not what was right."""
    rates: Any = np.array([[0.25, 0.5], [25.0, 50.0]])

    with pytest.raises(ValueError, match=r"^fee_rate is 25; expected"):
        domains.check("fee_rate", rates, Share)


@given(st.floats(0, 1))
def test_a_share_passes_unchanged(value: float) -> None:
    """A share from 0 to 1 comes back as it is, its bounds included."""
    assert value == domains.check("fee_rate", value, Share)
