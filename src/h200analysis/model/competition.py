"""A fee under competition: demand and supply of constant elasticity share it by how they bend.

Exact for any rate below 1, not only for a small one. The list price is what cleared the market
before the fee.
"""

from h200analysis.model.arithmetic import divide, power
from h200analysis.model.formula import formula
from h200analysis.model.units import Ratio, RatioAboveOne, Share, ShareBelowOne, UsdPerChip

_INCIDENCE = "Fullerton and Metcalf (2002), Tax Incidence"


@formula(label="Buyers' share of a small fee under competition", source=_INCIDENCE)
def competitive_buyer_share(demand_elasticity: Ratio, supply_elasticity: Ratio) -> Share:
    """Share of a small fee that buyers bear.

    Supply elasticity over the sum of both; two elasticities of zero are refused.
    """
    both = demand_elasticity + supply_elasticity
    return divide(supply_elasticity, both, "demand_elasticity + supply_elasticity")


@formula(label="Buyers' price under competition", source=_INCIDENCE)
def competitive_price(
    unit_price_usd: UsdPerChip, fee_rate: ShareBelowOne, competitive_buyer_share: Share
) -> UsdPerChip:
    """Price that buyers pay once the market has adjusted to the fee.

    List price over (1 - rate) to the power of the buyers' share; a rate of 1 is refused.
    """
    return unit_price_usd / power(1 - fee_rate, competitive_buyer_share)


@formula(label="Sellers' net price under competition", source=_INCIDENCE)
def competitive_net(competitive_price: UsdPerChip, fee_rate: ShareBelowOne) -> UsdPerChip:
    """Receipts that sellers keep of one chip once the market has adjusted to the fee.

    The buyers' price times 1 - rate.
    """
    return competitive_price * (1 - fee_rate)


@formula(label="Quantity kept under competition", source=_INCIDENCE)
def competitive_quantity_share(
    fee_rate: ShareBelowOne, demand_elasticity: Ratio, competitive_buyer_share: Share
) -> Share:
    """Quantity sold once the market has adjusted to the fee, as a share of that without one.

    (1 - rate) to the power of the demand elasticity times the buyers' share.
    """
    return power(1 - fee_rate, demand_elasticity * competitive_buyer_share)


@formula(label="Receipts under competition, as a share of sales")
def competitive_receipts_share(
    fee_rate: Share,
    competitive_price: UsdPerChip,
    competitive_quantity_share: Share,
    unit_price_usd: UsdPerChip,
) -> Share:
    """Government's receipts under competition, as a share of sales without a fee.

    Rate times what is left of the quantity times the rise of the price.
    """
    rise = divide(competitive_price, unit_price_usd, "unit_price_usd")
    return fee_rate * rise * competitive_quantity_share


@formula(label="Receipts-maximising rate under competition")
def competitive_receipts_maximising_rate(
    demand_elasticity: RatioAboveOne, supply_elasticity: Ratio
) -> Share:
    """Rate at which the government's receipts are largest under competition.

    1 / (1 + supply x (demand - 1) / (demand + supply)). Up to a demand elasticity of 1 receipts
    rise towards a rate of 1 and there is no maximum, which is refused.
    """
    share = competitive_buyer_share(demand_elasticity, supply_elasticity)
    return 1 / (1 + share * (demand_elasticity - 1))
