"""How far each input by itself moves a result, from its tenth to its ninetieth of a hundred."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum

import numpy as np

from h200analysis.chance.quantiles import Draws
from h200analysis.errors import ArgumentError
from h200analysis.inquiry.factors import Factor
from h200analysis.inquiry.target import Target

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Bar:
    """A result with one group of inputs at its tenth and its ninetieth of a hundred."""

    factor: Factor
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """Return how far the result moves between the two."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Tornado:
    """Bars by falling width around the base, at which every input lies in its middle.

    `below` and `above` are what the ends of the bars do not add up to: the result with all inputs
    at their lowering, or raising, ends, less the base and every bar's own part. All are in `unit`.
    """

    base: float
    bars: tuple[Bar, ...] = field(repr=False)
    below: float
    above: float
    unit: str


def tornado(target: Target) -> Tornado:
    """Move each group of inputs from its tenth to its ninetieth, the others in the middle.

    Source: one-at-a-time sensitivity at quantiles (Eschenbach 1992).
    """
    if not target.groups:
        raise ArgumentError(f"{target.name} rests on no drawn input: there is nothing to move.")
    base = _at(target, {})
    bars = [
        Bar(factor, *(_at(target, dict.fromkeys(members, end)) for end in (LOW, HIGH)))
        for factor, members in target.groups.items()
    ]
    lowering = _joint(target, bars, rising=False)
    raising = _joint(target, bars, rising=True)
    lows = fsum(min(bar.at_low, bar.at_high) - base for bar in bars)
    highs = fsum(max(bar.at_low, bar.at_high) - base for bar in bars)
    ranked = sorted(bars, key=lambda bar: (-bar.width, str(bar.factor)))
    below, above = lowering - base - lows, raising - base - highs
    return Tornado(base, tuple(ranked), below, above, target.unit)


def _joint(target: Target, bars: list[Bar], *, rising: bool) -> float:
    ends: dict[str, float] = {}
    for bar in bars:
        end = HIGH if (bar.at_high >= bar.at_low) == rising else LOW
        ends |= dict.fromkeys(target.groups[bar.factor], end)
    return _at(target, ends)


def _at(target: Target, ends: Mapping[str, float]) -> float:
    levels: dict[str, Draws] = {
        column: np.array([ends.get(column, MIDDLE)]) for column in target.columns
    }
    return float(target.evaluate(levels)[0])
