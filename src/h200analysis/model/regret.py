"""Choosing between actions under regimes that nobody controls: regret, and the worth of certainty.

`payoffs` holds for each action what it brings in each state.
"""

from collections.abc import Mapping, Sequence

from h200analysis.model.arithmetic import require, sum_of
from h200analysis.model.domains import guarded
from h200analysis.model.dynamics import check_chances
from h200analysis.model.units import NetUsd, Share, Usd

Payoffs = Mapping[str, Sequence[NetUsd]]


@guarded
def regrets(payoffs: Payoffs) -> dict[str, tuple[Usd, ...]]:
    """Return for each action what it gives up in each state against the best one there.

    The regret of Savage (1951).
    """
    states = _states(payoffs)
    best = [max(row[state] for row in payoffs.values()) for state in range(states)]
    return {
        action: tuple(top - got for top, got in zip(best, row, strict=True))
        for action, row in payoffs.items()
    }


@guarded
def minimax_regret(payoffs: Payoffs) -> str:
    """Return the action whose largest regret is smallest (Savage 1951)."""
    by_action = regrets(payoffs)
    return min(by_action, key=lambda action: max(by_action[action]))


@guarded
def expected_regrets(payoffs: Payoffs, chances: Sequence[Share]) -> dict[str, Usd]:
    """Return each action's expected regret."""
    checked = check_chances(chances, _states(payoffs), "chances")
    return {action: _expected(row, checked) for action, row in regrets(payoffs).items()}


@guarded
def perfect_information_usd(payoffs: Payoffs, chances: Sequence[Share]) -> Usd:
    """Return what knowing the state before acting would be worth.

    Mean of the best payoffs less the best mean payoff, which is the least expected regret.
    The expected value of perfect information (Raiffa and Schlaifer 1961).
    """
    checked = check_chances(chances, _states(payoffs), "chances")
    best = [max(row[state] for row in payoffs.values()) for state in range(len(checked))]
    return _expected(best, checked) - max(_expected(row, checked) for row in payoffs.values())


def _states(payoffs: Payoffs) -> int:
    require(len(payoffs) > 0, "the number of actions", len(payoffs), "1 or more")
    counts = {len(row) for row in payoffs.values()}
    require(len(counts) == 1, "the number of different lengths", len(counts), "1: a payoff a state")
    return counts.pop()


def _expected(values: Sequence[Usd], chances: Sequence[Share]) -> Usd:
    return sum_of(value * chance for value, chance in zip(values, chances, strict=True))
