"""The two gates that a chip for China has to pass, and how their states follow each other.

Washington licenses, Beijing lets in. Each gate stands in one of a few states and moves between
them at rates a week; what has arrived stays arrived. A state's chance is a number, or an array with
one entry for each draw of the rates; the code is the same.
"""

from collections.abc import Hashable, Iterable, Mapping
from enum import Enum
from typing import Annotated, Any, TypeVar

from h200analysis.model.arithmetic import exp, maximum, minimum, ratio, sum_of
from h200analysis.model.domains import guarded
from h200analysis.model.units import ONE, Share, Unit, Weeks

S = TypeVar("S", bound=Hashable)
Chances = Mapping[S, Annotated[Any, Unit("share", 0, ONE)]]  # numbers, or arrays of draws
Rates = Mapping[tuple[S, S], Annotated[Any, Unit("1/week")]]
Rows = Mapping[S, Chances[S]]


class Washington(Enum):
    """How Washington stands: nothing granted, case by case without result, or licences out."""

    CLOSED = "closed"
    REVIEWING = "reviewing"
    LICENSED = "licensed"


class Beijing(Enum):
    """How Beijing stands: three states in which no chip passes, and three in which some do."""

    FORMAL_BAN = "formal_ban"
    DISCOURAGED = "discouraged"
    PAUSE = "pause"
    SPECIAL = "special"
    APPROVALS = "approvals"
    OPEN = "open"


class Arrival(Enum):
    """Whether a first chip has reached China; once it has, it has for good."""

    NONE = "none"
    ARRIVED = "arrived"


Joint = tuple[Washington, Beijing, Arrival]
LETS_PASS = frozenset((Washington.LICENSED, Beijing.SPECIAL, Beijing.APPROVALS, Beijing.OPEN))
DECLARED = frozenset((Washington.CLOSED, Beijing.FORMAL_BAN, Beijing.OPEN))
PASSING = tuple((w, b) for w in Washington for b in Beijing if {w, b} <= LETS_PASS)


@guarded
def transitions(states: Iterable[S], rates: Rates[S], weeks: Weeks) -> dict[S, dict[S, Any]]:
    """Return for each state the chances of where the gate stands so many weeks later.

    It leaves with the chance 1 - exp(-the sum of its rates x weeks), split in proportion to them,
    and moves once at most.
    """
    rows: dict[S, dict[S, Any]] = {}
    for start in states:
        own = {end: rate for (origin, end), rate in rates.items() if origin == start}
        total = sum_of(own.values())
        leaving = 1 - exp(-total * weeks)
        rows[start] = {end: leaving * ratio(rate, total, if_zero=0) for end, rate in own.items()}
        rows[start][start] = 1 - leaving
    return rows


@guarded
def meeting(approvals: Share, open_: Share) -> dict[Beijing, dict[Beijing, Any]]:
    """Return what a leaders' meeting does to Beijing's gate: approvals, or an open door.

    Both can come from a refusal, a pause or special cases, and an open door from approvals too.
    Where the two would come to more than certainty, approvals give way.
    """
    approvals = minimum(approvals, 1 - open_)
    staying = maximum(1 - approvals - open_, 0)
    rows: dict[Beijing, dict[Beijing, Any]] = {state: {state: 1.0} for state in Beijing}
    for state in (Beijing.DISCOURAGED, Beijing.PAUSE, Beijing.SPECIAL):
        rows[state] = {
            state: staying, Beijing.APPROVALS: approvals, Beijing.OPEN: open_
        }  # fmt: skip
    rows[Beijing.APPROVALS] = {Beijing.APPROVALS: 1 - open_, Beijing.OPEN: open_}
    return rows


@guarded
def after(first: Rows[S], then: Rows[S]) -> dict[S, dict[S, Any]]:
    """Return the chances of a move followed by another."""
    return {start: _moved(row, then) for start, row in first.items()}


@guarded
def propagated(chances: Chances[S], rows: Rows[S]) -> dict[S, Any]:
    """Return the chances of the states after a move: each state's chance times its row, summed."""
    return _moved(chances, rows)


def _moved(chances: Chances[S], rows: Rows[S]) -> dict[S, Any]:
    moved: dict[S, Any] = {}
    for start, chance in chances.items():
        for end, share in rows[start].items():
            moved[end] = moved[end] + chance * share if end in moved else chance * share
    return {state: moved[state] for state in rows if state in moved}


@guarded
def step(
    joint: Chances[Joint],
    washington: Rows[Washington],
    beijing: Rows[Beijing],
    arrival: Share,
) -> dict[Joint, Any]:
    """Return the chances of both gates and of arrival a step later.

    The gates move independently; then, where both let pass, a first chip arrives with the chance
    `arrival`.
    """
    moved: dict[Joint, Any] = {}
    for arrived in Arrival:
        sides = {
            b: _moved({w: joint[w, b, arrived] for w in Washington}, washington) for b in Beijing
        }
        for w in Washington:
            ended = _moved({b: sides[b][w] for b in Beijing}, beijing)
            moved |= {(w, b, arrived): chance for b, chance in ended.items()}
    for w, b in PASSING:
        landing = moved[w, b, Arrival.NONE] * arrival
        moved[w, b, Arrival.NONE] = moved[w, b, Arrival.NONE] - landing
        moved[w, b, Arrival.ARRIVED] = moved[w, b, Arrival.ARRIVED] + landing
    return moved


@guarded
def conditioned(chances: Chances[S], factors: Chances[S]) -> tuple[dict[S, Any], Any]:
    """Return the chances after evidence, and how likely the evidence was: their sum before.

    A state's chance is multiplied by its factor, 1 where it has none, and all are made to sum to 1:
    the rule of Bayes.
    """
    weighed = {s: chance * factors.get(s, 1) for s, chance in chances.items()}
    total = sum_of(weighed.values())
    return {s: chance / total for s, chance in weighed.items()}, total
