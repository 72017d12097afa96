"""How much each future weighs: whether it fits what is answered, and what was said of amounts."""

import numpy as np
from numpy.typing import NDArray

from h200analysis.chance.likelihood import likelihood
from h200analysis.evidence.observations import Observed
from h200analysis.futures.chips import Chips
from h200analysis.futures.filter import Filtered
from h200analysis.futures.walks import Walks
from h200analysis.futures.weeks import Weeks

Values = NDArray[np.float64]


def fits(found: Filtered, came: Chips, paths: Walks) -> Values:
    """Return 0 for futures that contradict an answered question to the day, else 1."""
    weeks, told = found.weeks, found.signals
    instant = paths.first - 1 + came.instant[np.minimum(paths.first, weeks.count) - 1,
                                             np.arange(paths.first.size)]  # fmt: skip
    fit = np.ones(paths.first.size, dtype=bool)
    if told.none_by is not None:
        fit &= instant > weeks.instant(told.none_by) / 7
    if told.arrived_by is not None:
        fit &= instant <= weeks.instant(told.arrived_by) / 7
    return fit.astype(np.float64)


def likely(weeks: Weeks, came: Chips, told: tuple[Observed, ...]) -> Values:
    """Return how likely all that was said of amounts is, in each future."""
    weights = np.ones(came.arrived.shape[1])
    for each in told:
        if each.quantity == "firm_orders":
            amount = np.broadcast_to(np.asarray(came.firm, dtype=np.float64), weights.shape)
        else:
            amount = came.by(*weeks.of(each.by))
        weights = weights * likelihood(each.form, each.chips, each.deviation, amount)
    return weights
