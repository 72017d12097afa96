"""The chance of a delivery by another filter of the same day, without drawing futures anew.

Before any delivery the filter itself knows it. Afterwards each drawn future counts as often as the
other filter makes its draw of the rates, its states of today and its path from today on. Chips that
had come before are left as they were drawn. Both keep what each replicate says, so that two filters
of a day can be compared on the same draws.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from h200analysis.chance.weighted import Mean, mean_of
from h200analysis.futures import Belief, Filtered, Futures
from h200analysis.futures.arrays import A, B, W, joint, moves
from h200analysis.futures.filter import weights_by_replicate
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.model.gates import Arrival

Values = NDArray[np.float64]


def chance(drawn: Futures, found: Filtered, *, has_other_rates: bool = False) -> Mean:
    """Return the chance of any delivery in 2026, or once there has been one, of another."""
    if not drawn.has_begun:
        chances = weights_by_replicate(found.any_by_in_each(LAST_DAY))
        return mean_of(chances, weights_by_replicate(found.weights))
    ratio = _today(drawn.belief, found)
    if has_other_rates:
        ratio = ratio * _ahead(drawn.belief, found)
    return another(drawn.belief, ratio.reshape(drawn.belief.weights.shape))


def another(belief: Belief, ratio: Values | float = 1.0) -> Mean:
    """Return the chance of another delivery where a future counts so many times as often."""
    comes = belief.chips_by(LAST_DAY) > belief.so_far()
    return mean_of(comes.astype(np.float64), belief.weights * ratio)


def _today(belief: Belief, found: Filtered) -> Values:
    """Return how many times likelier each future's rates and states of today are by a filter."""
    walks, now = belief.walks, belief.weeks.now
    arrived = np.where(walks.first <= now, A.index(Arrival.ARRIVED), A.index(Arrival.NONE))
    place = walks.rate, walks.washington[now], walks.beijing[now], arrived
    before, after = _joint(belief.filtered)[place], _joint(found)[place]
    return np.asarray(np.divide(after, before, out=np.zeros_like(after), where=before > 0))


def _ahead(belief: Belief, found: Filtered) -> Values:
    """Return how many times likelier each future's path from today on is at the filter's rates."""
    walks, weeks, count = belief.walks, belief.weeks, len(found.weights)
    every = (belief.filtered.rates, found.rates)
    washington = [moves(rates.washington, W, count) for rates in every]
    ratio = np.ones(walks.rate.size)
    for step in range(weeks.now + 1, weeks.count + 1):
        beijing = [moves(rates.beijing_in(step), B, count) for rates in every]
        for path, (before, after) in ((walks.washington, washington), (walks.beijing, beijing)):
            place = walks.rate, path[step - 1], path[step]
            ratio *= after[place] / before[place]
    return ratio


def _joint(found: Filtered) -> Any:
    """Return the chances of the states of today with those of the draws of the rates."""
    return joint(found.now) * found.weights[:, None, None, None]
