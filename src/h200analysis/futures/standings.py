"""Where both gates would stand without some of the claims: many sets of readings filtered at once.

The draws of the rates are the same whatever was read, so the sets share all that the model does;
they part at the first step in which one of them lacks a reading.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from h200analysis.cases.case import Case
from h200analysis.chance.quantiles import Draws
from h200analysis.futures.filter import begun
from h200analysis.futures.forward import arriving, named, placed
from h200analysis.futures.rates import COUNT, Rates, rates
from h200analysis.futures.signals import signals
from h200analysis.futures.weeks import LAST_DAY, Weeks
from h200analysis.model.gates import PASSING, Beijing, Joint, Washington

_AT_ONCE = 8  # sets whose chances of one state fit into the processor's cache
_PASSING = frozenset(PASSING)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where both gates stand on a day, by the readings that are left.

    `washington` and `beijing` are the chances of their states, `passing` that both let chips pass
    today, and `any_by_end` that any chip reaches China in 2026.
    """

    washington: Mapping[str, float]
    beijing: Mapping[str, float]
    passing: float
    any_by_end: float


def standings(case: Case, sets: Sequence[Collection[str]], seed: int = 7) -> tuple[Standing, ...]:
    """Return where the gates stand on a case's day without each of several sets of claims.

    The empty set gives what `filtered` finds.
    """
    weeks = Weeks(case.ledger.as_of)
    drawn = rates(case, weeks, seed, {})
    found: list[Standing] = []
    for place in range(0, len(sets), _AT_ONCE):
        found += _together(case, weeks, drawn, sets[place : place + _AT_ONCE])
    return tuple(found)


def _together(
    case: Case, weeks: Weeks, drawn: Rates, sets: Sequence[Collection[str]]
) -> list[Standing]:
    told = [signals(case, weeks, 1.0, without) for without in sets]
    evidence = [_stacked([each.of(n) for each in told]) for n in range(1, weeks.now + 1)]
    now, likely = placed(begun(case)), np.zeros((len(sets), COUNT))
    for after, chance in drawn.forward(now, 0, weeks.now, evidence):
        now = after
        likely = likely + np.log(chance)
    weights = np.exp(likely - likely.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    chances = {joint: _mean(weights, chance) for joint, chance in named(now).items()}
    ends = _mean(weights, arriving(now, drawn.ahead(weeks.now, *weeks.of(LAST_DAY))))
    return [
        _standing(
            {joint: float(chance[n]) for joint, chance in chances.items()},
            1.0 if each.arrived_by else float(ends[n]),
        )
        for n, each in enumerate(told)
    ]


def _stacked(factors: Sequence[Mapping[Joint, float]]) -> dict[Joint, Any]:
    """Return the factors of a state for all sets: one number where they agree, else a column."""
    every = {joint: [each[joint] for each in factors] for joint in factors[0]}
    return {
        joint: own[0] if len(set(own)) == 1 else np.array(own)[:, None]
        for joint, own in every.items()
    }


def _mean(weights: Draws, chances: Any) -> Draws:
    return np.asarray((weights * chances).sum(axis=1), dtype=np.float64)


def _standing(chances: Mapping[Joint, float], any_by_end: float) -> Standing:
    washington = {state.value: 0.0 for state in Washington}
    beijing = {state.value: 0.0 for state in Beijing}
    passing = 0.0
    for (w, b, _), chance in chances.items():
        washington[w.value] += chance
        beijing[b.value] += chance
        passing += chance * ((w, b) in _PASSING)
    return Standing(washington, beijing, passing, any_by_end)
