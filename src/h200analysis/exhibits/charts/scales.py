"""Where a value stands between two places: by its size, or by its power of ten."""

import math
from collections.abc import Callable

from h200analysis.exhibits.bundle import ExhibitError

Scale = Callable[[float], float]


def linear(domain: tuple[float, float], places: tuple[float, float]) -> Scale:
    """Return the scale that puts the ends of a domain at two places."""
    low, high = domain
    first, last = places
    slope = (last - first) / (high - low) if high > low else 0.0
    return lambda value: first + (value - low) * slope


def logarithmic(domain: tuple[float, float], places: tuple[float, float]) -> Scale:
    """Return the scale on which equal steps are equal factors."""
    if domain[0] <= 0:
        raise ExhibitError(
            f"A logarithmic scale begins above zero, not at {domain[0]:g}; use a linear one."
        )
    inner = linear((math.log10(domain[0]), math.log10(domain[1])), places)
    return lambda value: inner(math.log10(value))


def ticks(high: float, count: int = 4) -> list[float]:
    """Return round values from 0 up to a highest one, about so many."""
    if high <= 0:
        return [0.0]
    rough = high / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough)
    return [step * number for number in range(int(high / step + 1e-9) + 1)]
