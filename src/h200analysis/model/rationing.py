"""How far the price could rise before orders beyond the stock are gone: the headroom of a fee.

Reported orders are read as demand at the list price, of one elasticity throughout.
"""

from h200analysis.model.arithmetic import divide, log, power
from h200analysis.model.fees import exclusive_rate
from h200analysis.model.formula import formula
from h200analysis.model.units import Chips, PositiveRatio, Ratio, ShareBelowOne, UsdPerChip


@formula(label="Market-clearing price")
def clearing_price(
    unit_price_usd: UsdPerChip, oversubscription: Ratio, demand_elasticity: Ratio
) -> UsdPerChip:
    """Price at which orders would just match the stock.

    List price times oversubscription to the power of 1 / elasticity; zero elasticity is refused.
    """
    return unit_price_usd * power(
        oversubscription, divide(1, demand_elasticity, "demand_elasticity")
    )


@formula(label="Demand left at full pass-through")
def demand_left(orders_chips: Chips, fee_rate: ShareBelowOne, demand_elasticity: Ratio) -> Chips:
    """Chips still wanted if all of the fee is added to the price.

    Orders times (1 - rate) to the power of the elasticity; a rate of 1 is refused.
    """
    return orders_chips * power(1 - fee_rate, demand_elasticity)


@formula(label="Elasticity up to which pass-through costs no sale")
def headroom_elasticity(oversubscription: PositiveRatio, fee_rate: ShareBelowOne) -> Ratio:
    """Elasticity of demand up to which the whole fee can be passed on without losing a sale.

    Logarithm of oversubscription over that of 1 / (1 - rate); a rate of zero is refused.
    """
    return divide(log(oversubscription), log(1 + exclusive_rate(fee_rate)), "fee_rate")
