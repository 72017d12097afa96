"""Statistics of drawn values of unequal weight, with the standard error that replicates show."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from h200analysis.chance.quantiles import Draws


def error_of(by_replicate: Draws, weights: Draws, mean: float) -> float:
    """Return the standard error of a mean over replicates of unequal weight.

    The weights sum to 1. Source: Cochran (1977), Sampling Techniques, ratio estimates.
    """
    return _error(weights * (by_replicate - mean))


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over weighted draws, and how far each replicate pulls it up or down."""

    value: float
    pulls: Draws = field(repr=False)

    def error_beyond(self, other: "Mean") -> float:
        """Return the standard error of the difference from another mean over the same draws.

        Noise that both share cancels out.
        """
        return _error(self.pulls - other.pulls)


def mean_of(values: Draws, weights: Draws) -> Mean:
    """Return the mean of values with a row for each replicate, weighted alike."""
    total = weights.sum()
    value = float((weights * values).sum() / total)
    return Mean(value, (weights * (values - value)).sum(axis=1) / total)


def _error(pulls: Draws) -> float:
    count = len(pulls)
    return float(np.sqrt((pulls**2).sum() * count / (count - 1)))


def weighted_quantiles(values: Draws, weights: Draws, levels: Any) -> Draws:
    """Return for each level the least value at or below which at least that weight lies."""
    flat, mass = values.reshape(-1), weights.reshape(-1)
    order = np.argsort(flat, kind="stable")
    below = np.cumsum(mass[order])
    place = np.searchsorted(below, np.asarray(levels) * below[-1])
    return np.asarray(flat[order][np.minimum(place, flat.size - 1)], dtype=np.float64)
