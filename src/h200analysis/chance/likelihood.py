"""How likely a report of an amount is, where the amount is this."""

from typing import Literal

import numpy as np

from h200analysis.chance.quantiles import Draws

_TRIPLINGS = 2  # up to which a word such as "trivial" speaks ever more strongly
_LEAST = 1e-9  # of an amount, whose logarithm is taken


def likelihood(
    form: Literal["about", "below", "at_most_words"], chips: float, deviation: float, amount: Draws
) -> Draws:
    """Return how likely the report is at each amount, up to a constant.

    `about`: the logarithm of the amount lies around that of `chips`, with a standard `deviation`.
    `below`: the amount lies below a bound that is known with that deviation. `at_most_words`: three
    times less likely with each tripling above `chips`, for the first two.
    """
    away = np.log(np.maximum(amount, _LEAST) / chips)
    if form == "about":
        return np.asarray(np.exp(-0.5 * (away / deviation) ** 2))
    if form == "below":
        from scipy.special import ndtr  # a tenth of a second, spared where nothing was reported

        return np.asarray(ndtr(-away / deviation))
    return np.asarray(np.exp(-np.clip(away, 0, _TRIPLINGS * np.log(3))))
