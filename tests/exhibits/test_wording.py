"""One wording of numbers: scaled, rounded half up to significant digits, no trailing zeros."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.exhibits.wording import EXACT, digits_allowed, signed, worded

TABLE = [
    (1_300_000, "chip", 3, "1.3 million chips"),
    (1_300_000, "chip", 2, "1.3 million chips"),
    (233_333.33, "chip", 3, "233,000 chips"),
    (233_333.33, "chip", EXACT, "233,333 chips"),
    (233_333.33, "chip", 2, "230,000 chips"),
    (1, "chip", 3, "1 chip"),
    (0, "chip", 3, "0 chips"),
    (-1e-16, "share", 3, "0%"),
    (-0.4, "USD/chip", EXACT, "$0"),
    (8_695_946, "H20 chip", 3, "8.7 million H20 chips"),
    (35.1e9, "USD", 3, "$35.1 billion"),
    (35.1e9, "USD", 2, "$35 billion"),
    (54e9, "USD", 2, "$54 billion"),
    (540e6, "USD", 2, "$540 million"),
    (999.6e6, "USD", 3, "$1 billion"),
    (999.4e6, "USD", 3, "$999 million"),
    (4.8285e9, "USD", 2, "$4.8 billion"),
    (-1.5e9, "USD", 2, "−$1.5 billion"),
    (4.725e9, "USD", 3, "$4.73 billion"),
    (1.575e9, "USD", 3, "$1.58 billion"),
    (0.2875, "share", 3, "28.8%"),
    (27_000, "USD/chip", 3, "$27,000"),
    (21_937.5, "USD/chip", EXACT, "$21,938"),
    (0.35, "share", 2, "35%"),
    (1, "share", 2, "100%"),
    (0.0632, "share", 2, "6.3%"),
    (0.333333, "share", 3, "33.3%"),
    (0.01, "share", 3, "1%"),
    (8.0, "month", 3, "8 months"),
    (1, "month", 3, "1 month"),
    (math.inf, "month", 3, "never"),
    (56.333, "week", 3, "56.3 weeks"),
    (200_000, "chip/month", 3, "200,000 chips a month"),
    (4.8, "TB/s", 3, "4.8 TB/s"),
    (0.0005, "ratio", 2, "0.0005"),
    (2.5e12, "USD", 2, "$2.5 trillion"),
    (80.5, "USD/pound", 3, "80.5 USD/pound"),
    (3.0, "pound", 3, "3 pounds"),
]


@pytest.mark.parametrize(("value", "unit", "digits", "text"), TABLE)
def test_a_number_is_worded(value: float, unit: str, digits: int, text: str) -> None:
    """Each unit has its form, each size its scale."""
    assert text == worded(value, unit, digits)


@given(st.floats(1e-3, 1e13), st.integers(2, 3))
def test_rounding_moves_a_number_by_half_a_digit_at_most(value: float, digits: int) -> None:
    """What is printed lies within half of the last printed digit of the number."""
    number, _, scale = worded(value, "ratio", digits).partition(" ")
    factor = {"": 1, "million": 1e6, "billion": 1e9, "trillion": 1e12}[scale]
    printed = float(number.replace(",", "")) * factor

    assert abs(printed - value) <= value * 0.5 * 10 ** (1 - digits) * (1 + 1e-9)


@pytest.mark.parametrize(
    ("value", "error", "most", "digits"),
    [
        (38.1e9, 4.7e6, 3, 3),
        (38.1e9, 0.3e9, 3, 2),
        (38.1e9, 3e9, 3, 1),
        (38.1e9, None, 3, 3),
        (38.1e9, 0.0, 2, 2),
        (0.0, 1.0, 3, 3),
    ],
)
def test_digits_are_those_that_the_error_allows(
    value: float, error: float | None, most: int, digits: int
) -> None:
    """The last printed digit is worth more than the standard error twice over."""
    assert digits == digits_allowed(value, error, most)


@pytest.mark.parametrize(
    ("change", "unit", "told"),
    [
        (5.4e9, "USD", "+$5.4 billion"),
        (-27e9, "USD", "−$27 billion"),
        (0.4, "share", "+40 percentage points"),
        (-0.012, "share", "−1.2 percentage points"),
    ],
)
def test_a_change_has_a_sign(change: float, unit: str, told: str) -> None:
    """A change of an amount is an amount; a change of a share is told in percentage points."""
    assert told == signed(change, unit)
