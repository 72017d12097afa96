"""The exact chances of all states, week by week, for each draw of the rates.

For every draw the chances of the 36 joint states are carried from week to week and weighed by what
was learned: a forward filter (Stratonovich 1960; Rabiner 1989). How likely the evidence was under a
draw is that draw's weight.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cache, cached_property
from typing import Any, TypeVar

import numpy as np

from h200analysis.cases.case import Case
from h200analysis.cases.outcome import Input
from h200analysis.chance.quantiles import Draws
from h200analysis.chance.replicates import REPLICATES
from h200analysis.errors import ArgumentError
from h200analysis.futures.forward import arrived, arriving, named, placed
from h200analysis.futures.rates import COUNT, Rates, check_scaled, rates
from h200analysis.futures.signals import Signals, signals
from h200analysis.futures.weeks import LAST_DAY, Weeks
from h200analysis.model.gates import Arrival, Beijing, Joint, Washington

E = TypeVar("E", bound=Enum)


@dataclass(frozen=True)
class Filtered:
    """The chances of the joint states in every draw of the rates, at the end of each step so far.

    `weights` are those of the draws and sum to 1.
    """

    weeks: Weeks
    rates: Rates = field(repr=False)
    signals: Signals = field(repr=False)
    history: tuple[Mapping[Joint, Any], ...] = field(repr=False)
    weights: Draws = field(repr=False)
    inputs: tuple[Input, ...] = field(repr=False)
    log_evidence: float

    @property
    def now(self) -> Mapping[Joint, Any]:
        """The chances of the joint states today, in each draw."""
        return self.history[-1]

    @property
    def washington(self) -> dict[str, float]:
        """The chances of Washington's states today."""
        return self._of(Washington, 0)

    @property
    def beijing(self) -> dict[str, float]:
        """The chances of Beijing's states today."""
        return self._of(Beijing, 1)

    @property
    def arrived(self) -> float:
        """The chance that a first chip has reached China by today."""
        return self._of(Arrival, 2)[Arrival.ARRIVED.value]

    @property
    def effective_rates(self) -> float:
        """How many draws of the rates the weights are worth."""
        return float(1 / (self.weights**2).sum())

    def any_by(self, day: date) -> float:
        """Return the chance that a first chip has reached China by a day from today on."""
        in_each = self.any_by_in_each(day)
        if self.signals.arrived_by is not None:
            return 1.0  # as the answered question says, to the last digit
        return 0.0 if self.signals.none_by == day else float(self.weights @ in_each)

    def any_by_in_each(self, day: date) -> Draws:
        """Return the chance of a first chip by a day that lies ahead, in each draw of the rates.

        That of the last day is asked of many filters with the same rates, so it is told by what
        these rates bring from each state, whatever the chance of that state.
        """
        now, (step, part) = self.weeks.now, self.weeks.of(day)
        if day < self.weeks.as_of:
            raise ArgumentError(f"day is {day}; expected {self.weeks.as_of} or later.")
        if day == LAST_DAY:
            return np.asarray(arriving(placed(self.now), self.rates.ahead(now, step, part)))
        before, after = self._ahead[max(step - now - 1, 0)], self._ahead[step - now]
        return before + part * (after - before)

    @cached_property
    def _ahead(self) -> tuple[Draws, ...]:
        """The chance that a first chip has arrived by the end of each step, in each draw."""
        now = placed(self.now)
        ahead = self.rates.forward(now, self.weeks.now, self.weeks.count)
        return arrived(now), *(arrived(chances) for chances, _ in ahead)

    def _of(self, states: type[E], place: int) -> dict[str, float]:
        totals = dict.fromkeys(states, 0.0)
        for joint, chances in self.now.items():
            totals[joint[place]] += float(self.weights @ chances)  # type: ignore[index]
        return {state.value: total for state, total in totals.items()}


def filtered(
    case: Case,
    seed: int = 7,
    *,
    strength: float = 1.0,
    scaled: Mapping[str, float] | None = None,
    without: Collection[str] = (),
) -> Filtered:
    """Return the chances of all states on a case's day, from what was published by then.

    `strength` is the power to which every reading is taken, `scaled` holds factors on drawn
    parameters by name, `without` claims whose readings are left out.
    """
    weeks = Weeks(case.ledger.as_of)
    check_scaled(case, scaled or {})
    drawn = rates(case, weeks, seed, scaled or {})
    return carried(weeks, drawn, begun(case), signals(case, weeks, strength, without))


def carried(weeks: Weeks, drawn: Rates, start: Mapping[Joint, Any], told: Signals) -> Filtered:
    """Return the chances of all states after the steps until today, from those at the start."""
    evidence = [told.of(step) for step in range(1, weeks.now + 1)]
    log_evidence, history = np.zeros(COUNT), [start]
    for chances, likely in drawn.forward(placed(start), 0, weeks.now, evidence):
        log_evidence += np.log(likely)
        history.append(named(chances))
    shifted = np.exp(log_evidence - log_evidence.max())
    total = float(log_evidence.max() + np.log(shifted.mean()))
    return Filtered(
        weeks, drawn, told, tuple(history), shifted / shifted.sum(), drawn.inputs, total
    )


def weights_by_replicate(weights: Draws) -> Draws:
    """Return the weights of the draws of the rates, a row for each replicate."""
    return weights.reshape(REPLICATES, -1)


def begun(case: Case) -> dict[Joint, Any]:
    """Return the chances of the states on 11 December 2025, alike in every draw."""
    ones = np.ones(COUNT)

    @cache
    def chance(state: Enum) -> float:
        return float(case.compute(f"start_{state.value}").value)

    return {
        (w, b, a): chance(w) * chance(b) * (a is Arrival.NONE) * ones
        for w in Washington
        for b in Beijing
        for a in Arrival
    }
