"""How much of a result's variance each input explains: Sobol' indices, by SALib.

First order: the part that goes once the input is known. Total: the part that stays while it alone
is not. Inputs that depend on each other are taken as one, or the parts would mean nothing.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from h200analysis.errors import ArgumentError
from h200analysis.inquiry.factors import Factor
from h200analysis.inquiry.target import Target
from h200analysis.model import domains
from h200analysis.model.units import Whole

Numbers = NDArray[np.float64]
CREDIBILITY = 0.95
_RESAMPLES = 200


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
    target: Target, points: int = 4096, *, seed: int = 7, pairs: bool = False
) -> Indices:
    """Split the variance of a result among its groups of inputs.

    `points` is a power of two; the result is computed for that many times the groups plus two.
    A result that does not vary is refused. Sources: Sobol' (1993), Saltelli and others (2010) for
    the first order, Jansen (1999) for the total; intervals by bootstrap.
    """
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sampling

    domains.check("seed", seed, Whole)
    if domains.check("points", points, Whole) < 2 or points & (points - 1):
        raise ArgumentError(f"points is {points}; expected a power of two, such as 4096.")
    if not target.groups:
        raise ArgumentError(f"{target.name} rests on no drawn input: there is nothing to split.")
    problem = _problem(target)
    sampled = sampling.sample(problem, points, calc_second_order=pairs, seed=seed)
    inside = np.clip(sampled, 2.0**-32, 1 - 2.0**-32)  # the ends have no finite quantile
    result = target.evaluate({name: inside[:, n] for n, name in enumerate(target.columns)})
    if not np.isfinite(result).all() or np.ptp(result) == 0:
        raise ArgumentError(f"{target.name} does not vary, or not within bounds: nothing to split.")
    factors = list(target.groups)
    if len(factors) == 1:  # SALib splits nothing among one, which explains all there is
        return Indices(float(np.var(result)), (Index(factors[0], 1.0, 0.0, 1.0, 0.0),))
    parts = analysis.analyze(
        problem, result, calc_second_order=pairs, num_resamples=_RESAMPLES,
        conf_level=CREDIBILITY, seed=seed + 1,
    )  # fmt: skip # SALib takes a seed of 0 for none
    numbers = zip(*(parts[key] for key in ("S1", "S1_conf", "ST", "ST_conf")), strict=True)
    indices = (Index(f, *map(float, four)) for f, four in zip(factors, numbers, strict=True))
    together = _pairs(factors, parts["S2"], parts["S2_conf"]) if pairs else ()
    return Indices(float(np.var(result)), tuple(sorted(indices, key=_rank)), together)


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


def _pairs(factors: list[Factor], parts: Numbers, errors: Numbers) -> tuple[Pair, ...]:
    places = zip(*np.triu_indices(len(factors), 1), strict=True)
    return tuple(
        Pair((factors[a], factors[b]), float(parts[a, b]), float(errors[a, b])) for a, b in places
    )
