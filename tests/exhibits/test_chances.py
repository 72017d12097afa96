"""Odds in words: the nearest simple fraction, and certainty only where there is certainty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.exhibits.chances import in_words, whole_percent


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0, "nil"),
        (0.004, "less than one in a hundred"),
        (0.011, "about one in fifty"),
        (0.103, "about one in ten"),
        (0.34, "about one in three"),
        (0.45, "a little worse than even"),
        (0.49, "about even"),
        (0.54, "a little better than even"),
        (0.58, "about three in five"),
        (0.97, "about forty-nine in fifty"),
        (0.995, "more than ninety-nine in a hundred"),
        (1, "certain"),
        (1 - 1e-12, "certain"),  # what a sum of weights leaves
    ],
)
def test_a_chance_in_words(chance: float, words: str) -> None:
    """A chance is told as the simple fraction that lies nearest."""
    assert words == in_words(chance)


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_rise_with_the_chance(one: float, other: float) -> None:
    """Nobody is told a smaller fraction for a larger chance."""
    order = [in_words(number / 1000) for number in range(1001)]
    low, high = sorted((one, other))

    assert order.index(in_words(round(low, 3))) <= order.index(in_words(round(high, 3)))


@pytest.mark.parametrize(
    ("chance", "text"),
    [
        (0, "0%"),
        (0.004, "0.4%"),
        (0.088, "9%"),
        (0.0951, "10%"),
        (0.535, "54%"),
        (0.994, "99%"),
        (0.9987, "99.9%"),
        (1, "100%"),
    ],
)
def test_a_chance_in_per_cent(chance: float, text: str) -> None:
    """Chances stand in whole per cent, so that those in a column can be compared."""
    assert text == whole_percent(chance)
