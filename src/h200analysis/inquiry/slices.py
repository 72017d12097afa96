"""Twenty equally likely futures: what each slice of the futures delivers, and how its year ends."""

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np

from h200analysis.cases.outcome import Outcome
from h200analysis.futures import Futures
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry.end_states import groups
from h200analysis.model import stake

COUNT = 20


@dataclass(frozen=True, slots=True)
class Slice:
    """One of twenty equally likely futures: its revenue in dollars, and the group it stands for."""

    amount: Outcome
    group: str


def slices(drawn: Futures) -> tuple[Slice, ...]:
    """Return what the futures deliver in 2026 at the middles of twenty equal slices, least first.

    Slices of one amount are shared among the groups as the futures in them are. What a group has
    too little of is owed to it from then on, so that all twenty are shared as all futures are.

    >>> len(slices.slices(paths))
    20
    """
    amounts = drawn.belief.amounts(LAST_DAY, COUNT)
    place = _places(drawn)
    made: list[Slice] = []
    owed = dict.fromkeys(groups(drawn), 0.0)
    for amount, run in groupby(range(COUNT), key=lambda number: amounts[number]):
        numbers = list(run)
        for name, share in _shares(drawn, np.isin(place, numbers)).items():
            owed[name] += share * len(numbers)
        names = shared(owed, len(numbers))
        made += [
            Slice(_outcome(drawn, amount, number), name)
            for number, name in zip(numbers, names, strict=True)
        ]
    return tuple(made)


def shared(owed: dict[str, float], count: int) -> list[str]:
    """Return so many names, each to whom most is owed by then, and take them off what is owed.

    Of a whole number of dots this is the method of the largest remainder.
    """
    taken = []
    for _ in range(count):
        name = max(owed, key=owed.__getitem__)
        owed[name] -= 1
        taken.append(name)
    return sorted(taken, key=list(owed).index)


def _places(drawn: Futures) -> Any:
    """Return in which slice each future lies, ordered by what it delivers."""
    chips, weights = drawn.belief.chips_by(LAST_DAY).reshape(-1), drawn.belief.weights.reshape(-1)
    order = np.argsort(chips, kind="stable")
    middle = np.cumsum(weights[order]) - weights[order] / 2
    place = np.empty(chips.size, dtype=np.intp)
    place[order] = np.minimum(middle * COUNT, COUNT - 1).astype(np.intp)
    return place.reshape(drawn.belief.weights.shape)


def _shares(drawn: Futures, holds: Any) -> dict[str, float]:
    inside = drawn.belief.where(holds)
    return {name: inside.mean(mask)[0] for name, mask in groups(drawn).items()}


def _outcome(drawn: Futures, chips: float, number: int) -> Outcome:
    """Return a slice's revenue at the reported price, resting on the belief and that price."""
    price = drawn.case.evaluate("unit_price_usd")
    revenue = stake.delivered_usd(float(chips), price.value)
    statistic = f"p{100 * (number + 0.5) / COUNT:g}"
    bare = drawn.outcome("delivered_future", revenue, "USD", statistic)
    return replace(bare, inputs=(*bare.inputs, *price.inputs))
