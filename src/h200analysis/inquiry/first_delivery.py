"""The day of the first delivery as one distribution, read from the odds of any by later days."""

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from h200analysis.inquiry.forecasts import END
from h200analysis.inquiry.scores import crps, log_score

Odds = Mapping[date, float]
_DAYS_A_WEEK = 7


def window_log_score(as_of: date, any_by: Odds, after: date, until: date) -> float:
    """Return minus the logarithm of the chance given to the days after one and until another.

    In nats, and infinite if those days had been ruled out. Between two days of the forecast the
    chance is spread evenly.
    """
    by = _cumulative(as_of, any_by)
    mass = by[(until - as_of).days] - by[(after - as_of).days]
    return log_score(float(mass), 1)


def none_log_score(as_of: date, any_by: Odds) -> float:
    """Return minus the logarithm of the chance given to no delivery in 2026, in nats."""
    return log_score(float(_cumulative(as_of, any_by)[-1]), 0)


def date_crps(as_of: date, any_by: Odds, came: date) -> float:
    """Return the continuous ranked probability score of the day of the first delivery, in weeks.

    No delivery in 2026 counts as one on 31 December.
    """
    by = _cumulative(as_of, any_by)
    chances = np.diff(by)
    chances[-1] += 1 - by[-1]
    weeks = np.arange(1, len(by)) / _DAYS_A_WEEK
    return crps(weeks.tolist(), chances.tolist(), (came - as_of).days / _DAYS_A_WEEK)


def _cumulative(as_of: date, any_by: Odds) -> NDArray[np.float64]:
    """Return the chance of any delivery by each day from `as_of` to the end of the year."""
    days = sorted(any_by)
    known = [0, *((day - as_of).days for day in days)]
    odds = [0.0, *(any_by[day] for day in days)]
    between = np.interp(np.arange((END - as_of).days + 1), known, odds)
    return np.maximum.accumulate(between)  # a rounding error must not make a day's chance negative
