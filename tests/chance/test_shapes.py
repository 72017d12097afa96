"""Every shape is drawn as it says: through its three numbers, within its bounds, rising."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaincinv, gammaincinv

from h200analysis.chance.quantiles import quantile
from h200analysis.evidence import Estimate


def _estimate(shape: Any, low: float, central: float, high: float, credibility: float) -> Estimate:
    return Estimate(
        since=date(2026, 1, 1), recorded=date(2026, 1, 1), central=central, low=low, high=high,
        credibility=credibility, shape=shape, assumed="A test.", quality="red",
    )  # fmt: skip


def _counted(shape: Any, first: float, second: float) -> Estimate:
    mean = first / second if shape == "gamma" else first / (first + second)
    return Estimate(
        since=date(2026, 1, 1), recorded=date(2026, 1, 1), central=mean, shape=shape,
        counts=(first, second), assumed="A test.", quality="red",
    )  # fmt: skip


def _at(estimate: Estimate, *shares: float) -> "np.ndarray[Any, np.dtype[np.float64]]":
    return quantile(estimate, np.array(shares))


def test_a_metalog_goes_through_its_three_numbers() -> None:
    """Median 140,000 with 5% at 10,000: no lognormal does that with 95% at 300,000."""
    found = _at(_estimate("metalog", 10_000, 140_000, 300_000, 0.9), 0.05, 0.5, 0.95)

    assert np.allclose([10_000, 140_000, 300_000], found)


def test_a_symmetric_metalog_has_the_lognormal_s_numbers() -> None:
    """Where the median is the geometric mean, both pass through the same three."""
    numbers = (560_000, 700_000, 875_000, 0.9)

    metalog = _at(_estimate("metalog", *numbers), 0.05, 0.5, 0.95)
    lognormal = _at(_estimate("lognormal", *numbers), 0.05, 0.5, 0.95)

    assert np.allclose(metalog, lognormal)


def test_a_pert_has_the_mean_of_its_weights() -> None:
    """Low, high and four times the mode, over six (Malcolm and others, 1959)."""
    shares = (np.arange(100_000) + 0.5) / 100_000
    drawn = quantile(_estimate("pert", 1, 2, 6, 1), shares)

    assert np.isclose((1 + 4 * 2 + 6) / 6, drawn.mean(), rtol=1e-4)
    assert drawn.min() > 1
    assert drawn.max() < 6


@given(
    counts=st.tuples(st.floats(0.5, 2000), st.floats(0.5, 2000)),
    shares=st.lists(st.floats(0, 1), min_size=1, max_size=20),
)
@pytest.mark.parametrize("shape", ["beta", "gamma"])
def test_an_inverse_is_read_as_exactly_as_it_can_be_told(
    shape: str, counts: tuple[float, float], shares: list[float]
) -> None:
    """To a ten-billionth of itself, at the ends and beyond the series among others."""
    first, second = counts
    estimate = _counted(shape, *counts)
    exact = betaincinv(first, second, shares)
    if shape == "gamma":
        exact = gammaincinv(first, shares) / second

    assert np.allclose(exact, _at(estimate, *shares), rtol=1e-10, atol=0)


def test_below_is_the_mirror_of_above() -> None:
    """What lies above a number and what lies below it are spread alike."""
    up = _at(_estimate("above", 2, 2, 3, 1), 0.1, 0.5, 0.9)
    down = _at(_estimate("below", 1, 2, 2, 1), 0.1, 0.5, 0.9)

    assert np.allclose(up - 2, (2 - down)[::-1])


@pytest.mark.parametrize(
    ("shape", "numbers"),
    [
        ("lognormal", (25_500, 27_000, 28_600, 0.9)),
        ("metalog", (10_000, 140_000, 300_000, 0.9)),
        ("pert", (10_000, 140_000, 145_000, 1)),
        ("above", (2e6, 2e6, 2.5e6, 1)),
        ("below", (8e5, 1.6e6, 1.6e6, 1)),
    ],
)
@given(shares=st.lists(st.floats(0.001, 0.999), min_size=2, max_size=20))
def test_a_quantile_rises_and_stays_in_bounds(
    shape: str, numbers: tuple[float, float, float, float], shares: list[float]
) -> None:
    """More of the futures lie below a larger value; a shape with bounds keeps them."""
    estimate = _estimate(shape, *numbers)

    drawn = _at(estimate, *sorted(shares))

    assert (np.diff(drawn) >= 0).all()
    assert (drawn > 0).all()
    if numbers[3] == 1:
        assert drawn.min() >= numbers[0]
        assert drawn.max() <= numbers[2]
