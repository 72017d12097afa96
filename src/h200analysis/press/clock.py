"""The day on which an edition is made: the only clock of the press."""

import os
from datetime import UTC, date, datetime

from h200analysis.press.parameters import ParameterError

MADE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970 that stand in for the clock, by https://reproducible-builds.org."""


def day_of_making() -> date:
    """Return the day in UTC, or that of SOURCE_DATE_EPOCH, to make the same bytes again.

    Raises `ParameterError` where that is no number of seconds.
    """
    given = os.environ.get(MADE)
    if not given:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(given), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise ParameterError(
            f"{MADE} is {given!r}; expected seconds since 1970, such as 1768435200."
        ) from None
