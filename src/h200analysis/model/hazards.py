"""Rates of which few events were seen: how long a state lasts when its rate is unsure.

A rate is Gamma distributed, as after so many events in so many weeks of watching.
"""

from h200analysis.model.arithmetic import exp, power
from h200analysis.model.domains import guarded
from h200analysis.model.units import PerWeek, PositiveNumber, PositiveWeeks, Share, Weeks


@guarded
def exit_chance(rate: PerWeek, weeks: Weeks) -> Share:
    """Return the chance of an exit within so many weeks at a rate known for sure."""
    return 1 - exp(-rate * weeks)


@guarded
def chance_of_none(events: PositiveNumber, watched: PositiveWeeks, weeks: Weeks) -> Share:
    """Return the chance of no exit within so many weeks at a rate of which events were counted.

    (watched / (watched + weeks)) to the power of the events: the mean of exp(-rate x weeks).
    """
    return power(watched / (watched + weeks), events)


@guarded
def rate_after_none(events: PositiveNumber, watched: PositiveWeeks, weeks: Weeks) -> PerWeek:
    """Return the mean rate a week, once so many more weeks have passed without an exit."""
    return events / (watched + weeks)
