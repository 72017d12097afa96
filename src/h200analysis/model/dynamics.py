"""How policy moves between states: month by month, at dated events, and with a memory of dwell.

A distribution is a tuple of chances, one a state; a matrix has a row for each state it leaves.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import exp, inf
from typing import Annotated

from h200analysis.model.arithmetic import power, ratio, require, sum_of
from h200analysis.model.domains import guarded
from h200analysis.model.units import (
    ONE_OR_MORE,
    Count,
    Number,
    PositiveMonths,
    PositiveRatio,
    Share,
    Whole,
    WholeMonths,
)

Chances = tuple[Share, ...]
Matrix = tuple[Chances, ...]
_TOLERANCE = 1e-12
_SQUARINGS = 60


@guarded
def check_matrix(matrix: Sequence[Sequence[Share]], states: Count) -> Matrix:
    """Return a matrix whose rows are distributions; refuse one that is not square or sums wrongly.

    Rows must sum to 1 within 1e-12.
    """
    require(len(matrix) == states, "the number of rows", len(matrix), f"{states}, one a state")
    return tuple(check_chances(row, states, f"row {n}") for n, row in enumerate(matrix, start=1))


@guarded
def check_chances(chances: Sequence[Share], states: Count, name: str) -> Chances:
    """Return chances that are a distribution over the states; refuse any other."""
    require(len(chances) == states, f"the length of {name}", len(chances), f"{states}, one a state")
    total = sum_of(chances)
    require(abs(total - 1) <= _TOLERANCE, f"the sum of {name}", total, "1, within 1e-12")
    return tuple(chances)


@guarded
def step(chances: Sequence[Share], matrix: Sequence[Sequence[Share]]) -> Chances:
    """Return the chances one step later: chances times matrix."""
    checked = check_matrix(matrix, len(chances))
    rows = list(zip(chances, checked, strict=True))
    return tuple(sum_of(chance * row[to] for chance, row in rows) for to in range(len(chances)))


@guarded
def path(
    start: Sequence[Share],
    matrix: Sequence[Sequence[Share]],
    months: WholeMonths,
    events: Mapping[Whole, Sequence[Sequence[Share]]],
) -> tuple[Chances, ...]:
    """Return the chances after each month, the start first.

    `events` holds the kernel of each dated event by its month, counted from 1; it is applied once,
    after that month's own step.
    """
    for month in events:
        require(1 <= month <= months, "the month of an event", month, f"1 to {months}")
    chances = [check_chances(start, len(start), "the start")]
    for month in range(1, months + 1):
        moved = step(chances[-1], matrix)
        chances.append(step(moved, events[month]) if month in events else moved)
    return tuple(chances)


@guarded
def path_with_random_event(
    start: Sequence[Share],
    matrix: Sequence[Sequence[Share]],
    months: WholeMonths,
    kernel: Sequence[Sequence[Share]],
    date_chances: Sequence[Share],
) -> tuple[Chances, ...]:
    """Return the chances after each month when an event falls in one of them by chance.

    `date_chances` holds the chance of each month, and last that of none.
    """
    check_chances(date_chances, months + 1, "date_chances")
    runs = [path(start, matrix, months, {month: kernel}) for month in range(1, months + 1)]
    runs.append(path(start, matrix, months, {}))
    weighed = list(zip(date_chances, runs, strict=True))
    return tuple(
        tuple(
            sum_of(chance * run[month][state] for chance, run in weighed)
            for state in range(len(start))
        )
        for month in range(months + 1)
    )


@guarded
def stationary(matrix: Sequence[Sequence[Share]]) -> Chances:
    """Return the chances that no further step changes, as reached from the first state.

    The matrix, made lazy so that it cannot cycle, is squared until it is still.
    """
    states = len(matrix)
    power = check_matrix(matrix, states)
    power = tuple(
        tuple((entry + (row == column)) / 2 for column, entry in enumerate(entries))
        for row, entries in enumerate(power)
    )
    for _ in range(_SQUARINGS):
        power = tuple(_normalised(tuple(_dot(row, power))) for row in power)
    return power[0]


@guarded
def expected_total(
    chances: Annotated[Sequence[Chances], ONE_OR_MORE], values: Sequence[Number]
) -> float:
    """Return the expected sum of a quantity of the state over the months after the start."""
    states = len(chances[0])
    require(len(values) == states, "the length of values", len(values), "one entry a state")
    for n, row in enumerate(chances):
        require(len(row) == states, f"the length of chances[{n}]", len(row), f"{states}")
    return sum_of(
        chance * value for month in chances[1:] for chance, value in zip(month, values, strict=True)
    )


@guarded
def weibull_hazards(
    scale: PositiveMonths, shape: PositiveRatio, months: WholeMonths
) -> tuple[Share, ...]:
    """Return the chance of leaving a state in each month of staying, given that it lasted so long.

    1 - S(k) / S(k - 1) with S(k) = exp(-(k / scale)^shape): falling with time for a shape below 1.
    """
    waited = [power(month / scale, shape) for month in range(months + 1)]
    return tuple(1.0 if a == inf else 1 - exp(a - b) for a, b in pairwise(waited))


@guarded
def negative_binomial_hazards(
    chance: Share, stages: Count, months: WholeMonths
) -> tuple[Share, ...]:
    """Return the same where a state is left once so many chances have come true.

    The waiting time is negative binomial; the stages that have passed follow a Markov chain.
    """
    waiting = [1.0] + [0.0] * (stages - 1)
    hazards: list[Share] = []
    for _ in range(months):
        moved = [staying * chance for staying in waiting]
        hazards.append(ratio(moved[-1], sum_of(waiting), if_zero=1))
        waiting = [waiting[at] - moved[at] + (moved[at - 1] if at else 0.0) for at in range(stages)]
    return tuple(hazards)


@guarded
def with_dwell(matrix: Sequence[Sequence[Share]], state: Whole, hazards: Sequence[Share]) -> Matrix:
    """Return a matrix in which a state is left by how long it has lasted.

    The state becomes one state for each month of staying, placed where it stood; it is left for the
    others in the proportions of its row. The last month's chance holds from then on.
    So a semi-Markov process becomes a Markov chain on ages.
    """
    states = len(matrix)
    checked = check_matrix(matrix, states)
    require(state < states, "state", state, f"0 to {states - 1}, the place of a row")
    others = [to for to in range(states) if to != state]
    leaving = sum_of(checked[state][to] for to in others)
    require(leaving > 0, "the chance of leaving the state", leaving, "more than 0")
    ages = len(hazards)
    require(ages > 0, "the number of hazards", ages, "1 or more")

    def widened(row: Chances) -> list[Share]:
        entered = [row[state]] + [0.0] * (ages - 1)
        return [*row[:state], *entered, *row[state + 1 :]]

    def aged(age: int) -> Chances:
        hazard = hazards[age]
        out = [
            checked[state][to] / leaving * hazard if to != state else 0.0 for to in range(states)
        ]
        row = widened(tuple(out))
        row[state + min(age + 1, ages - 1)] = 1 - hazard
        return tuple(row)

    rows = [tuple(widened(checked[at])) for at in range(states)]
    return (*rows[:state], *(aged(age) for age in range(ages)), *rows[state + 1 :])


def _dot(row: Chances, matrix: Matrix) -> Chances:
    return tuple(
        sum_of(entry * matrix[at][to] for at, entry in enumerate(row)) for to in range(len(row))
    )


def _normalised(row: Chances) -> Chances:
    total = sum_of(row)
    return tuple(entry / total for entry in row)
