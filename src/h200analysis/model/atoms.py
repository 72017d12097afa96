"""Distributions with weight on single outcomes: quantiles, tails and shortfall, atoms split fairly.

An outcome that straddles a tail counts in it with the part of its weight that falls inside.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Annotated

from h200analysis.model.arithmetic import power, require, sum_of
from h200analysis.model.domains import guarded
from h200analysis.model.units import ONE_OR_MORE, Number, PositiveShare, Share, ShareBelowOne

_TOLERANCE = 1e-9  # cumulated chances carry the rounding of their terms


@dataclass(frozen=True, slots=True)
class Atom:
    """One outcome, in whatever unit, and its chance."""

    value: Number
    chance: Share


Distribution = Annotated[Sequence[Atom], ONE_OR_MORE]


@guarded
def atoms(outcomes: Iterable[tuple[Number, Share]]) -> tuple[Atom, ...]:
    """Return outcomes in rising order; refuse chances that are not a distribution."""
    made = tuple(Atom(value, chance) for value, chance in outcomes)
    total = sum_of(atom.chance for atom in made)
    require(abs(total - 1) <= _TOLERANCE, "the sum of chances", total, "1")
    return tuple(sorted(made, key=lambda atom: atom.value))


@guarded
def mean(distribution: Distribution) -> float:
    """Return the mean."""
    return sum_of(atom.value * atom.chance for atom in distribution)


@guarded
def deviation(distribution: Distribution) -> float:
    """Return the standard deviation."""
    centre = mean(distribution)
    variance: float = sum_of(
        power(abs(atom.value - centre), 2) * atom.chance for atom in distribution
    )
    return float(variance**0.5)


@guarded
def quantile(distribution: Distribution, level: Share) -> float:
    """Return the lowest outcome that is not exceeded with at least this chance.

    The left-continuous inverse of the distribution function, compared with a tolerance.
    """
    below = accumulate(atom.chance for atom in distribution)
    reached = (
        a for a, share in zip(distribution, below, strict=True) if share >= level - _TOLERANCE
    )
    return next(reached, distribution[-1]).value


@guarded
def mean_of_best(distribution: Distribution, share: PositiveShare) -> float:
    """Return the mean of the best outcomes that together have this chance.

    A tail mean with fractional weights (Acerbi and Tasche 2002).
    """
    return _tail_mean(reversed(distribution), share)


@guarded
def mean_of_worst(distribution: Distribution, share: PositiveShare) -> float:
    """Return the mean of the worst outcomes that together have this chance."""
    return _tail_mean(distribution, share)


@guarded
def shortfalls(distribution: Distribution, gross: Number) -> tuple[Atom, ...]:
    """Return what each outcome falls short of the gross, in rising order."""
    return tuple(Atom(gross - atom.value, atom.chance) for atom in reversed(distribution))


@guarded
def value_at_risk(losses: Distribution, level: Share) -> float:
    """Return the loss that is not exceeded with this chance."""
    return quantile(losses, level)


@guarded
def expected_shortfall(losses: Distribution, level: ShareBelowOne) -> float:
    """Return the mean of the losses beyond this level; never less than the value at risk.

    The atom at the quantile is split (Acerbi and Tasche 2002).
    """
    return mean_of_best(losses, 1 - level)


def _tail_mean(ordered: Iterable[Atom], share: Share) -> float:
    left, total = share, 0.0
    for atom in ordered:
        counted = min(atom.chance, left)
        total += atom.value * counted
        left -= counted
    return total / (share - max(left, 0.0))
