"""Scores of forecasts: worked references, and that honesty is the best policy."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.inquiry.scores import (
    brier,
    crps,
    is_covered,
    log_score,
    probability_integral,
)

# A tree of what may be delivered: units and weights.
UNITS = (0.0, 0.0, 20e3, 50e3, 400e3, 1e6, 1.75e6)
ODDS = (0.10, 0.30, 0.15, 0.05, 0.25, 0.12, 0.03)

chances = st.floats(0.01, 0.99)
amounts = st.lists(st.floats(0, 1e6), min_size=1, max_size=8)


def test_a_chance_that_did_not_come_true() -> None:
    """60% for any delivery, and none: Brier .36, log score .9163 nats."""
    assert 0.36 == pytest.approx(brier(0.6, 0))
    assert 0.9163 == pytest.approx(log_score(0.6, 0), abs=1e-4)


@pytest.mark.parametrize(("outcome", "score"), [(0, 83_450), (20_000, 79_450), (400_000, 152_450)])
def test_crps_of_the_retrospective_tree(outcome: float, score: float) -> None:
    """83,450 units at none delivered, 79,450 at 20,000, 152,450 at 400,000."""
    assert score == pytest.approx(crps(UNITS, ODDS, outcome))


def test_the_sure_are_scored_by_their_distance() -> None:
    """Certain of a million scores a million at nothing; certain of nothing scores nothing."""
    assert 1e6 == crps((1e6,), (1.0,), 0)
    assert 0 == crps((0.0,), (1.0,), 0)


def test_what_was_ruled_out_is_infinitely_surprising() -> None:
    """A chance of none that comes true cannot be made good; a sure one that does costs nothing."""
    assert math.inf == log_score(0, 1)
    assert 0 == log_score(1, 1) == log_score(0, 0)


@given(chances, chances)
def test_the_honest_chance_scores_best(truth: float, told: float) -> None:
    """Brier and log score are proper: in expectation nothing beats what one believes."""
    for score in (brier, log_score):
        honest = truth * score(truth, 1) + (1 - truth) * score(truth, 0)
        other = truth * score(told, 1) + (1 - truth) * score(told, 0)
        assert honest <= other + 1e-12


@given(amounts, st.lists(st.floats(0, 1e6), min_size=1, max_size=8))
def test_the_honest_distribution_scores_best(truth: list[float], told: list[float]) -> None:
    """So is CRPS: averaged over outcomes of the truth, the truth scores least."""
    even, other = (tuple([1 / len(found)] * len(found)) for found in (truth, told))
    honest = sum(crps(truth, even, outcome) for outcome in truth) / len(truth)

    assert honest <= sum(crps(told, other, outcome) for outcome in truth) / len(truth) + 1e-6


@given(amounts, st.floats(0, 1e6))
def test_crps_is_the_area_between_distributions(found: list[float], outcome: float) -> None:
    """CRPS is the integral of the squared distance between forecast and outcome."""
    even = tuple([1 / len(found)] * len(found))
    edges = sorted({*found, outcome})
    area = 0.0
    for low, high in itertools.pairwise(edges):
        below = sum(value <= low for value in found) / len(found)
        area += (below - (outcome <= low)) ** 2 * (high - low)

    assert area == pytest.approx(crps(found, even, outcome), abs=1e-6)


@given(amounts, st.floats(0, 1e6))
def test_the_integral_is_a_share(found: list[float], outcome: float) -> None:
    """Two shares that differ by the chance of that very amount: none below all, all above all."""
    even = tuple([1 / len(found)] * len(found))
    low, high = probability_integral(found, even, outcome)

    assert 0 <= low <= high <= 1
    assert high - low == pytest.approx(found.count(outcome) / len(found))
    assert (0, 0) == pytest.approx(probability_integral(found, even, min(found) - 1))
    assert (1, 1) == pytest.approx(probability_integral(found, even, max(found) + 1))
    assert (0, 1) == probability_integral((outcome,), (1.0,), outcome)


def test_an_atom_is_no_middle() -> None:
    """None delivered where the tree gave it 40%: from 0 to 0.4, anything between equally likely."""
    assert (0, 0.4) == pytest.approx(probability_integral(UNITS, ODDS, 0))


def test_what_lies_within_is_covered() -> None:
    """Of the tree, nine in ten lie from none to a million."""
    assert is_covered(UNITS, ODDS, 0)
    assert is_covered(UNITS, ODDS, 1e6)
    assert not is_covered(UNITS, ODDS, 1.75e6)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (lambda: brier(25, 1), "chance is 25; expected a share from 0 to 1"),
        (lambda: brier(0.5, 0.7), "happened is 0.7; expected 1 if it did, or 0"),
        (lambda: log_score(0.5, 0.7), "happened is 0.7; expected 1 if it did, or 0"),
        (lambda: crps([1], [0.5, 0.5], 1), "the number of chances is 2; expected 1, one an amount"),
        (lambda: is_covered([1, 2], [1.0], 1), "the number of chances is 1; expected 2"),
        (lambda: probability_integral([], [], 1), "the sum of the chances is 0; expected 1"),
        (lambda: crps([float("nan")], [1.0], 1), "amounts.0. is nan; expected a finite number"),
        (lambda: crps([1.0], [1.0], float("nan")), "outcome is nan; expected a finite number"),
        (lambda: crps("1", [1.0], 1), "amounts is '1'; expected a series"),  # type: ignore[arg-type]
        (lambda: crps((1.0,), (0.9,), 0), "the sum of the chances is 0.9; expected 1"),
    ],
)
def test_what_is_no_forecast_is_refused(told: object, sentence: str) -> None:
    """A chance in per cent, or chances that do not sum, get a sentence."""
    with pytest.raises(ValueError, match=sentence):
        told()  # type: ignore[operator]
