"""How the year ends: the futures sorted by where both governments stand on 31 December 2026."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from h200analysis.cases.outcome import Outcome, Spread
from h200analysis.futures import Futures
from h200analysis.futures.arrays import B, W
from h200analysis.model.gates import LETS_PASS, Beijing, Washington

NO_LICENCES = "no_licences"
WASHINGTON_SHUT, BEIJING_SHUT, BOTH_PASS = "washington_shut", "beijing_shut", "both_pass"


@dataclass(frozen=True, slots=True)
class EndState:
    """A state in which the year may end: how likely it is, and what is delivered in it.

    `delivery` is the chance, in this state, of any delivery; once there has been one, of another.
    The chances of all states add up to 1, and chances times means to the mean of all futures.
    """

    name: str
    chance: Outcome
    delivery: Outcome = field(repr=False)
    chips: Spread


def end_states(drawn: Futures) -> tuple[EndState, ...]:
    """Return the states in which some future ends: Washington shut, then Beijing's six."""
    masks = {name: mask for name, mask in _masks(drawn).items() if mask.any()}
    return tuple(_state(drawn, name, mask) for name, mask in masks.items())


def groups(drawn: Futures) -> Mapping[str, Any]:
    """Return in which futures the year ends with Washington shut, with Beijing shut, or neither.

    >>> sorted(end_states.groups(paths))
    ['beijing_shut', 'both_pass', 'washington_shut']
    """
    washington, beijing = drawn.belief.states_on(drawn.belief.weeks.count)
    is_licensed = washington == W.index(Washington.LICENSED)
    passes = sum(beijing == B.index(state) for state in Beijing if state in LETS_PASS) > 0
    return {
        WASHINGTON_SHUT: ~is_licensed,
        BEIJING_SHUT: is_licensed & ~passes,
        BOTH_PASS: is_licensed & passes,
    }


def delivery(drawn: Futures) -> Outcome:
    """Return the chance of any delivery in 2026; once there has been one, of another.

    >>> end_states.delivery(paths).statistic
    'chance'
    """
    name = "further_chips" if drawn.has_begun else "delivered_chips"
    told = "another_delivery" if drawn.has_begun else "any_delivery"
    return drawn.chance(drawn.told()[name] > 0, told)


def _masks(drawn: Futures) -> dict[str, Any]:
    _, beijing = drawn.belief.states_on(drawn.belief.weeks.count)
    is_shut = groups(drawn)[WASHINGTON_SHUT]
    return {NO_LICENCES: is_shut} | {
        state.value: ~is_shut & (beijing == B.index(state)) for state in Beijing
    }


def _state(drawn: Futures, name: str, mask: Any) -> EndState:
    inside = drawn.where(mask)
    chance = drawn.chance(mask, f"ends_{name}")
    return EndState(name, chance, delivery(inside), inside.evaluate("delivered_chips"))
