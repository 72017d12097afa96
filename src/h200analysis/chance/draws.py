"""Drawn values of parameters: scrambled Sobol' points through the inverse of a distribution.

A parameter keeps its dimension for ever, and its scramble comes from seed, replicate and name
alone. So a new parameter moves no figure of any edition. Sixteen replicates, each scrambled anew,
tell how far a statistic would move under another scramble: that is its standard error.
"""

from functools import lru_cache

import numpy as np

from h200analysis.chance.dependence import Group, groups
from h200analysis.chance.points import points
from h200analysis.chance.quantiles import Draws, quantile
from h200analysis.chance.replicates import REPLICATES
from h200analysis.evidence import Estimate, Ledger
from h200analysis.model.domains import DomainError

_KEPT = 1 << 16  # draws of a parameter that are remembered; half a megabyte each


def sample(ledger: Ledger, name: str, seed: int, draws: int) -> Draws:
    """Return draws of a parameter, shape (replicates, draws / replicates), in its own unit."""
    parameter = ledger.parameter(name)
    is_alone = len(group_of(ledger, name).names) == 1
    if is_alone and parameter.dimension is not None and draws <= _KEPT:
        return _alone(parameter.current, name, parameter.dimension, seed, draws)
    return _drawn(ledger, name, seed, draws)


@lru_cache(maxsize=128)  # a story asks for the same draws on every one of its days
def _alone(current: Estimate, name: str, dimension: int, seed: int, draws: int) -> Draws:
    """Return the draws of a value that depends on no other; they are kept, so nobody writes."""
    made = quantile(current, uniform(name, dimension, seed, draws))
    made.setflags(write=False)
    return made


def _drawn(ledger: Ledger, name: str, seed: int, draws: int) -> Draws:
    """Return the draws of all replicates, a row each, correlations applied."""
    group = group_of(ledger, name)
    dimensions = {each: ledger.parameter(each).dimension for each in group.names}

    def own(each: str) -> Draws:
        dimension = dimensions[each]
        if dimension is None:
            raise DomainError(f"{each} is not drawn: it has no spread.")
        return uniform(each, dimension, seed, draws)

    return quantile(ledger.parameter(name).current, group.level(name, own))


def uniform(name: str, dimension: int, seed: int, draws: int) -> Draws:
    """Return the points in (0, 1) of a name, a row a replicate; those of no two names depend."""
    count = draws // REPLICATES
    rows = range(REPLICATES)
    return np.stack([points(f"{seed}/{row}/{name}", dimension, count) for row in rows])


def group_of(ledger: Ledger, name: str) -> Group:
    """Return the parameters that a drawn one depends on or that depend on it, itself if none."""
    return next(
        (group for group in groups(ledger) if name in group.names), Group((name,), ((1.0,),))
    )
