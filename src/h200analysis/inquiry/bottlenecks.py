"""What limits deliveries: in how many futures permission, time, a limit or demand alone decides."""

from typing import Any

import numpy as np

from h200analysis.cases.outcome import Outcome
from h200analysis.chance.replicates import REPLICATES
from h200analysis.futures import Futures
from h200analysis.futures.arrays import PASSES
from h200analysis.model.limits import LIMITS

NO_PERMISSION, NO_TIME, DEMAND = "no_permission", "no_time", "demand"


def bottlenecks(drawn: Futures) -> dict[str, Outcome]:
    """Return the shares of futures in which each thing holds deliveries down until 31 December.

    What is reported as delivered is left out. Of more, no permission comes; or one comes and no
    chip lands in time; else one of the limits cuts a lot (there may be several), or buyers take no
    more.

    >>> list(bottlenecks.bottlenecks(paths))[:2]
    ['no_permission', 'no_time']
    """
    further = drawn.told()["further_chips"] > 0
    passes = _passes(drawn)
    cut = {limit.name: further & drawn.belief.bound(limit.name) for limit in LIMITS}
    masks = {
        NO_PERMISSION: ~passes,
        NO_TIME: passes & ~further,
        **cut,
        DEMAND: further & ~np.any(list(cut.values()), axis=0),
    }
    return {name: drawn.chance(mask, f"held_by_{name}") for name, mask in masks.items()}


def _passes(drawn: Futures) -> Any:
    """Return in which futures both governments let more chips pass than count as delivered."""
    walks, first = drawn.belief.walks, drawn.belief.counted_from
    both = PASSES[walks.washington[first:], walks.beijing[first:]]
    return both.any(axis=0).reshape(REPLICATES, -1)
