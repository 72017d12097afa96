"""How much of a result's variance each input explains: Sobol' indices.

First order: the part that goes once the input is known. Total: the part that stays while it alone
is not. Inputs that depend on each other are taken as one, or the parts would mean nothing.

Sobol' points are no random sample, so a bootstrap that takes them for one reports intervals many
times too wide. Here the points are split into replicates, each scrambled anew, and an interval
follows from how far the replicates differ.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from h200analysis.chance.replicates import REPLICATES
from h200analysis.errors import ArgumentError
from h200analysis.inquiry.factors import Factor
from h200analysis.inquiry.target import Target
from h200analysis.model import domains
from h200analysis.model.units import Whole

Numbers = NDArray[np.float64]
CREDIBILITY = 0.95
_LEAST = 2 * REPLICATES


@dataclass(frozen=True, slots=True)
class Index:
    """The first-order and total parts of one group, each with half of its 95% interval."""

    factor: Factor
    first: float
    first_error: float
    total: float
    total_error: float


@dataclass(frozen=True, slots=True)
class Pair:
    """The part that two groups explain only together."""

    factors: tuple[Factor, Factor]
    part: float
    error: float


@dataclass(frozen=True, slots=True)
class Indices:
    """All parts of a variance, the largest total first, and what pairs add if asked for."""

    variance: float
    groups: tuple[Index, ...] = field(repr=False)
    pairs: tuple[Pair, ...] = field(default=(), repr=False)


def sobol_indices(
    target: Target, points: int = 16_384, *, seed: int = 7, pairs: bool = False
) -> Indices:
    """Split the variance of a result among its groups of inputs.

    `points` is a power of two, split into sixteen replicates; the result is computed for that many
    times the groups plus two. A result that does not vary is refused. Sources: Sobol' (1993),
    Saltelli (2002) for the design and pairs, Saltelli and others (2010) for the first order, Jansen
    (1999) for the total; intervals by the jackknife over replicates with Student's t (Owen 2013,
    chapter 17).
    """
    domains.check("seed", seed, Whole)
    if domains.check("points", points, Whole) < _LEAST or points & (points - 1):
        raise ArgumentError(
            f"points is {points}; expected a power of two from {_LEAST} on, such as 16,384."
        )
    if not target.groups:
        raise ArgumentError(f"{target.name} rests on no drawn input: there is nothing to split.")
    result = _results(target, points, seed, pairs)
    factors, variance = list(target.groups), float(np.var(result))
    if len(factors) == 1:  # one explains all there is
        return Indices(variance, (Index(factors[0], 1.0, 0.0, 1.0, 0.0),))
    split = _Split((result - result.mean()) / result.std(), len(factors))
    indices = [Index(f, *split.first(n), *split.total(n)) for n, f in enumerate(factors)]
    places = combinations(range(len(factors)), 2) if pairs else ()
    together = tuple(Pair((factors[a], factors[b]), *split.pair(a, b)) for a, b in places)
    return Indices(variance, tuple(sorted(indices, key=_rank)), together)


def _results(target: Target, points: int, seed: int, pairs: bool) -> Numbers:
    """Return the result at the points of every replicate: (replicates, points, a design's rows)."""
    from scipy.stats import qmc

    columns = len(target.columns)
    seeds = map(np.random.default_rng, np.random.SeedSequence(seed).spawn(REPLICATES))
    samples = [qmc.Sobol(2 * columns, rng=each).random(points // REPLICATES) for each in seeds]
    design = _design(np.stack(samples), _members(target), pairs).reshape(-1, columns)
    inside = np.clip(design, 2.0**-32, 1 - 2.0**-32)  # no end has a quantile
    result = target.evaluate({name: inside[:, n] for n, name in enumerate(target.columns)})
    if not np.isfinite(result).all() or np.ptp(result) == 0:
        raise ArgumentError(f"{target.name} does not vary, or not within bounds: nothing to split.")
    return np.asarray(result, dtype=np.float64).reshape(REPLICATES, points // REPLICATES, -1)


def _design(samples: Numbers, members: NDArray[np.bool_], pairs: bool) -> Numbers:
    """Return the rows of Saltelli's design for each point: (replicates, points, rows, columns).

    The halves of a point are two samples, `one` and `other`. The first row is `one`, then follows
    for each group `one` with the group's columns from the other; for pairs, the reverse as well;
    the last is `other`.
    """
    one, other = np.split(samples, 2, axis=-1)
    exchanged = [np.where(group, other, one) for group in members]
    back = [np.where(group, one, other) for group in members] if pairs else []
    return np.stack([one, *exchanged, *back, other], axis=-2)


def _members(target: Target) -> NDArray[np.bool_]:
    """Return which columns belong to each group: (groups, columns)."""
    return np.array([np.isin(target.columns, members) for members in target.groups.values()])


class _Split:
    """The results of every replicate by the rows of Saltelli's design, and what they estimate."""

    def __init__(self, result: Numbers, groups: int) -> None:
        rows = np.moveaxis(result, -1, 0)
        self.one, self.other = rows[0], rows[-1]
        self.exchanged, self.back = rows[1 : groups + 1], rows[groups + 1 : -1]

    def first(self, group: int) -> tuple[float, float]:
        """Return a first-order part and half of its interval."""
        return _jackknifed(_first_order, self.one, self.exchanged[group], self.other)

    def total(self, group: int) -> tuple[float, float]:
        """Return a total part and half of its interval."""
        return _jackknifed(_total_order, self.one, self.exchanged[group], self.other)

    def pair(self, a: int, b: int) -> tuple[float, float]:
        """Return the part that two groups explain only together, and half of its interval."""
        both = self.exchanged[a], self.exchanged[b]
        return _jackknifed(_second_order, self.one, *both, self.back[a], self.other)


def _first_order(one: Numbers, exchanged: Numbers, other: Numbers) -> Any:
    return np.mean(other * (exchanged - one)) / _variance(one, other)


def _total_order(one: Numbers, exchanged: Numbers, other: Numbers) -> Any:
    return 0.5 * np.mean((one - exchanged) ** 2) / _variance(one, other)


def _second_order(one: Numbers, a: Numbers, b: Numbers, back: Numbers, other: Numbers) -> Any:
    together = np.mean(back * b - one * other) / _variance(one, other)
    return together - _first_order(one, a, other) - _first_order(one, b, other)


def _variance(one: Numbers, other: Numbers) -> Any:
    return np.var(np.concatenate([one, other]))


def _jackknifed(estimate: Callable[..., Any], *rows: Numbers) -> tuple[float, float]:
    """Return an estimate from all replicates, and half of its interval from leaving each one out.

    A part is a ratio, which few points estimate with a bias: so it is not taken in each replicate.
    """
    from scipy.stats import t

    value = float(estimate(*(row.ravel() for row in rows)))
    without = partial(np.delete, axis=0)
    left = [float(estimate(*(without(row, n).ravel() for row in rows))) for n in range(REPLICATES)]
    error = np.sqrt((REPLICATES - 1) * np.var(left))
    return value, float(t.ppf((1 + CREDIBILITY) / 2, REPLICATES - 1) * error)


def _rank(index: Index) -> tuple[float, str]:
    return -index.total, str(index.factor)
