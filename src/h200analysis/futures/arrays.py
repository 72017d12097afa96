"""The states of both gates in a fixed order, and their moves as arrays over the draws of rates."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from h200analysis.model.gates import PASSING, Arrival, Beijing, Washington

W, B, A = list(Washington), list(Beijing), list(Arrival)
PASSES = np.zeros((len(W), len(B)), dtype=bool)
for _w, _b in PASSING:
    PASSES[W.index(_w), B.index(_b)] = True


def passes(washington: NDArray[Any], beijing: NDArray[Any]) -> NDArray[np.bool_]:
    """Return where chips pass, by the places of both gates' states; nothing is told of a -1.

    One place in a row of all pairs is looked up in a third of the time of two in a table.
    """
    pair = np.multiply(washington, len(B), dtype=np.intp)
    pair += beijing
    found: NDArray[np.bool_] = PASSES.ravel().take(pair)
    return found


def moves(rows: Mapping[Any, Mapping[Any, Any]], states: list[Any], count: int) -> NDArray[Any]:
    """Return the moves of a gate as an array: draw, from, to."""
    made = np.zeros((count, len(states), len(states)))
    for start, row in rows.items():
        for end, chance in row.items():
            made[:, states.index(start), states.index(end)] = chance
    return made


def joint(chances: Mapping[Any, Any]) -> NDArray[Any]:
    """Return the chances of the joint states as an array: draw, Washington, Beijing, arrival."""
    rows = [[[chances[w, b, a] for a in A] for b in B] for w in W]
    return np.moveaxis(np.array(rows), -1, 0)
