"""Drawn paths of both gates: from the first arrival, or from today, to the end of 2026.

Each future has one draw of the rates, the likelier ones more often. Its state of today is drawn
from the filter; where a chip has arrived by then, the path is drawn backwards until the week of the
first arrival (forward filtering, backward sampling: Carter and Kohn 1994), and from today on
forwards, week by week.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from h200analysis.chance.replicates import REPLICATES
from h200analysis.futures.arrays import PASSES, A, B, W, joint, moves, passes
from h200analysis.futures.filter import Filtered, weights_by_replicate
from h200analysis.futures.rates import COUNT
from h200analysis.model.gates import Arrival

States = NDArray[np.int8]
Places = NDArray[np.intp]
_ARRIVED = A.index(Arrival.ARRIVED)


@dataclass(frozen=True, slots=True)
class Walks:
    """Drawn paths, one a future, in the order of the replicates.

    `rate` is each future's draw of the rates, `share` its weight. `washington` and `beijing` hold
    the state at the end of each step, a row a step, from step 0 on; steps before today are known
    from a future's first arrival on, and -1 before it. `first` is the step of the first arrival,
    one more than the last step where none arrives.
    """

    rate: Places = field(repr=False)
    share: NDArray[np.float64] = field(repr=False)
    washington: States = field(repr=False)
    beijing: States = field(repr=False)
    first: Places = field(repr=False)


def walks(found: Filtered, futures: int, seed: int) -> Walks:
    """Draw so many paths of both gates from what the filter found."""
    random = np.random.default_rng([seed, 1])
    rate, share = _spent(found, futures, random)
    count = found.weeks.count
    washington, beijing = (np.full((count + 1, futures), -1, dtype=np.int8) for _ in range(2))
    w, b, arrived = _today(found, rate, random)
    washington[found.weeks.now], beijing[found.weeks.now] = w, b
    first = np.full(futures, count + 1)
    _back(found, rate, (washington, beijing), first, np.flatnonzero(arrived), random)
    _ahead(found, rate, (washington, beijing), first, random)
    return Walks(rate, share, washington, beijing, first)


def _spent(
    found: Filtered, futures: int, random: np.random.Generator
) -> tuple[Places, NDArray[np.float64]]:
    """Spread the futures of each replicate over its draws of the rates, by systematic resampling.

    A replicate's futures share its weight. Source: Kitagawa (1996).
    """
    each, kept = futures // REPLICATES, COUNT // REPLICATES
    rates, shares = [], []
    for number, row in enumerate(weights_by_replicate(found.weights)):
        levels = (np.arange(each) + random.random()) / each
        place = np.searchsorted(np.cumsum(row) / row.sum(), levels)
        rates.append(number * kept + np.minimum(place, kept - 1))
        shares.append(np.full(each, row.sum() / each))
    return np.concatenate(rates), np.concatenate(shares)


def _today(
    found: Filtered, rate: Places, random: np.random.Generator
) -> tuple[Places, Places, Places]:
    """Draw today's state of each future."""
    table = np.stack([found.now[w, b, a] for w in W for b in B for a in A], axis=1)
    place = _picked(table, rate, random)
    w, rest = np.divmod(place, len(B) * len(A))
    return w, *np.divmod(rest, len(A))


def _back(
    found: Filtered,
    rate: Places,
    path: tuple[States, States],
    first: Places,
    left: Places,
    random: np.random.Generator,
) -> None:
    """Walk back from today the futures in which a chip has arrived, until it had not."""
    washington, beijing = path
    for step in range(found.weeks.now, 0, -1):
        if not left.size:
            return
        w, b = washington[step, left].astype(np.intp), beijing[step, left].astype(np.intp)
        reached = rate[left] * len(W) * len(B) + w * len(B) + b
        is_reached = np.zeros(COUNT * len(W) * len(B), dtype=bool)
        is_reached[reached] = True
        earlier = _earlier(found, step, np.flatnonzero(is_reached))
        place = _picked(earlier, (np.cumsum(is_reached) - 1)[reached], random)
        before_w, rest = np.divmod(place, len(B) * len(A))
        before_b, before_a = np.divmod(rest, len(A))
        there = before_a == _ARRIVED
        first[left[~there]] = step
        left = left[there]
        washington[step - 1, left], beijing[step - 1, left] = before_w[there], before_b[there]
    first[left] = 1


def _earlier(found: Filtered, step: int, reached: Places) -> NDArray[np.float64]:
    """Return the chances of the states a step before, a row for each arrived state of a draw.

    `reached` are their places: draw, Washington, Beijing.
    """
    rate, gates = np.divmod(reached, len(W) * len(B))
    w, b = np.divmod(gates, len(B))
    to_w = moves(found.rates.washington, W, COUNT)[rate, :, w]
    to_b = moves(found.rates.beijing_in(step), B, COUNT)[rate, :, b]
    moved = joint(found.history[step - 1])[rate]
    moved *= to_w[:, :, None, None]
    moved *= to_b[:, None, :, None]
    arrival = np.broadcast_to(found.rates.arrival, COUNT)[rate]
    moved[..., A.index(Arrival.NONE)] *= (arrival * PASSES[w, b])[:, None, None]
    return moved.reshape(len(reached), -1)


def _ahead(
    found: Filtered,
    rate: Places,
    path: tuple[States, States],
    first: Places,
    random: np.random.Generator,
) -> None:
    """Walk on from today to the end of 2026."""
    washington, beijing = path
    arrival = np.broadcast_to(found.rates.arrival, COUNT)[rate]
    from_w, from_b = rate * len(W), rate * len(B)
    below = _below(moves(found.rates.washington, W, COUNT).reshape(-1, len(W)))
    for step in range(found.weeks.now + 1, found.weeks.count + 1):
        turns = moves(found.rates.beijing_in(step), B, COUNT).reshape(-1, len(B))
        w = _picked_below(below, from_w + washington[step - 1], random)
        b = _picked_below(_below(turns), from_b + beijing[step - 1], random)
        washington[step], beijing[step] = w, b
        lands = passes(w, b) & (random.random(rate.size) < arrival)
        np.minimum(first, np.where(lands, step, first), out=first)


def _picked(table: NDArray[np.float64], row: Any, random: np.random.Generator) -> Places:
    """Draw a column of each row asked for, in proportion to what stands there."""
    return _picked_below(_below(table), row, random)


def _below(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what stands in each row up to each column, a row a column."""
    return np.ascontiguousarray(np.cumsum(table, axis=1).T)


def _picked_below(below: NDArray[np.float64], row: Any, random: np.random.Generator) -> Places:
    level = random.random(len(row)) * below[-1].take(row)
    place = np.zeros(len(row), dtype=np.int8)
    for column in below[:-1]:
        place += level >= column.take(row)
    return place.astype(np.intp)
