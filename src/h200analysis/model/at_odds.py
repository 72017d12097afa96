"""What is expected at given odds of a delivery: both answers, each weighed by its chance.

At our own odds the sums are the means over all futures: the law of total expectation.
"""

from h200analysis.model.formula import formula
from h200analysis.model.units import Chips, Share


@formula(label="Chips expected at given odds")
def delivered_at_odds(
    delivery_chance: Share, delivered_if_any_chips: Chips, delivered_if_none_chips: Chips
) -> Chips:
    """Chips expected to be delivered at a given chance of a delivery.

    Chance times the chips if there is a delivery, plus the rest of the chance times those if there
    is none.
    """
    return (
        delivery_chance * delivered_if_any_chips + (1 - delivery_chance) * delivered_if_none_chips
    )


@formula(label="Open orders expected at given odds")
def open_at_odds(
    delivery_chance: Share, open_if_any_chips: Chips, open_if_none_chips: Chips
) -> Chips:
    """Orders expected to be still open at a given chance of a delivery.

    Chance times those open if there is a delivery, plus the rest of the chance times those if there
    is none.
    """
    return delivery_chance * open_if_any_chips + (1 - delivery_chance) * open_if_none_chips
