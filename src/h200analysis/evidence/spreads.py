"""How a value may be spread, and which three numbers each shape takes.

- `fixed`: never drawn.
- `lognormal`: median at the geometric mean of low and high, which hold the credibility.
- `above`: "more than": low plus a Beta(1, 3) share of the way to high; nothing below low.
- `below`: "up to": the mirror of it, from high downwards; nothing above high.
- `metalog`: any median between low and high, which hold the credibility; never below zero
  (the three-term log metalog of Keelin, Decision Analysis 13(4), 2016).
- `pert`: central is the most likely value, low and high are the bounds (Beta, weight 4).
- `gamma`: a rate of which so many events were seen, or thought worth, in so much time.
- `beta`: a share, as after so many cases for it and so many against it.

The last two are given by their `counts`, and central is their mean.
"""

from math import isclose, sqrt
from typing import Literal

Shape = Literal["fixed", "lognormal", "above", "below", "metalog", "pert", "gamma", "beta"]
COUNTED: frozenset[Shape] = frozenset(("gamma", "beta"))

_TOLERANCE = 0.01  # of the median: ends rounded to three digits miss it by less
_WIDE = 50  # high over low, from where the mean of a lognormal is twice its median and more
_KEELIN = 1.66711  # Keelin (2016), the slope of the feasible skew of a three-term metalog


def check(
    shape: Shape, central: float, low: float | None, high: float | None, credibility: float | None
) -> None:
    """Refuse numbers that the shape cannot take, naming one that can."""
    if low is None or high is None or credibility is None:
        given = (low, high, credibility)
        raise ValueError(f"low, high and credibility for the shape {shape!r}, not {given}")
    if not low <= central <= high or low == high:
        raise ValueError("low <= central <= high, low below high")
    if shape in {"lognormal", "metalog"} and (low <= 0 or credibility == 1):
        raise ValueError(f"a {shape} above zero with a credibility below 1")
    if shape == "lognormal":
        _check_lognormal(central, low, high)
    elif shape == "metalog":
        _check_metalog(central, low, high, credibility)
    elif credibility != 1:
        raise ValueError(f"a credibility of 1 for the shape {shape!r}: its ends are bounds")
    elif shape in {"above", "below"} and central != (low if shape == "above" else high):
        end = "low" if shape == "above" else "high"
        raise ValueError(f"central at {end}, since the shape {shape!r} starts there")


def check_counts(shape: Shape, central: float, counts: tuple[float, float] | None) -> None:
    """Refuse counts that are missing or not above 0, and a central value that is not their mean."""
    if counts is None or min(counts) <= 0:
        raise ValueError(f"two counts above 0 for the shape {shape!r}, not {counts}")
    first, second = counts
    mean = first / second if shape == "gamma" else first / (first + second)
    if not isclose(central, mean, rel_tol=_TOLERANCE):
        raise ValueError(f"a central value of {mean:.4g}, the mean of a {shape} of {counts}")


def warning(shape: Shape, low: float | None, high: float | None) -> str | None:
    """Return what an author should know of a spread that is allowed but seldom meant."""
    if shape != "lognormal" or low is None or high is None or high <= _WIDE * low:
        return None
    return (
        f"a lognormal from {low:,g} to {high:,g} has a long tail: one future in twenty lies "
        f"{high / sqrt(low * high):,.0f} times above its median; a metalog or pert takes a "
        "nearer upper end"
    )


def _check_lognormal(central: float, low: float, high: float) -> None:
    median = sqrt(low * high)
    if abs(central / median - 1) > _TOLERANCE:
        raise ValueError(
            f"a central value of {median:,.6g}, the geometric mean of low and high, for a "
            f"lognormal; {low:,g}, {central:,g} and {high:,g} fit none: use the shape 'metalog' "
            "if central is the median, 'pert' if it is the most likely value"
        )


def _check_metalog(central: float, low: float, high: float, credibility: float) -> None:
    from math import log

    skew = log(central / low) / log(high / low) if central > low else 0.0
    least = 0.5 * (1 - _KEELIN * credibility / 2)
    if not least < skew < 1 - least:
        nearest, farthest = (low * (high / low) ** share for share in (least, 1 - least))
        raise ValueError(
            f"a median between {nearest:,.3g} and {farthest:,.3g} for a metalog over these ends, "
            f"not {central:,g}; use the shape 'pert', or ends further out"
        )
