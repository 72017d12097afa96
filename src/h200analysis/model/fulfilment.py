"""How long new production takes to clear the supply gap, counted from its first chip."""

import math
from enum import Enum

from h200analysis.model.arithmetic import divide, where
from h200analysis.model.formula import formula
from h200analysis.model.units import Chips, ChipsPerMonth, Months, MonthsPerWeek, Weeks

_MONTHS_PER_WEEK: MonthsPerWeek = 12 / 52  # a year of 52 weeks and twelve months


class FoundryCondition(Enum):
    """Whether a foundry may start wafers for China that could serve US customers."""

    LENIENT = "lenient"
    STRICT = "strict"


@formula(label="Weeks to clear the supply gap")
def weeks_to_clear(supply_gap: Chips, ramp_chips_per_month: ChipsPerMonth) -> Weeks:
    """Weeks of production at the full rate that equal the supply gap.

    Gap over the weekly rate, which is the monthly one times 12/52; a rate of zero is refused.
    """
    weekly = ramp_chips_per_month * _MONTHS_PER_WEEK
    return divide(supply_gap, weekly, "ramp_chips_per_month")


@formula(label="Months to clear the supply gap")
def months_to_clear(
    supply_gap: Chips,
    ramp_chips_per_month: ChipsPerMonth,
    ramp_months: Months,
    foundry_condition: FoundryCondition,
) -> Months:
    """Months from the first new chip until the supply gap is cleared.

    The rate rises in a straight line and is then flat, so the ramp makes half of what the full rate
    would: gap / rate + ramp / 2, or within the ramp the root of 2 x gap x ramp / rate. Lead time
    comes on top. Under the strict condition a gap is never cleared: infinity. A rate of zero is
    refused.
    """
    if foundry_condition is FoundryCondition.STRICT:
        return where(supply_gap > 0, math.inf, 0)
    at_full_rate = divide(supply_gap, ramp_chips_per_month, "ramp_chips_per_month")
    within_ramp = (2 * at_full_rate * ramp_months) ** 0.5
    return where(at_full_rate >= ramp_months / 2, at_full_rate + ramp_months / 2, within_ramp)
