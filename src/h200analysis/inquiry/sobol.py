"""How much of a result's variance each input explains: Sobol' indices, by SALib.

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

import numpy as np
from numpy.typing import NDArray

from h200analysis.chance.draws import REPLICATES
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
    Saltelli and others (2010) for the first order, Jansen (1999) for the total; intervals by the
    jackknife over replicates with Student's t (Owen 2013, chapter 17).
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
    if len(factors) == 1:  # SALib splits nothing among one, which explains all there is
        return Indices(variance, (Index(factors[0], 1.0, 0.0, 1.0, 0.0),))
    split = _Split((result - result.mean()) / result.std(), len(factors))
    indices = [Index(f, *split.first(n), *split.total(n)) for n, f in enumerate(factors)]
    places = combinations(range(len(factors)), 2) if pairs else ()
    together = tuple(Pair((factors[a], factors[b]), *split.pair(a, b)) for a, b in places)
    return Indices(variance, tuple(sorted(indices, key=_rank)), together)


def _results(target: Target, points: int, seed: int, pairs: bool) -> Numbers:
    """Return the result at the points of every replicate: (replicates, points, a design's rows)."""
    from SALib.sample import sobol as sampling

    designs = [
        sampling.sample(
            _problem(target), points // REPLICATES, calc_second_order=pairs,
            seed=np.random.default_rng(scramble),
        )
        for scramble in np.random.SeedSequence(seed).spawn(REPLICATES)
    ]  # fmt: skip
    inside = np.clip(np.concatenate(designs), 2.0**-32, 1 - 2.0**-32)  # no end has a quantile
    result = target.evaluate({name: inside[:, n] for n, name in enumerate(target.columns)})
    if not np.isfinite(result).all() or np.ptp(result) == 0:
        raise ArgumentError(f"{target.name} does not vary, or not within bounds: nothing to split.")
    return np.asarray(result, dtype=np.float64).reshape(REPLICATES, points // REPLICATES, -1)


class _Split:
    """The results of every replicate by the rows of Saltelli's design, and what they estimate."""

    def __init__(self, result: Numbers, groups: int) -> None:
        rows = np.moveaxis(result, -1, 0)
        self.one, self.other = rows[0], rows[-1]
        self.exchanged, self.back = rows[1 : groups + 1], rows[groups + 1 : -1]

    def first(self, group: int) -> tuple[float, float]:
        """Return a first-order part and half of its interval."""
        from SALib.analyze.sobol import first_order

        return _jackknifed(first_order, self.one, self.exchanged[group], self.other)

    def total(self, group: int) -> tuple[float, float]:
        """Return a total part and half of its interval."""
        from SALib.analyze.sobol import total_order

        return _jackknifed(total_order, self.one, self.exchanged[group], self.other)

    def pair(self, a: int, b: int) -> tuple[float, float]:
        """Return the part that two groups explain only together, and half of its interval."""
        from SALib.analyze.sobol import second_order

        both = self.exchanged[a], self.exchanged[b]
        return _jackknifed(second_order, self.one, *both, self.back[a], self.other)


def _jackknifed(estimate: Callable[..., Numbers], *rows: Numbers) -> tuple[float, float]:
    """Return an estimate from all replicates, and half of its interval from leaving each one out.

    A part is a ratio, which few points estimate with a bias: so it is not taken in each replicate.
    """
    from scipy.stats import t

    value = float(estimate(*(row.ravel() for row in rows)))
    without = partial(np.delete, axis=0)
    left = [float(estimate(*(without(row, n).ravel() for row in rows))) for n in range(REPLICATES)]
    error = np.sqrt((REPLICATES - 1) * np.var(left))
    return value, float(t.ppf((1 + CREDIBILITY) / 2, REPLICATES - 1) * error)


def _problem(target: Target) -> dict[str, object]:
    groups = enumerate(target.groups.values())  # SALib's own names of groups are texts
    owners = {column: str(number) for number, members in groups for column in members}
    return {
        "num_vars": len(target.columns),
        "names": list(target.columns),
        "bounds": [[0.0, 1.0]] * len(target.columns),
        "groups": [owners[column] for column in target.columns],
    }


def _rank(index: Index) -> tuple[float, str]:
    return -index.total, str(index.factor)
