"""How good a forecast was, once the outcome is known. Low is good, except for what is covered."""

from collections.abc import Sequence

import numpy as np

from h200analysis.errors import ArgumentError
from h200analysis.model.arithmetic import share_of_one


def brier(chance: float, happened: float) -> float:
    """Return the squared distance between a chance and what happened, 1 or 0; from 0 to 1.

    Source: Brier (1950).
    """
    return (share_of_one(chance, "chance") - share_of_one(happened, "happened")) ** 2


def log_score(chance: float, happened: float) -> float:
    """Return how surprising what happened was, in nats; infinite if it had been ruled out.

    Minus the logarithm of the chance that was given to it. Source: Good (1952).
    """
    given = share_of_one(chance, "chance") if happened else 1 - share_of_one(chance, "chance")
    return float("inf") if given == 0 else float(abs(np.log(given)))


def crps(amounts: Sequence[float], chances: Sequence[float], outcome: float) -> float:
    """Return the continuous ranked probability score, in the unit of the amounts.

    Mean distance to the outcome less half the mean distance between two draws; for one sure amount
    it is the distance. Source: Gneiting and Raftery (2007).
    """
    order = np.argsort(amounts)
    values, weights = np.asarray(amounts, dtype=np.float64)[order], _chances(chances)[order]
    below = np.cumsum(weights)
    between = 2 * np.sum(below[:-1] * (1 - below[:-1]) * np.diff(values))
    return float(np.sum(weights * np.abs(values - outcome)) - between / 2)


def probability_integral(
    amounts: Sequence[float], chances: Sequence[float], outcome: float
) -> float:
    """Return at which part of the forecast the outcome lies, from 0 to 1.

    The chance of less, and half the chance of that very amount. Over many outcomes it is spread
    evenly if the forecasts were honest. Source: Dawid (1984), at atoms the middle.
    """
    values, weights = np.asarray(amounts, dtype=np.float64), _chances(chances)
    less, same = weights[values < outcome].sum(), weights[values == outcome].sum()
    return float(less + same / 2)


def is_covered(
    amounts: Sequence[float], chances: Sequence[float], outcome: float, level: float = 0.9
) -> bool:
    """Tell whether the outcome lies between the ends that hold a level of the chances.

    Ends are the lowest amounts not exceeded with (1 - level) / 2 and with the rest.
    Source: central prediction interval.
    """
    order = np.argsort(amounts)
    values, below = np.asarray(amounts)[order], np.cumsum(_chances(chances)[order])
    tail = (1 - share_of_one(level, "level")) / 2
    low, high = (values[np.searchsorted(below, at - 1e-9)] for at in (tail, 1 - tail))
    return bool(low <= outcome <= high)


def _chances(chances: Sequence[float]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    found = np.asarray(chances, dtype=np.float64)
    if (found < 0).any() or abs(found.sum() - 1) > 1e-9:
        raise ArgumentError(f"chances sum to {found.sum():g}; expected 1, and none below 0.")
    return found
