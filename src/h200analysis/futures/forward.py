"""The chances of all joint states carried from step to step, in every draw of the rates at once.

They are carried forward from what is believed; and backward from the end, which gives the chance of
a first chip from each state, whatever is believed of it.

It does what `model.gates.step`, `after` and `conditioned` do with arrays, in the same order, so
that every bit is theirs. But states have places here instead of names, since some thirty states a
step are looked up hundreds of times; what is added is added in place; and what was checked when it
was drawn is not checked in every step again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import product
from typing import Any, TypeVar

import numpy as np

from h200analysis.model.arithmetic import sum_of
from h200analysis.model.gates import PASSING, Arrival, Beijing, Joint, Rows, Washington

E = TypeVar("E", bound=Enum)
Chances = list[Any]  # an array for each joint state, at its place in JOINT
Ahead = dict[tuple[Washington, Beijing], Any]  # a chance for each pair of states of the gates
JOINT: tuple[Joint, ...] = tuple((w, b, a) for a, w, b in product(Arrival, Washington, Beijing))
_WITH: dict[Enum, list[int]] = {
    state: [place for place, joint in enumerate(JOINT) if state in joint]
    for gate in (Washington, Beijing, Arrival)
    for state in gate
}
_AT: dict[Enum, int] = {
    state: place for gate in (Washington, Beijing) for place, state in enumerate(gate)
}
_LANDINGS = [tuple(JOINT.index((w, b, a)) for a in Arrival) for w, b in PASSING]


def placed(joint: Mapping[Joint, Any]) -> Chances:
    """Return what belongs to each joint state at its place."""
    return [joint[each] for each in JOINT]


def named(chances: Chances) -> dict[Joint, Any]:
    """Return what stands at each place by its joint state."""
    return dict(zip(JOINT, chances, strict=True))


def arrived(chances: Chances) -> Any:
    """Return the chance that a first chip has reached China."""
    return sum_of(chances[place] for place in _WITH[Arrival.ARRIVED])


def after(first: Rows[E], then: Rows[E]) -> Rows[E]:
    """Return the moves of a gate followed by others, of which some are certain."""
    return {start: _followed(row, then) for start, row in first.items()}


def _followed(row: Mapping[E, Any], then: Rows[E]) -> dict[E, Any]:
    moved: dict[E, Any] = {}
    for middle, chance in row.items():
        for end, share in then[middle].items():
            part = chance if _is_certain(share) else chance * share
            moved[end] = moved[end] + part if end in moved else part
    return {state: moved[state] for state in then if state in moved}


def _is_certain(share: Any) -> bool:
    return isinstance(share, float) and share == 1  # what a meeting leaves alone


def forward(
    chances: Chances,
    washington: Rows[Washington],
    beijing: Iterable[Rows[Beijing]],
    arrival: Any,
    evidence: Sequence[Mapping[Joint, Any]] = (),
) -> Iterator[tuple[Chances, Any]]:
    """Yield the chances after each of several steps, and how likely the evidence of each was.

    There is a step for each of Beijing's rows; the first ones have evidence, as `gates.conditioned`
    takes it, and that of any other is 1. This is the forward algorithm (Rabiner 1989).
    """
    for number, rows in enumerate(beijing):
        chances = _moved(_moved(chances, washington), rows)
        for none, there in _LANDINGS:
            landing = chances[none] * arrival
            chances[none] -= landing
            chances[there] += landing
        likely: Any = 1.0
        if number < len(evidence):
            chances, likely = _conditioned(chances, placed(evidence[number]))
        yield chances, likely


def backward(
    washington: Rows[Washington], beijing: Sequence[Rows[Beijing]], arrival: Any, part: float = 1.0
) -> Ahead:
    """Return the chance that a first chip arrives within some steps, from each pair of states.

    There is a step for each of Beijing's rows, and of what the last may bring, `part` counts. This
    is the backward algorithm (Rabiner 1989).
    """
    ahead = np.zeros((len(Washington), len(Beijing), *np.shape(arrival)))
    for number, rows in enumerate(reversed(beijing)):
        for pair in PASSING:
            coming = ahead[_place(pair)]
            coming += arrival * (1 - coming)
        ahead = _expected(ahead, washington, rows)
        if not number:
            ahead *= part
    return {pair: ahead[_place(pair)] for pair in product(Washington, Beijing)}


def arriving(chances: Chances, ahead: Ahead) -> Any:
    """Return the chance that a first chip has arrived, or arrives in the steps ahead."""
    coming = (chances[place] * ahead[JOINT[place][:2]] for place in _WITH[Arrival.NONE])
    return sum_of([arrived(chances), *coming])


def _expected(then: Any, washington: Rows[Washington], beijing: Rows[Beijing]) -> Any:
    """Return what a move of both gates leads to, in the mean, from each pair of states."""
    half, first = np.empty_like(then), np.empty_like(then)
    for b, moves in beijing.items():
        _mix(((share, then[:, _AT[end]]) for end, share in moves.items()), half[:, _AT[b]])
    for w, row in washington.items():
        _mix(((share, half[_AT[end]]) for end, share in row.items()), first[_AT[w]])
    return first


def _mix(parts: Iterable[tuple[Any, Any]], out: Any) -> None:
    """Put the sum of some products where it is to stand, added one by one from the left."""
    one, *others = parts
    np.multiply(*one, out=out)
    product_of_two = np.empty_like(out)
    for each in others:
        out += np.multiply(*each, out=product_of_two)


def _place(pair: tuple[Washington, Beijing]) -> tuple[int, int]:
    return _AT[pair[0]], _AT[pair[1]]


def _moved(chances: Chances, rows: Mapping[Any, Mapping[Any, Any]]) -> Chances:
    """Return the chances after a move of one gate."""
    moved: Chances = [None] * len(JOINT)
    part = np.empty_like(chances[0])
    for start, row in rows.items():
        for end, share in row.items():
            for source, target in zip(_WITH[start], _WITH[end], strict=True):
                if moved[target] is None:
                    moved[target] = chances[source] * share
                else:
                    moved[target] += np.multiply(chances[source], share, out=part)
    return moved


def _conditioned(chances: Chances, factors: Sequence[Any]) -> tuple[Chances, Any]:
    """Return the chances after evidence, and their sum before they are made to sum to 1."""
    weighed = [chance * factor for chance, factor in zip(chances, factors, strict=True)]
    total = sum_of(weighed)
    return [chance / total for chance in weighed], total
