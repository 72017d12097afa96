"""How a change is shared among those that made it together."""

from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from math import comb
from typing import TypeVar

from h200analysis.model.arithmetic import sum_of
from h200analysis.model.domains import DomainError, guarded

P = TypeVar("P", bound=Hashable)  # what names a player


@guarded
def shapley(players: Sequence[P], value: Callable[[tuple[P, ...]], float]) -> dict[P, float]:
    """Return each player's mean contribution over all orders in which they may join.

    `value` is asked once for each of the 2^n groups (Shapley 1953).
    """
    twice = [str(each) for each in dict.fromkeys(players) if list(players).count(each) > 1]
    if twice:
        raise DomainError(f"players holds {', '.join(twice)} twice; expected each player once.")
    groups = [g for size in range(len(players) + 1) for g in combinations(players, size)]
    of_coalition = {frozenset(group): value(group) for group in groups}
    shares: dict[P, float] = {}
    for player in players:
        without = [group for group in of_coalition if player not in group]
        shares[player] = sum_of(
            (of_coalition[group | {player}] - of_coalition[group])
            / (len(players) * comb(len(players) - 1, len(group)))
            for group in without
        )
    return shares
