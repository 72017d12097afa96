"""Paths of policy: those of the chain in the mean, and as unsure as their rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.chance.draws import Block, uniform
from h200analysis.chance.quantiles import Draws
from h200analysis.futures.paths import Chain, walk
from h200analysis.model import dynamics

# A chain to test with: ban, conditional, open.
ROWS = ((0.8, 0.15, 0.05), (0.1, 0.8, 0.1), (0.05, 0.05, 0.9))
KERNEL = ((0.5, 0.3, 0.2), (0.0, 0.6, 0.4), (0.0, 0.0, 1.0))


def steps(months: int, count: int = 1 << 16, salt: str = "") -> list[Draws]:
    """Return one array of shares a month."""
    return [uniform(f"{salt}step {n}", 64 + n, 7, Block(0, 0, count)) for n in range(1, months + 1)]


@pytest.mark.parametrize("months", [2, 4, 12])
def test_paths_follow_the_chain(months: int) -> None:
    """Drawn often enough, the states are spread as the chain's chances have it."""
    drawn = walk(Chain(0, ROWS, float("inf"), {}), steps(months), {})
    expected = dynamics.path((1.0, 0.0, 0.0), ROWS, months, {})[-1]

    found = np.bincount(drawn[-1], minlength=3) / drawn[-1].size

    assert expected == pytest.approx(found.tolist(), abs=0.004)


def test_an_event_is_applied_once_after_its_months_own_step() -> None:
    """The same holds with a dated event in the third month."""
    chain = Chain(0, ROWS, float("inf"), {3: KERNEL})
    turn = uniform("turn", 99, 7, Block(0, 0, 1 << 16))
    drawn = walk(chain, steps(4), {3: turn})
    expected = dynamics.path((1.0, 0.0, 0.0), ROWS, 4, {3: KERNEL})[-1]

    assert expected == pytest.approx(
        (np.bincount(drawn[-1], minlength=3) / turn.size).tolist(), abs=0.004
    )


def test_an_urn_draws_as_if_rows_had_been_drawn_first() -> None:
    """With rows worth five months: the spread of months in the ban is that of Dirichlet rows."""
    weight, months, count = 5.0, 12, 1 << 16
    urn = walk(Chain(0, ROWS, weight, {}), steps(months), {})
    random = np.random.default_rng(1)
    rows = np.stack([random.dirichlet(weight * np.array(row), count) for row in ROWS], axis=1)
    state = np.zeros(count, dtype=np.intp)
    stayed = np.zeros(count)
    for share in steps(months, count, "other "):
        below = np.cumsum(rows[np.arange(count), state], axis=1)[:, :-1]
        state = (share[:, None] >= below).sum(axis=1)
        stayed += state == 0

    by_urn = np.bincount(sum((s == 0).astype(int) for s in urn), minlength=13) / count
    by_rows = np.bincount(stayed.astype(int), minlength=13) / count
    assert by_rows.tolist() == pytest.approx(by_urn.tolist(), abs=0.006)
    sure = walk(Chain(0, ROWS, float("inf"), {}), steps(months), {})
    by_chain = np.bincount(sum((s == 0).astype(int) for s in sure), minlength=13) / count
    assert abs(by_chain - by_urn).max() > 0.03  # unsure rows are another distribution


@given(st.floats(1, 1e3), st.integers(0, 2), st.integers(1, 6))
def test_a_path_takes_no_step_of_chance_none(weight: float, start: int, months: int) -> None:
    """A state that no row leads to is never entered, however unsure the rows."""
    rows = ((0.5, 0.5, 0.0), (0.3, 0.7, 0.0), (0.0, 1.0, 0.0))
    drawn = walk(Chain(start, rows, weight, {}), steps(months, 256), {})

    assert all((states != 2).all() for states in drawn)


def test_a_weight_beyond_all_months_is_a_chain_for_sure() -> None:
    """Rows worth a billion months move like rows that are known."""
    unsure = walk(Chain(0, ROWS, 1e12, {}), steps(6), {})
    sure = walk(Chain(0, ROWS, float("inf"), {}), steps(6), {})

    assert np.mean(unsure[-1] == sure[-1]) > 0.9999
