"""Parameters that move together: a Gaussian copula from rank correlations given in data.

A parameter of a higher dimension follows those of lower ones, never the other way: so a
correlation with a new parameter moves no draw of the old one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from h200analysis.errors import H200Error
from h200analysis.evidence import Ledger
from h200analysis.evidence.correlations import CORRELATIONS

Matrix = NDArray[np.float64]


class CorrelationError(H200Error, ValueError):
    """Correlations that contradict each other; the message names the parameters."""


@dataclass(frozen=True, slots=True)
class Group:
    """Parameters that depend on each other, by rising dimension, and the factor that ties them.

    `factor` is lower triangular: the normal score of a parameter is its row times the independent
    scores of all before it and its own.
    """

    names: tuple[str, ...]
    factor: tuple[tuple[float, ...], ...]

    def level(self, name: str, own: Callable[[str], Matrix]) -> Matrix:
        """Return the level of its distribution at which a parameter lies in each draw.

        `own` gives the independent level of a name. Source: Gaussian copula.
        """
        row = self.factor[self.names.index(name)]
        tied = [(n, weight) for n, weight in zip(self.names, row, strict=False) if weight != 0]
        if len(tied) == 1:
            return own(name)
        from scipy.special import ndtr, ndtri  # a tenth of a second, spared where nothing is tied

        score = np.sum([weight * ndtri(own(each)) for each, weight in tied], axis=0)
        return np.asarray(ndtr(score), dtype=np.float64)


def groups(ledger: Ledger) -> tuple[Group, ...]:
    """Return the groups of drawn parameters that correlations tie, as known on the ledger's day.

    Raises `CorrelationError` where the correlations of a group cannot all hold.
    """
    return _groups(tuple(sorted(_pairs(ledger))), tuple(_dimensions(ledger)))


def pearson(spearman: float) -> float:
    """Return the correlation of the normal scores that has this rank correlation.

    2 sin(pi rho / 6). Source: Pearson (1907).
    """
    return float(2 * np.sin(np.pi * spearman / 6))


def _pairs(ledger: Ledger) -> list[tuple[str, str, float]]:
    """Return the correlations in force between parameters that are both drawn by now."""
    return [
        (*tie.between, tie.current.spearman)
        for tie in ledger.of(CORRELATIONS).values()
        if all(
            n in ledger.parameters and ledger.parameters[n].dimension is not None
            for n in tie.between
        )
    ]


def _dimensions(ledger: Ledger) -> list[tuple[str, int]]:
    named = {name for first, second, _ in _pairs(ledger) for name in (first, second)}
    pairs = ((name, ledger.parameters[name].dimension) for name in sorted(named))
    return [(name, dimension) for name, dimension in pairs if dimension is not None]


@cache
def _groups(
    pairs: tuple[tuple[str, str, float], ...], dimensions: tuple[tuple[str, int], ...]
) -> tuple[Group, ...]:
    order = [name for name, _ in sorted(dimensions, key=lambda found: found[1])]
    return tuple(_tied(members, pairs) for members in _connected(order, pairs))


def _connected(order: list[str], pairs: tuple[tuple[str, str, float], ...]) -> list[list[str]]:
    sets: list[set[str]] = []
    for first, second, _ in pairs:
        joined = [members for members in sets if members & {first, second}]
        sets = [members for members in sets if members not in joined]
        sets.append({first, second}.union(*joined))
    return [[name for name in order if name in members] for members in sets]


def _tied(members: list[str], pairs: tuple[tuple[str, str, float], ...]) -> Group:
    matrix = np.eye(len(members))
    for first, second, spearman in pairs:
        if first in members:
            row, column = members.index(first), members.index(second)
            matrix[row, column] = matrix[column, row] = pearson(spearman)
    try:
        factor = np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        raise CorrelationError(
            f"data/correlations.toml: the correlations of {', '.join(members)} cannot all hold; "
            "expected a positive definite matrix. Weaken one of them, or take it out."
        ) from None
    return Group(
        tuple(members), tuple(tuple(row[: n + 1]) for n, row in enumerate(factor.tolist()))
    )
