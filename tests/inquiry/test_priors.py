"""Half and double a rate: the filter's own odds, and a range that holds the headline."""

from functools import cache

import numpy as np
import pytest

from h200analysis import exhibits
from h200analysis.chance.weighted import Mean
from h200analysis.futures import believe, filtered
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry import priors
from h200analysis.inquiry.end_states import delivery
from h200analysis.inquiry.reweighing import chance
from tests.inquiry.beliefs_of_days import AFTER, BEFORE, drawn


@cache
def sensitivity(day: str) -> priors.Sensitivity:
    """Return how the odds of a day move with each prior, asked once."""
    return priors.sensitivity(drawn(day), 7)


def test_the_odds_with_half_a_rate_are_those_of_the_filter() -> None:
    """Before any delivery nothing is drawn for it: the exact filter is asked again."""
    found = sensitivity(BEFORE)
    arrival = next(prior for prior in found.priors if prior.used.name == "arrival_rate")
    half = filtered(drawn(BEFORE).case, scaled={"arrival_rate": 0.5})

    assert arrival.half.value == pytest.approx(half.any_by(LAST_DAY), rel=1e-12)
    assert arrival.half.value < delivery(drawn(BEFORE)).value < arrival.double.value
    assert {prior.used.name for prior in found.priors} == set(priors.names(drawn(BEFORE)))


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_the_range_holds_the_headline(day: str) -> None:
    """The least and the greatest chance lie on both sides of what is believed."""
    found = sensitivity(day)
    widths = [prior.width for prior in found.priors]

    assert found.low.value < delivery(drawn(day)).value < found.high.value
    assert widths == sorted(widths, reverse=True)


def test_once_chips_have_come_half_a_rate_agrees_with_futures_drawn_anew() -> None:
    """Paths weighed anew tell what paths drawn at the other rates tell."""
    found = sensitivity(AFTER)
    closing = next(prior for prior in found.priors if prior.used.name == "rate_licensed_closed")
    again = believe(drawn(AFTER).case, scaled={"rate_licensed_closed": 2.0})
    another, error = again.mean(again.chips_by(LAST_DAY) > again.chips_by(again.weeks.as_of))

    assert another == pytest.approx(closing.double.value, abs=3 * error + 0.02)


def test_another_seed_differs_by_the_error_that_is_told() -> None:
    """The difference that half a rate makes has the error that other draws of it show."""
    name = "rate_approvals_discouraged"
    seeds = range(1, 9)
    found = [_half(seed, name) for seed in seeds]
    differences = [half.value - middle.value for middle, half in found]
    told = float(np.mean([half.error_beyond(middle) for middle, half in found]))

    assert told / 3 < np.std(differences, ddof=1) < 3 * told


def test_noise_that_both_share_cancels_out() -> None:
    """A paired difference is known far better than either chance."""
    middle, half = _half(7, "rate_approvals_discouraged")

    assert half.error_beyond(Mean(0, np.zeros_like(half.pulls))) > 5 * half.error_beyond(middle)
    assert half.error_beyond(half) == 0


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_noise_is_not_printed_as_an_effect(day: str) -> None:
    """A chance within twice its error of the middle has a dash, any other its figure."""
    found = sensitivity(day)
    made = exhibits.priors(drawn(day), found)
    ends = [(prior, end) for prior in found.priors for end in (prior.half, prior.double)]
    told = {entry["name"] for entry in made.figures}

    assert told == {end.name for prior, end in ends if prior.is_seen(end)}
    for prior, end in ends:
        assert end.error is not None
        assert prior.is_seen(end) == (abs(end.value - prior.middle) > 2 * end.error)
    assert ("| – |" in made.markdown) == (len(told) < len(ends))


def _half(seed: int, name: str) -> tuple[Mean, Mean]:
    """Return the chance of any delivery as a rate is and with half of it, on a seed's draws."""
    case = drawn(BEFORE).case
    each = (filtered(case, seed, scaled=factors) for factors in ({}, {name: 0.5}))
    middle, half = (chance(drawn(BEFORE), found) for found in each)
    return middle, half
