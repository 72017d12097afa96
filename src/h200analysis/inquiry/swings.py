"""How far each drawn parameter moves what is believed of 2026, and how much of it that explains."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from h200analysis import futures
from h200analysis.cases.case import Case
from h200analysis.chance.quantiles import quantile
from h200analysis.inquiry.explained import answers, explained
from h200analysis.inquiry.factors import Factor
from h200analysis.inquiry.learnable import parameters
from h200analysis.inquiry.tornado import HIGH, LOW

DRAWS = 32_768


@dataclass(frozen=True, slots=True)
class Headlines:
    """Something about each headline of 2026: of any delivery, and of the chips delivered."""

    any_delivery: float
    chips: float


@dataclass(frozen=True, slots=True)
class Swing:
    """What is believed with a parameter known to lie at its tenth, and at its ninetieth.

    `explained` is the part of each headline's variance over the futures that goes once the
    parameter is known: its first-order index.
    """

    factor: Factor
    at_low: Headlines
    at_high: Headlines
    explained: Headlines

    @property
    def width(self) -> float:
        """Return how far the chips move between the two."""
        return abs(self.at_high.chips - self.at_low.chips)


@dataclass(frozen=True, slots=True)
class Swings:
    """The headlines with every parameter drawn, their standard errors, and a swing for each."""

    base: Headlines
    errors: Headlines
    swings: tuple[Swing, ...] = field(repr=False)


def swings(
    case: Case,
    seed: int = 7,
    draws: int = DRAWS,
    *,
    chosen: Callable[[str], bool] = lambda _: True,
) -> Swings:
    """Fix each drawn parameter that is chosen at its tenth and its ninetieth, and believe anew.

    The others stay drawn, and what is known moves them too: so a parameter that the evidence
    speaks against at one end takes others with it. Total indices are not given: they would take
    the belief anew for thousands of points. First-order ones follow from the futures at hand.
    """
    belief = futures.believe(case, seed, draws)
    asked = answers(belief)
    means = [belief.mean(row) for row in asked]
    found = [
        _swing(case, seed, draws, name, Headlines(*explained(belief, asked, values[None])))
        for name, values in ((f[0], v) for f, v in parameters(belief).items())
        if chosen(name)
    ]
    ranked = sorted(found, key=lambda swing: (-swing.width, str(swing.factor)))
    base, errors = (Headlines(*row) for row in zip(*means, strict=True))
    return Swings(base, errors, tuple(ranked))


def _swing(case: Case, seed: int, draws: int, name: str, explained: Headlines) -> Swing:
    low, high = (_at(case, seed, draws, name, level) for level in (LOW, HIGH))
    return Swing((name,), low, high, explained)


def _at(case: Case, seed: int, draws: int, name: str, level: float) -> Headlines:
    value = float(quantile(case.ledger.parameter(name).current, np.array([level]))[0])
    belief = futures.believe(case.let(**{name: value}), seed, draws)
    return Headlines(*(belief.mean(row)[0] for row in answers(belief)))
