"""What it is worth to learn something before choosing: expected value of perfect information.

`payoffs` holds a row for each action and a column for each draw. All is in the payoffs' own unit.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from h200analysis.errors import ArgumentError
from h200analysis.model import domains
from h200analysis.model.units import Whole

Numbers = NDArray[np.float64]
_FEW = 40  # distinct values up to which an input is read value by value
_KNOTS = 16
_DEGREE = 3
_ROUNDING = 1e-12  # of the payoffs: what a regression in floating point leaves of nothing


@dataclass(frozen=True, slots=True)
class InformationValue:
    """What knowing one input is worth, and what the method finds for the same input shuffled.

    A worth that does not stand out from `shuffled` is none.
    """

    value: float
    shuffled: float


def perfect_information(payoffs: Numbers) -> float:
    """Return what knowing each draw before choosing is worth; never below zero.

    Mean of the best payoffs less the best mean payoff. Source: Raiffa and Schlaifer (1961).
    """
    _check(payoffs)
    return float(payoffs.max(axis=0).mean() - payoffs.mean(axis=1).max())


def partial_information(payoffs: Numbers, known: Numbers, seed: int = 7) -> InformationValue:
    """Return what knowing one input alone is worth; between zero and perfect information.

    The payoffs are regressed on the input: by the mean at each value if it takes few, else by a
    cubic spline with knots at equal parts of the draws. Several inputs, a row each, are known
    together: by the sum of their splines and the products of each two. The shuffled input tells how
    much of the worth is only the regression following noise.
    Source: Strong, Oakley and Brennan (2014).
    """
    domains.check("seed", seed, Whole)
    most = perfect_information(payoffs)
    _check_finite("known", known)
    if known.shape[-1:] != payoffs.shape[1:]:
        raise ArgumentError(
            f"known has {known.shape[-1]} values; expected {payoffs.shape[1]}, as payoffs has."
        )
    shuffled = np.random.default_rng(seed).permutation(known, axis=-1)
    value, noise = (_worth(payoffs, each) for each in (known, shuffled))
    rounding = _ROUNDING * float(np.abs(payoffs).mean())
    bounded = (min(worth, most) if worth > rounding else 0.0 for worth in (value, noise))
    return InformationValue(*bounded)


def _worth(payoffs: Numbers, known: Numbers) -> float:
    """Regress what each action brings beyond the first one: less is left to noise."""
    beyond = payoffs[1:] - payoffs[0]
    expected = np.vstack([np.zeros(known.shape[-1]), _regressed(beyond, known)])
    return float(expected.max(axis=0).mean() - expected.mean(axis=1).max())


def _regressed(values: Numbers, known: Numbers) -> Numbers:
    """Return the mean of each row given the input, at each draw."""
    if known.ndim == 2:
        return _projected(values, np.hstack([*map(_splines, known), *_products(known)]))
    distinct, place = np.unique(known, return_inverse=True)
    if distinct.size <= _FEW:
        counts = np.bincount(place)
        means = [np.bincount(place, weights=row) / counts for row in values]
        return np.array([mean[place] for mean in means])
    return _projected(values, _splines(known))


def _projected(values: Numbers, basis: Numbers) -> Numbers:
    """Return the nearest to each row among the sums of a basis; what is redundant does no harm."""
    solved, *_ = np.linalg.lstsq(basis.T @ basis, basis.T @ values.T, rcond=None)
    return np.asarray((basis @ solved).T, dtype=np.float64)


def _products(known: Numbers) -> list[Numbers]:
    """Return the product of each two inputs about their means, a column each."""
    about = known - known.mean(axis=1, keepdims=True)
    return [(a * b)[:, None] for a, b in combinations(about, 2)]


def _splines(known: Numbers) -> Numbers:
    """Return cubic B-splines at each draw, knots at equal parts of the draws."""
    from scipy.interpolate import BSpline

    inner = np.unique(np.quantile(known, np.linspace(0, 1, _KNOTS + 2)))
    knots = np.concatenate([[inner[0]] * _DEGREE, inner, [inner[-1]] * _DEGREE])
    return np.asarray(BSpline.design_matrix(known, knots, _DEGREE).toarray(), dtype=np.float64)


def _check(payoffs: Numbers) -> None:
    _check_finite("payoffs", payoffs)
    if payoffs.ndim != 2 or 0 in payoffs.shape:
        raise ArgumentError(
            f"payoffs has the shape {payoffs.shape}; expected a row for each action and a column "
            "for each draw."
        )


def _check_finite(name: str, values: Numbers) -> None:
    if not isinstance(values, np.ndarray) or values.dtype.kind not in "iuf":
        raise ArgumentError(f"{name} is {values!r}; expected an array of numbers.")
    if not np.isfinite(values).all():
        raise ArgumentError(f"{name} holds a value that is no finite number; expected all finite.")
