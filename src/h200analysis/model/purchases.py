"""What money buys: chips for a budget, and the chips behind a revenue."""

from h200analysis.model.arithmetic import divide
from h200analysis.model.formula import formula
from h200analysis.model.units import Chips, Cny, CnyPerUsd, Share, Usd, UsdPerChip


@formula(label="Budget in dollars")
def budget_usd(budget_cny: Cny, cny_per_usd: CnyPerUsd) -> Usd:
    """Budget in dollars of one that is stated in yuan.

    Yuan over the exchange rate; a rate of zero is refused.
    """
    return divide(budget_cny, cny_per_usd, "cny_per_usd")


@formula(label="Chips for a budget")
def chips_for_budget(budget_usd: Usd, unit_price_usd: UsdPerChip) -> Chips:
    """Chips that a budget buys if all of it goes into chips.

    Budget over price; a price of zero is refused.
    """
    return divide(budget_usd, unit_price_usd, "unit_price_usd")


@formula(label="Chips behind a revenue")
def chips_in_revenue(revenue_usd: Usd, share_of_mix: Share, unit_price_usd: UsdPerChip) -> Chips:
    """Chips of one kind that were sold within a revenue.

    Revenue times the part of it that this kind makes, over its price; a price of zero is refused.
    """
    return divide(revenue_usd * share_of_mix, unit_price_usd, "unit_price_usd")
