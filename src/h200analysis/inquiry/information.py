"""What it is worth to learn something before choosing: expected value of perfect information.

`payoffs` has the shape (actions, replicates, draws), what is known (replicates, draws) or, several
inputs known together, (inputs, replicates, draws). All is in the payoffs' own unit. `weights`, of
the shape (replicates, draws), count draws that are not equally likely.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from h200analysis.chance.weighted import error_of
from h200analysis.errors import ArgumentError
from h200analysis.inquiry.regression import regressed

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class InformationValue:
    """What knowing something is worth, with the standard error that replicates show."""

    value: float
    error: float

    @property
    def stands_out(self) -> bool:
        """Tell whether the worth is more than twice its error, so that noise hardly explains it."""
        return self.value > 2 * self.error


def perfect_information(payoffs: Numbers, weights: Numbers | None = None) -> InformationValue:
    """Return what knowing each draw before choosing is worth; never below zero.

    Mean of the best payoffs less the best mean payoff. Source: Raiffa and Schlaifer (1961).
    """
    weights = _checked(payoffs, weights)
    return _beyond_best(payoffs, payoffs.max(axis=0), weights)


def partial_information(
    payoffs: Numbers, known: Numbers, weights: Numbers | None = None
) -> InformationValue:
    """Return what knowing one input, or several together, is worth: from zero to perfect.

    The payoffs are regressed on what is known, the best action is chosen by the regression, and
    its payoffs are counted. The regression that chooses in a replicate has seen others alone: so
    an input without bearing is worth nothing but for noise, as the error says, and a choice that a
    regression misses counts as lost. Sources: Strong, Oakley and Brennan (2014) for the
    regression; Chernozhukov and others (2018) for fitting apart from counting.
    """
    weights = _checked(payoffs, weights)
    _check_numbers("known", known)
    rows = known if known.ndim == payoffs.ndim else known[None]
    if rows.shape[1:] != payoffs.shape[1:]:
        raise ArgumentError(
            f"known has the shape {known.shape}; expected {payoffs.shape[1:]}, as payoffs has, or "
            "several of that shape."
        )
    beyond = payoffs[1:] - payoffs[0]  # what an action brings beyond the first: less is noise
    expected = np.concatenate([np.zeros((1, *weights.shape)), regressed(beyond, rows, weights)])
    chosen = np.take_along_axis(payoffs, expected.argmax(axis=0)[None], axis=0)[0]
    return _beyond_best(payoffs, chosen, weights)


def _beyond_best(payoffs: Numbers, chosen: Numbers, weights: Numbers) -> InformationValue:
    """Return what a choice in each draw brings beyond the one action that is best in the mean."""
    means = (payoffs * weights).sum(axis=-1)
    best = means.sum(axis=1).argmax()
    shares = weights.sum(axis=-1)
    by_replicate = ((chosen * weights).sum(axis=-1) - means[best]) / shares
    value = float((by_replicate * shares).sum())
    return InformationValue(max(value, 0.0), error_of(by_replicate, shares, value))


def _checked(payoffs: Numbers, weights: Numbers | None) -> Numbers:
    """Return weights that sum to one, once all have their shape."""
    _check_numbers("payoffs", payoffs)
    if payoffs.ndim != 3 or 0 in payoffs.shape or payoffs.shape[1] < 2:
        raise ArgumentError(
            f"payoffs has the shape {payoffs.shape}; expected (actions, replicates, draws), with "
            "two replicates or more."
        )
    if weights is None:
        return np.full(payoffs.shape[1:], 1 / payoffs[0].size)
    _check_numbers("weights", weights)
    if weights.shape != payoffs.shape[1:]:
        raise ArgumentError(
            f"weights has the shape {weights.shape}; expected {payoffs.shape[1:]}, as payoffs has."
        )
    if weights.min() < 0 or weights.sum(axis=-1).min() == 0:
        raise ArgumentError("weights has a negative weight, or a replicate without any.")
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def _check_numbers(name: str, values: Numbers) -> None:
    if not isinstance(values, np.ndarray) or values.dtype.kind not in "iuf":
        raise ArgumentError(f"{name} is {values!r}; expected an array of numbers.")
    if not np.isfinite(values).all():
        raise ArgumentError(f"{name} holds a value that is no finite number; expected all finite.")
