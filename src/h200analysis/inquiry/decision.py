"""The shipping decision over what is believed, and what it would be worth to know more first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, unique

import numpy as np

from h200analysis import futures
from h200analysis.cases.case import Case
from h200analysis.futures import Futures
from h200analysis.inquiry.factors import Factor, Other
from h200analysis.inquiry.information import (
    InformationValue,
    Numbers,
    partial_information,
    perfect_information,
)
from h200analysis.inquiry.learnable import deliveries, next_delivery, parameters, path
from h200analysis.model import shipping
from h200analysis.model.formula import Function


@unique
class Action(StrEnum):
    """What a seller may do with the first batch."""

    SEND_NOW = "send_now"
    SEND_ON_WORD = "send_on_word"
    SELL_ELSEWHERE = "sell_elsewhere"


_BROUGHT: dict[Action, Function] = {
    Action.SEND_NOW: shipping.sent_now_usd,
    Action.SEND_ON_WORD: shipping.sent_on_word_usd,
    Action.SELL_ELSEWHERE: shipping.sold_elsewhere_usd,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What each action brings in the mean, in dollars, and what knowing more would be worth.

    `errors` are the standard errors of the means, `perfect` is the worth of knowing everything and
    `partial` that of knowing one input.
    """

    means: Mapping[Action, float]
    errors: Mapping[Action, float] = field(repr=False)
    perfect: InformationValue
    partial: Mapping[Factor, InformationValue] = field(repr=False)

    @property
    def best(self) -> Action:
        """Return the action that brings most in the mean."""
        return max(self.means, key=lambda action: self.means[action])


def shipping_decision(case: Case, seed: int = 7, draws: int = 65_536) -> Decision:
    """Weigh a first batch of the size last reported over the futures of what is believed.

    What clears is what the futures deliver from the case's day to the end of 2026, at most the
    batch. Besides each drawn parameter and rate there may be known: the path of policy, the chips
    delivered, and when the next ones are.
    """
    return decided(futures.over(case, seed, draws))


def decided(read: Futures, *, alone: bool = True) -> Decision:
    """Weigh a first batch over drawn futures; without `alone` no single parameter is asked for."""
    weights = read.belief.weights
    computed = {action: read.compute(formula) for action, formula in _BROUGHT.items()}
    rows = (np.broadcast_to(each.value, weights.shape) for each in computed.values())
    payoffs = np.stack(list(rows)).astype(np.float64)
    means = {action: read.belief.mean(row) for action, row in zip(Action, payoffs, strict=True)}
    inputs = [used for each in computed.values() for used in each.inputs]
    known = (parameters(read.belief, inputs) if alone else {}) | _others(read)
    return Decision(
        {action: mean for action, (mean, _) in means.items()},
        {action: error for action, (_, error) in means.items()},
        perfect_information(payoffs, weights),
        {factor: partial_information(payoffs, each, weights) for factor, each in known.items()},
    )


def _others(read: Futures) -> dict[Factor, Numbers]:
    """Return what may be known of the futures that is no parameter."""
    return {
        Other.POLICY_PATH: path(read.belief),
        Other.DELIVERIES: deliveries(read.belief),
        Other.NEXT_DELIVERY: next_delivery(read.belief),
    }
