"""When a meeting takes place that may slip or fall through."""

from h200analysis.model.arithmetic import require, sum_of
from h200analysis.model.domains import guarded
from h200analysis.model.units import Count, Share, Whole


@guarded
def window(days: Count, slips: Share, slip_days: Whole, off: Share, passed: Whole) -> list[Share]:
    """Return the chance of each day that is left of a window, and last that of no meeting at all.

    On time, the meeting falls on any day of the window alike; slipping, on any of the days after
    it. `passed` days have gone by without it, so they are cut off and the rest is rescaled.
    """
    require(slips + off <= 1, "slips + off", slips + off, "at most 1, as chances of one meeting")
    on_time = (1 - slips - off) / days
    late = [slips / slip_days] * slip_days if slip_days else []
    left = ([on_time] * days + late)[passed:]
    total = sum_of(left) + off
    return [*(chance / total for chance in left), off / total] if total else [1.0]
