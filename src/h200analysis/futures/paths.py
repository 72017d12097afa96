"""Drawn paths through the states of policy, month by month, under chances that are unsure too.

The rows of the transition matrix are Dirichlet: they have the stated mean, and count for so many
months of observation. Their draws need not be made. Where a row is Dirichlet, the chance of the
next state given the path so far is its mean updated by what the path has done (Polya's urn), and
paths drawn so are distributed exactly as if each had drawn its rows first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from h200analysis.chance.quantiles import Draws

States = NDArray[np.int8]
Matrix = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Chain:
    """What moves policy: the state of today, the mean rows, their weight in months, the events.

    `events` holds the kernel of each dated event by its month, counted from 1; it is applied once,
    after that month's own step. A weight of infinity is a matrix known for sure.
    """

    start: int
    rows: Matrix = field(repr=False)
    weight: float
    events: Mapping[int, Matrix] = field(repr=False)


def walk(chain: Chain, steps: Sequence[Draws], turns: Mapping[int, Draws]) -> tuple[States, ...]:
    """Return the state of each draw in each month, from one share in (0, 1) a month and an event.

    `steps` has one array of draws a month, `turns` one for each month with an event.
    Source: inverse of the distribution over states; Blackwell and MacQueen (1973) for the urn.
    """
    state = np.full(steps[0].shape, chain.start, dtype=np.int8)
    seen = _Seen(len(chain.rows), steps[0].size) if np.isfinite(chain.weight) else None
    path: list[States] = []
    for month, share in enumerate(steps, start=1):
        moved = _next(chain.rows, state, share) if seen is None else seen.step(chain, state, share)
        state = _next(chain.events[month], moved, turns[month]) if month in chain.events else moved
        path.append(state)
    return tuple(path)


def _next(rows: Matrix, state: States, share: Draws) -> States:
    """Return the state that a share falls into, by the row of each draw's own state."""
    below = np.cumsum(np.asarray(rows, dtype=np.float64), axis=1)
    result = np.zeros_like(state)
    for column in range(below.shape[1] - 1):
        result += share >= below[:, column].take(state)
    return result


class _Seen:
    """How often each draw's path has gone from one state to another."""

    def __init__(self, states: int, draws: int) -> None:
        self._counts = np.zeros((states, states, draws), dtype=np.uint8)
        self._at = np.arange(draws)
        self._states = states

    def step(self, chain: Chain, state: States, share: Draws) -> States:
        """Return the next states by the rows as updated by what was seen, and note them."""
        rows = chain.weight * np.asarray(chain.rows, dtype=np.float64)
        flat, draws = self._counts.reshape(-1), share.size
        first = state.astype(np.intp) * (self._states * draws) + self._at
        seen = [flat.take(first + column * draws) for column in range(self._states)]
        target = share * (chain.weight + np.add.reduce(seen, dtype=np.float64))
        result, below = np.zeros_like(state), np.zeros(share.shape)
        for column in range(self._states - 1):
            below += rows[:, column].take(state)
            below += seen[column]
            result += target >= below
        flat[first + result.astype(np.intp) * draws] += 1
        return result
