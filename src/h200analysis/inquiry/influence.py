"""How far each claim moved the belief: left out alone, and added in order of publication."""

from dataclasses import dataclass
from datetime import date

from h200analysis.cases.case import Case
from h200analysis.evidence.readings import READINGS, report_of, weighed
from h200analysis.futures.belief import Belief
from h200analysis.futures.standings import Standing, standings
from h200analysis.futures.weeks import LAST_DAY


@dataclass(frozen=True, slots=True)
class Move:
    """How far two chances moved: of any delivery in 2026, and that both gates let pass today."""

    any_by_end: float
    passing: float


@dataclass(frozen=True, slots=True)
class Influence:
    """A claim that counts for a gate, and what it does to the belief of the day asked.

    `alone` is what is believed less what would be believed without it and its relays, were all else
    the same. `in_order` is what it added to the claims published before it.
    """

    claim: str
    gate: str
    published: date
    alone: Move
    in_order: Move


@dataclass(frozen=True, slots=True)
class Influences:
    """What is believed before any claim, what each moves, and what is believed with all.

    The moves in order add up from `before` to `after`.
    """

    before: Standing
    after: Standing
    claims: tuple[Influence, ...]


@dataclass(frozen=True, slots=True)
class AmountInfluence:
    """A claim about an amount, and by how many chips it moves the mean of 31 December."""

    claim: str
    quantity: str
    published: date
    mean_chips: float


def influences(case: Case, seed: int = 7) -> Influences:
    """Return how far each claim that counts moved the belief of a case's day, oldest first."""
    every = frozenset(case.ledger.of(READINGS))
    counting = weighed(case.ledger)
    names = list(dict.fromkeys(each.claim for each in counting))
    added = [every.difference(names[:count]) for count in range(len(names) + 1)]
    left_out = [report_of(case.ledger, name) for name in names]
    found = standings(case, [frozenset(), *left_out, *added], seed)
    after, without, grown = found[0], found[1 : len(names) + 1], found[len(names) + 1 :]
    gates = {each.claim: each.gate for each in counting}
    published = {each.claim: each.published for each in counting}
    return Influences(
        grown[0],
        after,
        tuple(
            Influence(
                name, gates[name], published[name],
                _move(without[n], after), _move(grown[n], grown[n + 1]),
            )
            for n, name in enumerate(names)
        ),
    )  # fmt: skip


def amount_influences(belief: Belief) -> tuple[AmountInfluence, ...]:
    """Return how far each report of an amount moves the mean number of chips by 31 December."""
    mean = _mean(belief)
    return tuple(
        AmountInfluence(
            each.claim,
            each.quantity,
            each.published,
            mean - _mean(belief.without_report(each.claim)),
        )
        for each in belief.told
    )


def _move(before: Standing, after: Standing) -> Move:
    return Move(after.any_by_end - before.any_by_end, after.passing - before.passing)


def _mean(belief: Belief) -> float:
    return belief.mean(belief.chips_by(LAST_DAY))[0]
