"""What moved a headline between two editions: each change's Shapley share, so that all add up.

The players are what differs: parameters, the scenario, the version of the model, and the seed,
which stands for the noise of the simulation. What is believed of policy moves by events, and
`story` tells it.
"""

import hashlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

import numpy as np

from h200analysis.cases.case import Case
from h200analysis.counting import counted
from h200analysis.evidence import Parameter
from h200analysis.evidence.correlations import CORRELATIONS
from h200analysis.inquiry.factors import Factor, Other
from h200analysis.model.shapley import shapley

EXACT = 10  # players up to which every order of joining is counted
ORDERS = 512
H = TypeVar("H", bound=Hashable)  # what names a headline
P = TypeVar("P", bound=Hashable)  # what names a player


@dataclass(frozen=True, slots=True)
class Run(Generic[H]):
    """A case with the seed of its draws and the measure, the model, that gave its headlines."""

    case: Case
    measure: Callable[[Case, int], Mapping[H, float]]
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Attribution(Generic[H, P]):
    """Headlines before and after, and for each the share of every player.

    The shares of a headline add up to its change. `errors` is empty where they are exact, else it
    holds the standard error of each, since orders of joining were sampled.
    """

    before: Mapping[H, float]
    after: Mapping[H, float]
    shares: Mapping[H, Mapping[P, float]]
    errors: Mapping[H, Mapping[P, float]] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return how many headlines it explains, on a line."""
        return f"<Attribution of {counted(len(self.shares), 'headline')}>"


def attribution(
    before: Run[H], after: Run[H], recorded: Mapping[H, float] | None = None
) -> Attribution[H, Factor]:
    """Return what each difference between two editions did to their headlines.

    Nothing that both have in common is a player, and no parameter that neither used; a player that
    changes nothing has a share of 0.
    A headline that could not be computed before is left out. `recorded` are headlines as the
    earlier edition printed them: where today's model gives another figure for that day, the
    difference is the share of the model's version.
    """
    known = _measured(before).keys() & _measured(after).keys()
    used = {name.name for run in (before, after) for name in run.case.used()}
    players = tuple(p for p in changes(before, after) if isinstance(p, Other) or used & {*p})

    def value(joined: frozenset[Factor]) -> Mapping[H, float]:
        every = _measured(_between(before, after, players, joined))
        return {headline: value for headline, value in every.items() if headline in known}

    split = attributed(players, value)
    return split if recorded is None else _from_recorded(split, recorded)


def _from_recorded(
    split: Attribution[H, Factor], recorded: Mapping[H, float]
) -> Attribution[H, Factor]:
    """Return the same from the figures that were printed, as far as they are known."""
    known = {headline: recorded[headline] for headline in split.before if headline in recorded}
    shares = {
        headline: {**split.shares[headline], Other.MODEL: split.before[headline] - printed}
        for headline, printed in known.items()
    }
    return Attribution(
        known, {headline: split.after[headline] for headline in known}, shares,
        {headline: errors for headline, errors in split.errors.items() if headline in known},
    )  # fmt: skip


def attributed(
    players: Sequence[P], value: Callable[[frozenset[P]], Mapping[H, float]], orders: int = ORDERS
) -> Attribution[H, P]:
    """Split the change from no player to all of them; each group of players is asked for once.

    Exact up to ten players; above, over sampled orders of joining, each with its reverse.
    Sources: Shapley (1953); Castro, Gómez and Tejada (2009) for the sampling.
    """
    asked: dict[frozenset[P], Mapping[H, float]] = {}

    def remembered(joined: frozenset[P]) -> Mapping[H, float]:
        if joined not in asked:
            asked[joined] = value(joined)
        return asked[joined]

    before, after = remembered(frozenset()), remembered(frozenset(players))
    if len(players) <= EXACT:
        exact = {
            name: shapley(players, lambda group, name=name: remembered(frozenset(group))[name])  # type: ignore[misc]
            for name in before
        }
        return Attribution(before, after, exact)
    return _sampled(players, remembered, orders)


def changes(before: Run[H], after: Run[H]) -> tuple[Factor, ...]:
    """Return the players that differ: parameters by name, and what is no parameter."""
    old, new = before.case, after.case
    differs = {
        Other.CORRELATIONS: old.ledger.of(CORRELATIONS) != new.ledger.of(CORRELATIONS),
        Other.SCENARIO: (old.scenario, dict(old.by_hand)) != (new.scenario, dict(new.by_hand)),
        Other.MODEL: before.measure is not after.measure,
        Other.SEED: before.seed != after.seed,
    }
    return (*_parameters(old, new), *(other for other, is_player in differs.items() if is_player))


def _parameters(old: Case, new: Case) -> tuple[Factor, ...]:
    """Return the parameters that changed, each by itself."""
    return tuple(
        (name,)
        for name, parameter in new.ledger.parameters.items()
        if name in old.ledger.parameters and _differ(old.ledger.parameters[name], parameter)
    )


_DRAWN_FROM = ("central", "low", "high", "credibility", "shape")


def _differ(old: Parameter, new: Parameter) -> bool:
    """Tell whether two values would be drawn otherwise, whatever they rest on."""
    return any(getattr(old.current, name) != getattr(new.current, name) for name in _DRAWN_FROM)


def _between(
    before: Run[H], after: Run[H], players: Sequence[Factor], joined: frozenset[Factor]
) -> Run[H]:
    """Return the run that has changed in the players that joined, and in no other."""
    stayed = {player for player in players if player not in joined}
    old, new = before.case, after.case
    kept = {
        name: old.ledger.parameters[name]
        for player in stayed
        if not isinstance(player, Other)
        for name in player
    }
    ties = old if Other.CORRELATIONS in stayed else new
    ledger = replace(
        new.ledger,
        parameters={**new.ledger.parameters, **kept},
        kinds={**new.ledger.kinds, CORRELATIONS: ties.ledger.of(CORRELATIONS)},
    )
    supposed = old if Other.SCENARIO in stayed else new
    return Run(
        Case(ledger, supposed.scenario, supposed.by_hand),
        (before if Other.MODEL in stayed else after).measure,
        (before if Other.SEED in stayed else after).seed,
    )


def _measured(run: Run[H]) -> Mapping[H, float]:
    return run.measure(run.case, run.seed)


def _sampled(
    players: Sequence[P], remembered: Callable[[frozenset[P]], Mapping[H, float]], orders: int
) -> Attribution[H, P]:
    """Average contributions over orders and their reverses, which err to opposite sides."""
    before, after = remembered(frozenset()), remembered(frozenset(players))
    random = np.random.default_rng(_hashed(players))
    rounds: list[dict[H, dict[P, float]]] = []
    for _ in range(orders // 2):
        order = [players[n] for n in random.permutation(len(players))]
        there, back = (_joining(way, remembered) for way in (order, order[::-1]))
        rounds.append({h: {p: (there[h][p] + back[h][p]) / 2 for p in players} for h in before})
    sampled = {h: {p: np.array([r[h][p] for r in rounds]) for p in players} for h in before}
    shares = {h: {p: float(v.mean()) for p, v in by.items()} for h, by in sampled.items()}
    root = np.sqrt(len(rounds))
    errors = {
        h: {p: float(v.std(ddof=1) / root) for p, v in by.items()} for h, by in sampled.items()
    }
    return Attribution(before, after, shares, errors)


def _joining(
    order: Sequence[P], remembered: Callable[[frozenset[P]], Mapping[H, float]]
) -> dict[H, dict[P, float]]:
    """Return what each player adds to each headline when it joins those before it."""
    steps = [remembered(frozenset(order[:count])) for count in range(len(order) + 1)]
    return {
        headline: {
            player: steps[n + 1][headline] - steps[n][headline] for n, player in enumerate(order)
        }
        for headline in steps[0]
    }


def _hashed(players: Sequence[Hashable]) -> int:
    """Return a seed that the players alone decide, so that the same change is told the same way."""
    names = "\n".join(map(str, players))
    return int.from_bytes(hashlib.sha256(names.encode()).digest()[:8], "big")
