"""Statistics of drawn values, each with the standard error that its replicates show."""

from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from h200analysis.study.draws import REPLICATES

LEVELS = {"p05": 0.05, "p50": 0.50, "p95": 0.95}


def spread(values: ArrayLike) -> Iterator[tuple[float, str, float]]:
    """Yield value, name and standard error of p05, p50, p95 and mean.

    Each statistic is taken within every replicate; their mean is reported, and the deviation of
    that mean is its error: sd / sqrt(R), randomised quasi-Monte Carlo (Owen). Quantiles follow
    Hazen, exact for the middles of equal cells, which is how Sobol' points lie.
    """
    drawn = np.atleast_2d(np.asarray(values, dtype=np.float64))
    # Between two values that never come there is nothing to interpolate.
    method: Literal["hazen", "inverted_cdf"] = (
        "hazen" if np.isfinite(drawn).all() else "inverted_cdf"
    )
    by_level = np.quantile(drawn, list(LEVELS.values()), axis=-1, method=method)
    for name, replicates in zip([*LEVELS, "mean"], [*by_level, drawn.mean(axis=-1)], strict=True):
        yield float(replicates.mean()), name, _error(replicates)


def _error(replicates: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
    alone = len(replicates) < REPLICATES  # a value that nothing drawn enters
    if alone or not np.isfinite(replicates).all():
        return 0.0
    return float(replicates.std(ddof=1) / np.sqrt(len(replicates)))
