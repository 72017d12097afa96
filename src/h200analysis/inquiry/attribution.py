"""What moved a headline between two editions: each change's Shapley share, so that all add up.

The players are what differs: groups of parameters, the state of policy, the scenario, the version
of the model, and the seed, which stands for the noise of the simulation.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from h200analysis.cases.case import Case
from h200analysis.evidence import Parameter
from h200analysis.model.withheld import shapley

EXACT = 10
ORDERS = 512
MODEL, NOISE = "model version", "simulation noise"
POLICY, SCENARIO, ODDS, TIES = (
    "how policy stands",
    "scenario",
    "odds of the regimes",
    "correlations",
)
Headlines = Mapping[str, float]
CoalitionValue = Callable[[frozenset[str]], Headlines]


@dataclass(frozen=True, slots=True)
class Run:
    """A case with the seed of its draws and the measure, the model, that gave its headlines."""

    case: Case
    measure: Callable[[Case, int], Headlines]
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Attribution:
    """Headlines before and after, and for each the share of every player.

    The shares of a headline add up to its change. `errors` is empty where they are exact, else it
    holds the standard error of each, since orders of joining were sampled.
    """

    before: Headlines
    after: Headlines
    shares: Mapping[str, Mapping[str, float]]
    errors: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def attribution(before: Run, after: Run, recorded: Headlines | None = None) -> Attribution:
    """Return what each difference between two editions did to their headlines.

    Nothing that both have in common is a player; a player that changes nothing has a share of 0.
    A headline that could not be computed before is left out. `recorded` are headlines as the
    earlier edition printed them: where today's model gives another figure for that day, the
    difference is the share of the model's version.
    """
    players = changes(before, after)
    known = _measured(before).keys()

    def value(joined: frozenset[str]) -> Headlines:
        every = _measured(_between(before, after, players, joined))
        return {name: value for name, value in every.items() if name in known}

    found = attributed(tuple(players), value)
    return found if recorded is None else _from_recorded(found, recorded)


def _from_recorded(found: Attribution, recorded: Headlines) -> Attribution:
    """Return the same from the figures that were printed, as far as they are known."""
    known = {name: recorded[name] for name in found.before if name in recorded}
    shares = {
        name: {**found.shares[name], MODEL: found.before[name] - printed}
        for name, printed in known.items()
    }
    return Attribution(
        known, {name: found.after[name] for name in known}, shares,
        {name: errors for name, errors in found.errors.items() if name in known},
    )  # fmt: skip


def attributed(players: Sequence[str], value: CoalitionValue, orders: int = ORDERS) -> Attribution:
    """Split the change from no player to all of them; each group of players is asked for once.

    Exact up to ten players; above, over sampled orders of joining, each with its reverse.
    Sources: Shapley (1953); Castro, Gómez and Tejada (2009) for the sampling.
    """
    asked: dict[frozenset[str], Headlines] = {}

    def remembered(joined: frozenset[str]) -> Headlines:
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


def changes(before: Run, after: Run) -> dict[str, tuple[str, ...]]:
    """Return the players that differ, each with the parameters behind it, if it has any."""
    old, new = before.case, after.case
    found = _parameters(old, new)
    differs = {
        TIES: old.ledger.correlations != new.ledger.correlations,
        POLICY: (old.ledger.policy_states[-1:], old.ledger.policies[-1:])
        != (new.ledger.policy_states[-1:], new.ledger.policies[-1:]),
        SCENARIO: (old.scenario, dict(old.by_hand)) != (new.scenario, dict(new.by_hand)),
        MODEL: before.measure is not after.measure,
        NOISE: before.seed != after.seed,
    }
    return found | {name: () for name, is_player in differs.items() if is_player}


def behind(before: Run, after: Run) -> dict[str, str]:
    """Return for each player of the parameters why its value is new, in the words of the data."""
    found: dict[str, str] = {}
    for player, names in changes(before, after).items():
        if player == ODDS:
            days = [after.case.ledger.parameter(name).current.since for name in names]
            found[player] = f"judged anew on {max(days)}"
            continue
        for name in names:
            now = after.case.ledger.parameter(name).current
            reasons = [now.because, now.assumed, ", ".join(now.claims)]
            found[player] = next(reason for reason in reasons if reason)
    return found


def _parameters(old: Case, new: Case) -> dict[str, tuple[str, ...]]:
    """Return changed parameters by title; odds, which sum to one, are one player."""
    changed = [
        name
        for name, parameter in new.ledger.parameters.items()
        if name in old.ledger.parameters and _differ(old.ledger.parameters[name], parameter)
    ]
    odds = tuple(name for name in changed if new.ledger.parameters[name].balance is not None)
    odds += tuple(n for n in changed if n in _balancing(new) and n not in odds)
    alone = {new.ledger.parameters[n].title: (n,) for n in changed if n not in odds}
    return alone | ({ODDS: odds} if odds else {})


def _differ(old: Parameter, new: Parameter) -> bool:
    same = {"since": None, "claims": (), "assumed": None, "choice": None, "because": None}
    grounds = {"hedge": None, "quality": "red"}
    return old.current.model_copy(update=same | grounds) != new.current.model_copy(
        update=same | grounds
    )


def _balancing(case: Case) -> set[str | None]:
    return {parameter.balance for parameter in case.ledger.parameters.values()}


def _between(
    before: Run,
    after: Run,
    players: Mapping[str, tuple[str, ...]],
    joined: frozenset[str],
) -> Run:
    """Return the run that has changed in the players that joined, and in no other."""
    old, new = before.case, after.case
    stayed = [name for player in players.keys() - joined for name in players[player]]
    kept = {name: old.ledger.parameters[name] for name in stayed}
    policy = new if POLICY in joined or POLICY not in players else old
    ties = new if TIES in joined or TIES not in players else old
    ledger = replace(
        new.ledger,
        parameters={**new.ledger.parameters, **kept},
        policies=policy.ledger.policies,
        policy_states=policy.ledger.policy_states,
        correlations=ties.ledger.correlations,
    )
    supposed = new if SCENARIO in joined or SCENARIO not in players else old
    return Run(
        Case(ledger, supposed.scenario, supposed.by_hand),
        (after if MODEL in joined or MODEL not in players else before).measure,
        (after if NOISE in joined or NOISE not in players else before).seed,
    )


def _measured(run: Run) -> Headlines:
    return run.measure(run.case, run.seed)


def _sampled(players: Sequence[str], remembered: CoalitionValue, orders: int) -> Attribution:
    """Average contributions over orders and their reverses, which err to opposite sides."""
    before, after = remembered(frozenset()), remembered(frozenset(players))
    random = np.random.default_rng(_hashed(players))
    rounds: list[dict[str, dict[str, float]]] = []
    for _ in range(orders // 2):
        order = [players[n] for n in random.permutation(len(players))]
        there, back = (_joining(way, remembered) for way in (order, order[::-1]))
        rounds.append({h: {p: (there[h][p] + back[h][p]) / 2 for p in players} for h in before})
    found = {h: {p: np.array([each[h][p] for each in rounds]) for p in players} for h in before}
    shares = {h: {p: float(v.mean()) for p, v in each.items()} for h, each in found.items()}
    root = np.sqrt(len(rounds))
    errors = {
        h: {p: float(v.std(ddof=1) / root) for p, v in each.items()} for h, each in found.items()
    }
    return Attribution(before, after, shares, errors)


def _joining(order: Sequence[str], remembered: CoalitionValue) -> dict[str, dict[str, float]]:
    """Return what each player adds to each headline when it joins those before it."""
    steps = [remembered(frozenset(order[:count])) for count in range(len(order) + 1)]
    return {
        headline: {
            player: steps[n + 1][headline] - steps[n][headline] for n, player in enumerate(order)
        }
        for headline in steps[0]
    }


def _hashed(players: Sequence[str]) -> int:
    """Return a seed that the players alone decide, so that the same change is told the same way."""
    return int.from_bytes(hashlib.sha256("\n".join(players).encode()).digest()[:8], "big")
