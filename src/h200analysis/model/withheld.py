"""What each limit withheld from China: by lifting it alone, and by its Shapley share.

Monthly binding limits are a picture and no account: a chip withheld in May may ship in June.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from itertools import combinations
from math import comb, inf
from typing import Any, TypeVar

from h200analysis.model.arithmetic import sum_of
from h200analysis.model.domains import DomainError, guarded
from h200analysis.model.flow import CapBasis, Given, monthly_flow
from h200analysis.model.units import Chips

P = TypeVar("P", bound=Hashable)  # what names a player
LIMITS = ("gate", "licence", "cap", "throughput", "us_first", "attrition")


@guarded
def lifted(given: Given, limits: Sequence[str]) -> Given:
    """Return what a run is given with some limits lifted; refuse a name that is none."""
    for name in limits:
        if name not in LIMITS:
            raise DomainError(f"{name!r} is no limit of the flow; expected one of {LIMITS}.")
    months = len(given.arrivals)
    changes: dict[str, Any] = {}
    if "gate" in limits:
        changes["gate"] = (1.0,) * months
    if "licence" in limits:
        changes["licence_ceiling"] = (inf,) * months
    if "cap" in limits:
        changes["cap"] = replace(given.cap, basis=CapBasis.OFF, by_month=())
    if "throughput" in limits:
        changes["throughput"] = (inf,) * months
    if "us_first" in limits:
        changes["us_need"] = (0.0,) * months
    if "attrition" in limits:
        changes |= {"cancelled": 0.0, "switched": 0.0}
    return replace(given, **changes)


def withheld_alone(given: Given) -> dict[str, Chips]:
    """Return for each limit the chips that lifting it alone would add."""
    delivered = monthly_flow(given).delivered
    return {name: monthly_flow(lifted(given, [name])).delivered - delivered for name in LIMITS}


def withheld_shares(given: Given) -> dict[str, Chips]:
    """Return for each limit its Shapley share of what all of them together withheld.

    The shares add up to the unlimited run less this one (Shapley 1953).
    """
    return shapley(LIMITS, lambda names: monthly_flow(lifted(given, names)).delivered)


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
