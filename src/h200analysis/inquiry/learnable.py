"""What could be learned of the futures of a belief: parameters, the path of policy, deliveries.

Each is an array with a value for every future, in the shape (replicates, futures / replicates).
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from h200analysis.cases.outcome import Input
from h200analysis.chance.replicates import REPLICATES
from h200analysis.futures import Belief
from h200analysis.futures.arrays import PASSES, B
from h200analysis.futures.rates import COUNT, Drawing
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry.factors import Factor
from h200analysis.model.gates import Beijing

Numbers = NDArray[np.float64]
_PASSING = (Beijing.SPECIAL, Beijing.APPROVALS, Beijing.OPEN)


def parameters(belief: Belief, inputs: Iterable[Input] = ()) -> dict[Factor, Numbers]:
    """Return the drawn parameters and rates of a belief, and those among further inputs."""
    rates = {used.name for used in belief.filtered.inputs}
    drawn: dict[Factor, Numbers] = {}
    for used in (*belief.inputs, *inputs):
        values = _rate(belief, used) if used.name in rates else belief.drawn.of(used)
        if isinstance(values, np.ndarray) and np.ptp(values) > 0:
            drawn[(used.name,)] = values
    return drawn


def path(belief: Belief) -> Numbers:
    """Return what tells the path of policy: first arrival, weeks of passing, and where it ends.

    Rows: the step of the first arrival, the weeks from the belief's day on that chips pass as
    special cases, by approvals and through an open door, and both gates' states at the end of 2026.
    """
    walks, weeks = belief.walks, belief.weeks
    ahead = slice(weeks.now + 1, weeks.count + 1)
    steps = np.arange(ahead.start, ahead.stop)[:, None]
    washington, beijing = walks.washington[ahead], walks.beijing[ahead]
    passes = PASSES[washington, beijing] & (steps >= walks.first)
    passed = [(passes & (beijing == B.index(state))).sum(axis=0) for state in _PASSING]
    rows = [walks.first, *passed, walks.washington[-1], walks.beijing[-1]]
    return np.stack(rows).astype(np.float64).reshape(len(rows), REPLICATES, -1)


def deliveries(belief: Belief) -> Numbers:
    """Return the chips that reach China from the belief's day to the end of 2026."""
    further = belief.chips_by(LAST_DAY) - belief.so_far()
    return np.asarray(further, dtype=np.float64)


def next_delivery(belief: Belief) -> Numbers:
    """Return the weeks until chips next reach China, and one more than are left if none do."""
    now = belief.weeks.now
    came = belief.chips.arrived[now:] > 0
    step, future = came.argmax(axis=0), np.arange(came.shape[1])
    instant = step + belief.chips.instant[now + step, future]
    weeks = np.where(came.any(axis=0), instant, len(came) + 1)
    return np.asarray(weeks, dtype=np.float64).reshape(REPLICATES, -1)


def _rate(belief: Belief, used: Input) -> Numbers | float:
    """Return a rate in every future: one draw of it is shared by many."""
    own = belief.drawn
    values = Drawing(own.case, own.seed, COUNT, own.scaled).of(used)
    if not isinstance(values, np.ndarray):
        return float(values)
    return np.asarray(values.reshape(-1)[belief.walks.rate].reshape(REPLICATES, -1))
