"""Drawn values of parameters: scrambled Sobol' points through the inverse of a distribution.

A parameter keeps its dimension for ever, and its scramble comes from seed, replicate and name
alone. So a new parameter moves no figure of any edition. Sixteen replicates, each scrambled anew,
tell how far a statistic would move under another scramble: that is its standard error.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from h200analysis.chance.dependence import Group, groups
from h200analysis.chance.points import points
from h200analysis.chance.quantiles import Draws, quantile
from h200analysis.evidence import Ledger
from h200analysis.model import domains
from h200analysis.model.domains import DomainError
from h200analysis.model.units import Whole

REPLICATES = 16
LEAST = 64  # points a replicate; with fewer, the 5% quantile is off by more than its error says
MOST = 1 << 26  # all replicates together; eight bytes each


@dataclass(frozen=True, slots=True)
class Block:
    """A part of one replicate, from a place to a place."""

    replicate: int
    start: int
    stop: int


def sample(ledger: Ledger, name: str, seed: int, draws: int) -> Draws:
    """Return draws of a parameter, shape (replicates, draws / replicates), in its own unit."""
    every = [Block(replicate, 0, draws // REPLICATES) for replicate in range(REPLICATES)]
    return _drawn(ledger, name, seed, every)


def part(ledger: Ledger, name: str, seed: int, block: Block) -> Draws:
    """Return a part of the same draws, bit for bit."""
    drawn: Draws = _drawn(ledger, name, seed, [block])[0]
    return drawn


def _drawn(ledger: Ledger, name: str, seed: int, blocks: Sequence[Block]) -> Draws:
    """Return the draws of some blocks, a row each, correlations applied."""
    group = group_of(ledger, name)
    dimensions = {each: ledger.parameter(each).dimension for each in group.names}

    def own(each: str) -> Draws:
        dimension = dimensions[each]
        if dimension is None:
            raise DomainError(f"{each} is not drawn: it has no spread.")
        return np.stack([uniform(each, dimension, seed, block) for block in blocks])

    return quantile(ledger.parameter(name).current, group.level(name, own))


def uniform(name: str, dimension: int, seed: int, block: Block) -> Draws:
    """Return a part of the points in (0, 1) of a name; those of no two names depend."""
    return points(f"{seed}/{block.replicate}/{name}", dimension, block.start, block.stop)


def check(draws: int, seed: int = 0) -> None:
    """Refuse a number of draws that the sequence cannot balance, and what is no seed."""
    domains.check("seed", seed, Whole)
    per_replicate, rest = divmod(domains.check("draws", draws, Whole), REPLICATES)
    if rest or per_replicate < LEAST or per_replicate & (per_replicate - 1) or draws > MOST:
        raise DomainError(
            f"draws is {draws}; expected 16 replicates of a power of two from {LEAST} on, "
            f"such as 65,536, and at most {MOST:,}."
        )


def group_of(ledger: Ledger, name: str) -> Group:
    """Return the parameters that a drawn one depends on or that depend on it, itself if none."""
    return next(
        (group for group in groups(ledger) if name in group.names), Group((name,), ((1.0,),))
    )
