"""How draws are spread: parts of them in equal steps, weighed where draws have weights."""

import numpy as np
import pytest

from h200analysis.chance.density import STEPS, density


def test_even_draws_are_an_even_strip() -> None:
    """Draws from 0 to 1 fill every step alike; what lies in the tails is left out."""
    found = density(np.linspace(0, 1, 100_001))

    assert found is not None
    assert pytest.approx((0.005, 0.995), abs=1e-3) == (found.low, found.high)
    assert pytest.approx([0.99 / STEPS] * STEPS, rel=0.01) == list(found.shares)


def test_weights_count() -> None:
    """A draw without weight is in no step, and one of double weight counts twice."""
    found = density([0.0, 0.0, 1.0, 9.0], [1.0, 1.0, 1.0, 0.0])

    assert found is not None
    assert (0, 1) == (found.low, found.high)
    assert pytest.approx((2 / 3, 1 / 3)) == (found.shares[0], found.shares[-1])


def test_the_first_draws_of_each_replicate_are_enough() -> None:
    """Of many draws the strip takes the first of every replicate, which lie as evenly as all."""
    few = np.random.default_rng(7).random((16, 1024))

    assert density(few) == density(np.hstack([few, few + 5]))


@pytest.mark.parametrize("values", [[3.0, 3.0], [1.0, np.inf]])
def test_what_has_no_spread_has_no_strip(values: list[float]) -> None:
    """One value, or one that never comes, is not drawn as a strip."""
    assert density(values) is None
