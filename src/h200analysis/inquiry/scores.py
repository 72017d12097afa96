"""How good a forecast was, once the outcome is known. Low is good, except for what is covered."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from h200analysis.model.arithmetic import require
from h200analysis.model.domains import guarded
from h200analysis.model.units import Number, Share

_Numbers = NDArray[np.float64]
_TOLERANCE = 1e-9  # a sum of chances carries the rounding of its terms


@guarded
def brier(chance: Share, happened: Share) -> float:
    """Return the squared distance between a chance and what happened, 1 or 0; from 0 to 1.

    Source: Brier (1950).
    """
    _check_happened(happened)
    return float((chance - happened) ** 2)


@guarded
def log_score(chance: Share, happened: Share) -> float:
    """Return how surprising what happened was, in nats; infinite if it had been ruled out.

    Minus the logarithm of the chance that was given to it. Source: Good (1952).
    """
    _check_happened(happened)
    given = chance if happened else 1 - chance
    return float("inf") if given == 0 else float(abs(np.log(given)))


@guarded
def crps(amounts: Sequence[Number], chances: Sequence[Share], outcome: Number) -> float:
    """Return the continuous ranked probability score, in the unit of the amounts.

    Mean distance to the outcome less half the mean distance between two draws; for one sure amount
    it is the distance. Source: Gneiting and Raftery (2007).
    """
    values, weights = _in_order(amounts, chances)
    below = np.cumsum(weights)
    between = 2 * np.sum(below[:-1] * (1 - below[:-1]) * np.diff(values))
    return float(np.sum(weights * np.abs(values - outcome)) - between / 2)


@guarded
def probability_integral(
    amounts: Sequence[Number], chances: Sequence[Share], outcome: Number
) -> tuple[float, float]:
    """Return between which parts of the forecast the outcome lies, each from 0 to 1.

    The chance of less, and that of no more: they differ by the chance of that very amount. Points
    drawn evenly between the two are, over many outcomes, spread evenly from 0 to 1 if the forecasts
    were honest. Source: Dawid (1984); at atoms, Brockwell (2007).
    """
    values, weights = _in_order(amounts, chances)
    less, same = weights[values < outcome].sum(), weights[values == outcome].sum()
    return min(float(less), 1.0), min(float(less + same), 1.0)


@guarded
def is_covered(
    amounts: Sequence[Number], chances: Sequence[Share], outcome: Number, level: Share = 0.9
) -> bool:
    """Tell whether the outcome lies between the ends that hold a level of the chances.

    Ends are the lowest amounts not exceeded with (1 - level) / 2 and with the rest.
    Source: central prediction interval.
    """
    values, weights = _in_order(amounts, chances)
    below, tail = np.cumsum(weights), (1 - level) / 2
    low, high = (values[np.searchsorted(below, at - _TOLERANCE)] for at in (tail, 1 - tail))
    return bool(low <= outcome <= high)


def _check_happened(happened: Share) -> None:
    require(happened in {0, 1}, "happened", happened, "1 if it did, or 0")


def _in_order(amounts: Sequence[Number], chances: Sequence[Share]) -> tuple[_Numbers, _Numbers]:
    """Return a forecast with its amounts rising, once its chances are a distribution over them."""
    count = len(chances)
    require(count == len(amounts), "the number of chances", count, f"{len(amounts)}, one an amount")
    values, weights = (np.asarray(each, dtype=np.float64) for each in (amounts, chances))
    total = float(weights.sum())
    require(abs(total - 1) <= _TOLERANCE, "the sum of the chances", total, "1")
    order = np.argsort(values)
    return values[order], weights[order]
