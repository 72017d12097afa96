"""Quantiles and tails of distributions with weight on single outcomes."""

from collections.abc import Callable
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model.atoms import (
    Atom,
    atoms,
    deviation,
    expected_shortfall,
    mean,
    mean_of_best,
    mean_of_worst,
    quantile,
    shortfalls,
    value_at_risk,
)
from h200analysis.model.decisions import best_quantity

CHANCES = (0.10, 0.30, 0.15, 0.05, 0.25, 0.12, 0.03)
RETROSPECTIVE = atoms(
    zip((0, 0, 20_000, 50_000, 400_000, 1_000_000, 1_750_000), CHANCES, strict=True)
)
JANUARY = atoms(zip((0, 0, 20_000, 40_000, 700_000 / 3, 700_000, 1_050_000), CHANCES, strict=True))
PRICE = 27_000
GROSS = 2_000_000


def test_the_retrospective_outcomes() -> None:
    """Mean, spread, quantiles and tails as worked by hand."""
    assert pytest.approx(278_000) == mean(RETROSPECTIVE)
    assert pytest.approx(7.506e9) == PRICE * mean(RETROSPECTIVE)
    assert pytest.approx(1.8765e9) == 0.25 * PRICE * mean(RETROSPECTIVE)
    assert pytest.approx(5.6295e9) == 0.75 * PRICE * mean(RETROSPECTIVE)
    assert pytest.approx(418_062, abs=1) == deviation(RETROSPECTIVE)
    assert pytest.approx(11.288e9, abs=1e6) == PRICE * deviation(RETROSPECTIVE)
    assert [0, 20_000, 1_000_000] == [quantile(RETROSPECTIVE, q) for q in (0.05, 0.5, 0.95)]
    assert pytest.approx(39.15e9) == PRICE * mean_of_best(RETROSPECTIVE, 0.05)
    assert pytest.approx(33.075e9) == PRICE * mean_of_best(RETROSPECTIVE, 0.10)
    assert pytest.approx(0, abs=1e-6) == mean_of_worst(RETROSPECTIVE, 0.40)


def test_the_outcomes_of_january() -> None:
    """Expected units and money, the middle case, and the chance of any delivery."""
    assert pytest.approx(178_833 + 1 / 3) == mean(JANUARY)
    assert pytest.approx(4.8285e9) == PRICE * mean(JANUARY)
    assert [0, 20_000, 700_000] == [quantile(JANUARY, q) for q in (0.05, 0.5, 0.95)]
    assert pytest.approx(0.60) == sum(atom.chance for atom in JANUARY if atom.value > 0)


def test_the_shortfall_of_the_retrospective_outcomes() -> None:
    """At 95% both measures are the whole $54 billion; at 50% the value at risk is $53.46bn."""
    losses = shortfalls(RETROSPECTIVE, GROSS)

    assert pytest.approx(54e9) == PRICE * value_at_risk(losses, 0.95)
    assert pytest.approx(54e9) == PRICE * expected_shortfall(losses, 0.95)
    assert pytest.approx(53.46e9) == PRICE * value_at_risk(losses, 0.50)


def test_an_atom_is_split_at_the_tail() -> None:
    """Of an outcome that straddles the tail only the part inside counts."""
    even = atoms([(0, 0.5), (10, 0.5)])

    assert pytest.approx(10 * 0.5 / 0.75) == mean_of_best(even, 0.75)
    assert pytest.approx(10 * 0.25 / 0.75) == mean_of_worst(even, 0.75)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: atoms([(1, 0.5)]), "the sum of chances is 0.5; expected 1"),
        (lambda: atoms([(1, 1.5), (2, -0.5)]), "outcomes.0..1. is 1.5"),
        (lambda: quantile(JANUARY, 25), "level is 25"),
        (lambda: mean_of_best(JANUARY, 0), "share is 0; expected a share from more than 0 to 1"),
        (lambda: mean_of_worst(JANUARY, 2), "share is 2"),
        (
            lambda: expected_shortfall(JANUARY, 1),
            "level is 1; expected .* less than 1",
        ),
    ],
)
def test_what_is_no_chance_is_refused(call: Callable[[], object], told: str) -> None:
    """Each argument out of range is named in one sentence."""
    with pytest.raises(ValueError, match=told):
        call()


values = st.lists(st.tuples(st.floats(0, 1e6), st.integers(1, 9)), min_size=1, max_size=8)


def _made(pairs: list[tuple[float, int]]) -> tuple[Atom, ...]:
    total = sum(weight for _, weight in pairs)
    return atoms((value, weight / total) for value, weight in pairs)


@given(values, st.floats(0.01, 0.99))
def test_shortfall_is_no_less_than_the_value_at_risk(
    pairs: list[tuple[float, int]], level: float
) -> None:
    """The mean beyond a quantile is at least the quantile."""
    losses = shortfalls(_made(pairs), 1e6)

    assert expected_shortfall(losses, level) >= value_at_risk(losses, level) - 1e-3


@given(values)
def test_order_of_quantiles_and_bounds_of_the_mean(pairs: list[tuple[float, int]]) -> None:
    """Quantiles rise with their level; the mean lies between the least and the most."""
    made = _made(pairs)
    low, middle, high = (quantile(made, level) for level in (0.05, 0.5, 0.95))

    assert low <= middle <= high
    assert made[0].value - 1e-6 <= mean(made) <= made[-1].value + 1e-6
    assert isclose(mean(made), mean_of_best(made, 1), abs_tol=1e-3)
    assert isclose(quantile(made, 1), made[-1].value)


def test_the_newsvendor_s_quantity() -> None:
    """400,000 on the levy reading, 50,000 with the duty sunk, of the retrospective outcomes."""
    assert 400_000 == best_quantity(RETROSPECTIVE, 0.782609)
    assert 50_000 == best_quantity(RETROSPECTIVE, 0.5625)
