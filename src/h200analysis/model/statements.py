"""What others support of a figure that somebody states, as a part of that figure.

One in each unit: a report that says as much supports all of it, and a report may say more.
"""

from h200analysis.model.arithmetic import divide
from h200analysis.model.formula import formula
from h200analysis.model.units import Chips, H20PerChip, PartOfStatement, UsdPerChip


@formula(label="Part of a stated quantity that another report supports")
def supported_chips_part(supported_chips: Chips, stated_chips: Chips) -> PartOfStatement:
    """Chips that another report gives, as a part of those stated.

    Chips over chips; a statement of nothing is refused.
    """
    return divide(supported_chips, stated_chips, "stated_chips")


@formula(label="Part of a stated price that another report supports")
def supported_price_part(
    supported_price_usd: UsdPerChip, stated_price_usd: UsdPerChip
) -> PartOfStatement:
    """Price that another report gives, as a part of the one stated.

    Price over price; a statement of nothing is refused.
    """
    return divide(supported_price_usd, stated_price_usd, "stated_price_usd")


@formula(label="Part of a stated multiple that a metric supports")
def supported_multiple_part(
    supported_multiple: H20PerChip, stated_multiple: H20PerChip
) -> PartOfStatement:
    """Multiple by a metric that is named, as a part of the one stated without a metric.

    Multiple over multiple; a statement of nothing is refused.
    """
    return divide(supported_multiple, stated_multiple, "stated_multiple")
