"""How drawn values are spread: the parts of them in equal steps, to be shown as a small strip."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from h200analysis.chance.weighted import weighted_quantiles

STEPS = 40
_ENOUGH = 1024  # draws of a replicate: its first ones, which lie as evenly as all
_ENDS = (0.005, 0.995)  # a far tail would leave no room for the rest


@dataclass(frozen=True, slots=True)
class Density:
    """The part of the draws in each of equal steps from low to high, the tails left out."""

    low: float
    high: float
    shares: tuple[float, ...] = field(repr=False)


def density(values: Any, weights: Any = None) -> Density | None:
    """Return how values are spread, or nothing where they all are the same or not finite."""
    drawn = np.asarray(values, dtype=np.float64)
    mass = np.ones(drawn.shape) if weights is None else np.broadcast_to(weights, drawn.shape)
    if drawn.ndim > 1:
        drawn, mass = drawn[:, :_ENOUGH], mass[:, :_ENOUGH]
    if not np.isfinite(drawn).all():
        return None
    low, high = weighted_quantiles(drawn, mass, _ENDS)
    if not low < high:
        return None
    parts, _ = np.histogram(drawn, STEPS, (low, high), weights=mass)
    return Density(float(low), float(high), tuple(float(part) for part in parts / mass.sum()))
