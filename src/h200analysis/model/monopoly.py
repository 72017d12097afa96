"""A fee on a monopolist of constant cost: how much is passed on depends on the shape of demand.

Two shapes that fit the same price today disagree by a factor of eight, so neither is a default.
"""

from h200analysis.model.arithmetic import divide, maximum, power, require, where
from h200analysis.model.formula import formula
from h200analysis.model.units import (
    Margin,
    Ratio,
    RatioAboveOne,
    Share,
    ShareBelowOne,
    UsdPerChip,
)

_LERNER = "Lerner (1934), The Concept of Monopoly and the Measurement of Monopoly Power"
_COST_CHANGES = "Bulow and Pfleiderer (1983), A Note on the Effect of Cost Changes on Prices"

_HALVINGS = 60  # of the interval 0 to 1: beyond the last bit of a float


@formula(label="Floor price of a new chip")
def floor_price(unit_cost_usd: UsdPerChip, fee_rate: ShareBelowOne) -> UsdPerChip:
    """Lowest price at which a chip still to be made covers its cost and the fee.

    Cost over 1 - rate; a rate of 1 is refused.
    """
    return unit_cost_usd / (1 - fee_rate)


@formula(label="Elasticity at which today's price is a monopolist's best", source=_LERNER)
def lerner_elasticity(margin_without_fee: Margin) -> Ratio:
    """Elasticity of demand at which a monopolist would set the price that is reported.

    1 over the margin; a margin of zero is refused.
    """
    return divide(1, margin_without_fee, "margin_without_fee")


@formula(label="Monopoly price, isoelastic demand", source=_LERNER)
def isoelastic_monopoly_price(
    floor_price: UsdPerChip, demand_elasticity: RatioAboveOne
) -> UsdPerChip:
    """Price a monopolist sets where demand has one elasticity throughout.

    Floor price times elasticity / (elasticity - 1); an elasticity up to 1 is refused, since a
    higher price then always pays.
    """
    return floor_price * demand_elasticity / (demand_elasticity - 1)


@formula(label="Quantity kept by a monopolist, isoelastic demand", source=_LERNER)
def isoelastic_monopoly_quantity_share(
    fee_rate: ShareBelowOne, demand_elasticity: RatioAboveOne
) -> Share:
    """Quantity a monopolist still sells under the fee, as a share of that without one.

    (1 - rate) to the power of the elasticity.
    """
    return power(1 - fee_rate, demand_elasticity)


@formula(label="Quantity kept at the elasticity that today's price implies", source=_LERNER)
def lerner_quantity_share(fee_rate: ShareBelowOne, lerner_elasticity: Ratio) -> Share:
    """Quantity a monopolist still sells under the fee if demand has the elasticity implied.

    (1 - rate) to the power of that elasticity; the price rises by the whole fee.
    """
    return power(1 - fee_rate, lerner_elasticity)


@formula(label="Receipts-maximising rate, isoelastic monopoly")
def isoelastic_receipts_maximising_rate(demand_elasticity: RatioAboveOne) -> Share:
    """Rate at which the government's receipts from an isoelastic monopolist are largest.

    1 over the elasticity; up to an elasticity of 1 there is no maximum, which is refused.
    """
    return 1 / demand_elasticity


@formula(label="Receipts as a share of sales, isoelastic monopoly")
def isoelastic_receipts_share(fee_rate: ShareBelowOne, demand_elasticity: RatioAboveOne) -> Share:
    """Government's receipts from an isoelastic monopolist, as a share of sales without a fee.

    Rate x (1 - rate)^(elasticity - 1): price and quantity both answer.
    """
    return fee_rate * power(1 - fee_rate, demand_elasticity - 1)


@formula(label="Choke price of linear demand", source=_COST_CHANGES)
def choke_price(unit_price_usd: UsdPerChip, unit_cost_usd: UsdPerChip) -> UsdPerChip:
    """Price at which linear demand would vanish, if today's price is the monopolist's best.

    Twice the price less the cost.
    """
    require(unit_price_usd >= unit_cost_usd, "unit_price_usd", unit_price_usd, "at least the cost")
    return 2 * unit_price_usd - unit_cost_usd


@formula(label="Monopoly price, linear demand", source=_COST_CHANGES)
def linear_monopoly_price(choke_price: UsdPerChip, floor_price: UsdPerChip) -> UsdPerChip:
    """Price a monopolist sets where demand is a straight line.

    Halfway between the floor price and the choke price; the choke price where the floor exceeds it.
    """
    return where(floor_price < choke_price, (choke_price + floor_price) / 2, choke_price)


@formula(label="Quantity kept by a monopolist, linear demand")
def linear_monopoly_quantity_share(
    linear_monopoly_price: UsdPerChip, choke_price: UsdPerChip, unit_price_usd: UsdPerChip
) -> Share:
    """Quantity a monopolist with linear demand still sells, as a share of that without a fee.

    Distance of the price from the choke price over that of the list price; a list price at the
    choke price is refused.
    """
    return divide(
        maximum(choke_price - linear_monopoly_price, 0),
        choke_price - unit_price_usd,
        "choke_price - unit_price_usd",
    )


@formula(label="Pass-through of the fee, linear monopoly")
def linear_fee_passed_on(
    linear_monopoly_price: UsdPerChip, unit_price_usd: UsdPerChip, fee_rate: Share
) -> Share:
    """Part of the fee in dollars by which a monopolist with linear demand raises the price.

    Rise of the price over the fee paid on it; a rate of zero is refused.
    """
    fee = linear_monopoly_price * fee_rate
    return divide(linear_monopoly_price - unit_price_usd, fee, "fee_rate")


@formula(label="Receipts per chip, linear monopoly")
def linear_receipts_per_chip(
    fee_rate: Share, linear_monopoly_price: UsdPerChip, linear_monopoly_quantity_share: Share
) -> UsdPerChip:
    """Government's receipts from a linear monopolist, for each chip sold without a fee.

    Rate times price times the quantity that is left; nothing once the floor passes the choke.
    """
    return fee_rate * linear_monopoly_price * linear_monopoly_quantity_share


@formula(label="Receipts-maximising rate, linear monopoly")
def linear_receipts_maximising_rate(unit_cost_usd: UsdPerChip, choke_price: UsdPerChip) -> Share:
    """Rate at which the government's receipts from a linear monopolist are largest.

    Where (1 - rate)^3 / (1 + rate) equals (cost / choke price)^2, found by halving the interval.
    """
    target = power(divide(unit_cost_usd, choke_price, "choke_price"), 2)
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        rate = (low + high) / 2
        is_below = target < (1 - rate) ** 3 / (1 + rate)
        low, high = where(is_below, rate, low), where(is_below, high, rate)
    return (low + high) / 2
