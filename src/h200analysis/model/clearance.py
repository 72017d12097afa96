"""A duty paid at the US border before China decides: the chance of clearance that it needs.

A chip that is turned away keeps its salvage value, and one in stock what the next buyer pays.
"""

from h200analysis.model.arithmetic import divide
from h200analysis.model.formula import formula
from h200analysis.model.shipping import next_best_price_usd
from h200analysis.model.units import (
    Chips,
    ChipsPerMonth,
    CustomsShare,
    NetUsdPerChip,
    PositiveRatio,
    Share,
    Usd,
    UsdPerChip,
)


@formula(label="Import duty per chip", source="Section 232 proclamation of 14 January 2026")
def duty_per_chip(
    unit_price_usd: UsdPerChip, fee_rate: Share, customs_value_share: CustomsShare
) -> UsdPerChip:
    """Import duty on one chip, whether or not China then lets it in.

    Rate times customs value; there is no drawback.
    """
    return fee_rate * customs_value_share * unit_price_usd


@formula(
    label="Duty due on deliveries so far", source="Section 232 proclamation of 14 January 2026"
)
def duty_collected_usd(delivered_so_far_chips: Chips, duty_per_chip: UsdPerChip) -> Usd:
    """Import duty on the chips reported as delivered so far.

    Chips times duty. Duty on chips that have entered the United States and wait comes on top.
    """
    return delivered_so_far_chips * duty_per_chip


@formula(label="Margin left after the duty per chip")
def margin_after_duty_usd(
    unit_price_usd: UsdPerChip, unit_cost_usd: UsdPerChip, duty_per_chip: UsdPerChip
) -> NetUsdPerChip:
    """What is left to Nvidia of the price of one chip after its cost and the import duty.

    Price less cost and duty: the seller bears the duty.
    """
    return unit_price_usd - unit_cost_usd - duty_per_chip


@formula(label="Chance of clearance needed to build")
def chance_needed_to_build(
    unit_price_usd: UsdPerChip,
    unit_cost_usd: UsdPerChip,
    salvage_usd: UsdPerChip,
    duty_per_chip: UsdPerChip,
) -> Share:
    """Least chance of clearance at which building a chip for China pays, duty sunk beforehand.

    (Duty + cost - salvage) / (price - salvage). Above 1 it never pays; a salvage value at the
    price is refused.
    """
    at_risk = duty_per_chip + unit_cost_usd - salvage_usd
    return divide(at_risk, unit_price_usd - salvage_usd, "unit_price_usd - salvage_usd")


@formula(label="Chance of clearance needed, fee due on sale")
def chance_needed_if_due_on_sale(
    unit_price_usd: UsdPerChip, unit_cost_usd: UsdPerChip, salvage_usd: UsdPerChip, fee_rate: Share
) -> Share:
    """Least chance of clearance at which building pays if the fee fell due only on a sale.

    (Cost - salvage) / ((1 - rate) x price - salvage).
    """
    kept = (1 - fee_rate) * unit_price_usd
    return divide(
        unit_cost_usd - salvage_usd, kept - salvage_usd, "(1 - fee_rate) x price - salvage_usd"
    )


@formula(label="Chance of clearance needed to ship stock")
def chance_needed_to_ship_stock(
    unit_price_usd: UsdPerChip, next_best_price_usd: UsdPerChip, duty_per_chip: UsdPerChip
) -> Share:
    """Least chance of clearance at which a chip in stock is better sent than sold elsewhere.

    Duty over what the sale to China adds. Above 1 it never is; a next-best price at the list price
    is refused.
    """
    gain = unit_price_usd - next_best_price_usd
    return divide(duty_per_chip, gain, "unit_price_usd - next_best_price_usd")


@formula(label="Price of the whole stock outside China")
def next_best_of_stock_usd(
    elsewhere_price_usd: UsdPerChip,
    stock_chips: Chips,
    us_need_per_month: ChipsPerMonth,
    elsewhere_elasticity: PositiveRatio,
) -> UsdPerChip:
    """Price at which buyers outside China take the whole stock within a year.

    As the next-best price, with the stock in place of the first batch.
    """
    return next_best_price_usd(
        elsewhere_price_usd, stock_chips, us_need_per_month, elsewhere_elasticity
    )


@formula(label="Chance of clearance needed to ship the whole stock")
def chance_needed_for_whole_stock(
    unit_price_usd: UsdPerChip, next_best_of_stock_usd: UsdPerChip, duty_per_chip: UsdPerChip
) -> Share:
    """Least chance of clearance at which the whole stock is better sent than sold elsewhere.

    Duty over what the sale to China adds, where selling so many elsewhere lowers their price.
    """
    return chance_needed_to_ship_stock(unit_price_usd, next_best_of_stock_usd, duty_per_chip)


@formula(label="Next-best price above which stock is kept")
def next_best_price_to_keep(unit_price_usd: UsdPerChip, duty_per_chip: UsdPerChip) -> UsdPerChip:
    """Next-best price above which a chip in stock is never worth sending, however sure clearance.

    Price less duty.
    """
    return unit_price_usd - duty_per_chip


@formula(label="Floor price of a chip in stock")
def floor_price_of_stock(next_best_price_usd: UsdPerChip, fee_rate: Share) -> UsdPerChip:
    """Lowest price to China at which a chip in stock is not better sold elsewhere.

    Next-best price over 1 - rate: what it cost to make is spent.
    """
    kept = 1 - fee_rate
    return divide(next_best_price_usd, kept, "1 - fee_rate")


@formula(label="Expected stranded duty")
def expected_stranded_duty_usd(
    stock_chips: Chips, duty_per_chip: UsdPerChip, chance_blocked_after_entry: Share
) -> Usd:
    """Duty expected to be lost on chips that entered the United States and are then refused.

    Duty on the whole stock times the chance.
    """
    return chance_blocked_after_entry * (duty_per_chip * stock_chips)


@formula(label="Gain over the next-best sale per chip")
def net_of_next_best_usd(
    seller_nets: NetUsdPerChip, next_best_price_usd: UsdPerChip
) -> NetUsdPerChip:
    """What a sale of stock to China adds to selling it elsewhere, for one chip.

    What the seller nets less the next-best price.
    """
    return seller_nets - next_best_price_usd


@formula(label="Gain over the displaced product per chip")
def net_of_displaced_usd(
    seller_nets: NetUsdPerChip, unit_cost_usd: UsdPerChip, displaced_margin_usd: UsdPerChip
) -> NetUsdPerChip:
    """What a new chip for China adds to the product whose wafers it takes.

    What the seller nets less cost and the margin displaced.
    """
    return seller_nets - unit_cost_usd - displaced_margin_usd
