"""Regret, and what certainty would be worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model.atoms import atoms
from h200analysis.model.decisions import best_quantity
from h200analysis.model.regret import (
    expected_regrets,
    minimax_regret,
    perfect_information_usd,
    regrets,
)

CHANCES = (0.4, 0.6)  # the market opens, or does not
COMMIT = (4.050, -1.125)  # 300,000 chips in billions of dollars: sold, or salvaged
NOTHING = (0.0, 0.0)
WAIT = (3.645, 0.0)


def test_what_certainty_is_worth() -> None:
    """$0.675 billion against committing or nothing, $0.162 billion once waiting is an option."""
    two = {"commit": COMMIT, "nothing": NOTHING}

    assert pytest.approx(0.675) == perfect_information_usd(two, CHANCES)
    assert pytest.approx(0.162) == perfect_information_usd({**two, "wait": WAIT}, CHANCES)


def test_the_regret_table() -> None:
    """What each action gives up in each state, and the one that can be regretted least."""
    payoffs = {"build now": COMMIT, "wait": WAIT, "redirect": NOTHING}

    found = regrets(payoffs)

    assert pytest.approx((0, 1.125)) == found["build now"]
    assert pytest.approx((0.405, 0)) == found["wait"]
    assert "wait" == minimax_regret(payoffs)
    assert pytest.approx(0.675) == expected_regrets(payoffs, CHANCES)["build now"]


def test_the_newsvendor_s_quantity() -> None:
    """400,000 on the levy reading, 50,000 with the duty sunk, in the retrospective tree."""
    tree = atoms(
        zip(
            (0, 0, 20_000, 50_000, 400_000, 1_000_000, 1_750_000),
            (0.10, 0.30, 0.15, 0.05, 0.25, 0.12, 0.03),
            strict=True,
        )
    )

    assert 400_000 == best_quantity(tree, 0.782609)
    assert 50_000 == best_quantity(tree, 0.5625)


@pytest.mark.parametrize(
    ("payoffs", "chances", "told"),
    [
        ({}, (1.0,), "the number of actions is 0"),
        ({"a": (1, 2), "b": (1,)}, CHANCES, "the number of different lengths is 2"),
        ({"a": (1, 2)}, (0.5, 0.4), "the sum of chances is 0.9"),
        ({"a": (1, 2)}, (1.0,), "the length of chances is 1"),
    ],
)
def test_a_table_that_is_none_is_refused(
    payoffs: dict[str, tuple[float, ...]], chances: tuple[float, ...], told: str
) -> None:
    """An action without a payoff for each state, or chances that are none."""
    with pytest.raises(ValueError, match=told):
        perfect_information_usd(payoffs, chances)


tables = st.lists(st.lists(st.floats(-1e9, 1e9), min_size=3, max_size=3), min_size=1, max_size=4)


@given(tables, st.lists(st.integers(1, 9), min_size=3, max_size=3))
def test_certainty_is_worth_the_least_expected_regret(
    rows: list[list[float]], weights: list[int]
) -> None:
    """It is never worth less than nothing, and exactly what the best action is regretted by."""
    payoffs = {str(n): row for n, row in enumerate(rows)}
    chances = tuple(weight / sum(weights) for weight in weights)

    worth = perfect_information_usd(payoffs, chances)

    assert worth >= -1e-3
    assert pytest.approx(worth, abs=1e-3) == min(expected_regrets(payoffs, chances).values())
