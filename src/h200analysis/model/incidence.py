"""Who bears a fee on the selling price: a share of it passed on to buyers, the rest absorbed.

Nothing passed on is the revenue share of `fees`, all of it the gross-up. Who remits the money makes
no difference. All is static: quantities stay as they are.
"""

from h200analysis.model.fees import exclusive_rate
from h200analysis.model.formula import formula
from h200analysis.model.units import Share, ShareBelowOne, UsdPerChip

_INCIDENCE = "Fullerton and Metcalf (2002), Tax Incidence"


@formula(label="Buyer's price with pass-through", source=_INCIDENCE)
def passed_on_price(
    unit_price_usd: UsdPerChip, fee_rate: ShareBelowOne, pass_through: Share
) -> UsdPerChip:
    """Price that a buyer pays for one chip when a share of the fee is passed on.

    Price times 1 + pass-through x rate / (1 - rate): passed on in full, the seller nets the list
    price. A rate of 1 is refused.
    """
    return unit_price_usd * (1 + pass_through * exclusive_rate(fee_rate))


@formula(label="Seller's net price with pass-through", source=_INCIDENCE)
def passed_on_net(passed_on_price: UsdPerChip, fee_rate: Share) -> UsdPerChip:
    """Receipts that the seller keeps of one chip when a share of the fee is passed on.

    The buyer's price times 1 - rate.
    """
    return passed_on_price * (1 - fee_rate)


@formula(label="Fee per chip with pass-through", source=_INCIDENCE)
def passed_on_fee(passed_on_price: UsdPerChip, fee_rate: Share) -> UsdPerChip:
    """Government's fee on one chip when a share of it is passed on.

    The buyer's price times the rate.
    """
    return passed_on_price * fee_rate


@formula(label="Buyer's burden per chip", source=_INCIDENCE)
def buyer_burden(passed_on_price: UsdPerChip, unit_price_usd: UsdPerChip) -> UsdPerChip:
    """Extra that a buyer pays for one chip beyond the list price.

    The buyer's price less the list price.
    """
    return passed_on_price - unit_price_usd


@formula(label="Seller's burden per chip", source=_INCIDENCE)
def seller_burden(unit_price_usd: UsdPerChip, passed_on_net: UsdPerChip) -> UsdPerChip:
    """Receipts that the seller gives up on one chip against the list price.

    The list price less what the seller keeps.
    """
    return unit_price_usd - passed_on_net
