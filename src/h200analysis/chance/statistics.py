"""Statistics of drawn values, each with the standard error that its replicates show."""

from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from h200analysis.chance.quantiles import Draws
from h200analysis.chance.replicates import LEAST_DRAWS, REPLICATES
from h200analysis.errors import ArgumentError

LEVELS = {"p05": 0.05, "p50": 0.50, "p95": 0.95}


def summary(values: ArrayLike) -> Iterator[tuple[float, str, float]]:
    """Yield value, name and standard error of p05, p50, p95 and mean.

    Each statistic is taken within every replicate; their mean is reported, and the deviation of
    that mean is its error: sd / sqrt(R), randomised quasi-Monte Carlo (Owen). Quantiles follow
    Hazen, exact for the middles of equal cells, which is how Sobol' points lie. Fewer than 16,384
    draws are refused: a replicate's quantile is biased where a tail meets an atom, and the more the
    smaller the replicate is. Means are unbiased; take them from fewer draws if time is short.
    """
    drawn = np.atleast_2d(np.asarray(values, dtype=np.float64))
    if len(drawn) == REPLICATES and drawn.size < LEAST_DRAWS:
        raise ArgumentError(
            f"draws is {drawn.size:,}; expected {LEAST_DRAWS:,} or more where quantiles are told. "
            "Fewer do for a mean: take it from compute()."
        )
    for name, replicates in within(drawn).items():
        yield over_replicates(replicates, name)


def within(values: Draws) -> dict[str, Draws]:
    """Return p05, p50, p95 and mean along the last axis: the statistics of each replicate."""
    # Between two values that never come there is nothing to interpolate.
    method: Literal["hazen", "inverted_cdf"] = (
        "hazen" if np.isfinite(values).all() else "inverted_cdf"
    )
    ordered = np.sort(values, axis=-1)  # sorting is quick, and leaves numpy little to look for
    by_level = np.quantile(ordered, list(LEVELS.values()), axis=-1, method=method)
    pairs = zip([*LEVELS, "mean"], [*by_level, values.mean(axis=-1)], strict=True)
    return {name: np.asarray(statistic, dtype=np.float64) for name, statistic in pairs}


def over_replicates(replicates: Draws, name: str) -> tuple[float, str, float]:
    """Return a statistic's mean over replicates, its name, and the error of that mean."""
    alone = len(replicates) < REPLICATES  # a value that nothing drawn enters
    if alone or not np.isfinite(replicates).all():
        return float(replicates.mean()), name, 0.0
    error = float(replicates.std(ddof=1) / np.sqrt(len(replicates)))
    return float(replicates.mean()), name, error
