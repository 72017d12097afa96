"""The fee: its bases, its totals, who bears it (pages 2.3.1 and 2.3.2)."""

from enum import Enum

from h200analysis.model.arithmetic import is_plain, quotient
from h200analysis.model.units import Chips, Ratio, Share, Usd, UsdPerChip


class FeeBasis(Enum):
    """What the rate is taken of, and who gives way."""

    REVENUE_SHARE = "revenue_share"  # of the price the buyer pays: the press's reading
    SURCHARGE = "surcharge"  # of the price, added on top of it
    GROSS_UP = "gross_up"  # of a price raised until the seller keeps the old one
    IMPORT_DUTY = "import_duty"  # of the customs value on entering the US: the law's reading


def fee_per_chip(
    fee_basis: FeeBasis,
    unit_price_usd: UsdPerChip,
    fee_rate: Share,
    customs_value_share: Share,
) -> UsdPerChip:
    """Fee on one chip.

    Rate times price; grossed up, times the raised price; as a duty, times the customs value.
    Source: proclamation of 14 January 2026 for the duty; the others are readings of the press.
    """
    if fee_basis is FeeBasis.GROSS_UP:
        return fee_rate * grossed_up_price(unit_price_usd, fee_rate)
    if fee_basis is FeeBasis.IMPORT_DUTY:
        return _rate(fee_rate) * customs_value_share * unit_price_usd
    return _rate(fee_rate) * unit_price_usd


def buyer_pays(fee_basis: FeeBasis, unit_price_usd: UsdPerChip, fee_rate: Share) -> UsdPerChip:
    """Price of a chip to its buyer, fee included.

    The price; with a surcharge, price and fee; grossed up, the raised price; a duty is taken as
    borne by the seller. Source: identity.
    """
    if fee_basis is FeeBasis.SURCHARGE:
        return unit_price_usd * (1 + _rate(fee_rate))
    if fee_basis is FeeBasis.GROSS_UP:
        return grossed_up_price(unit_price_usd, fee_rate)
    return unit_price_usd


def seller_nets(buyer_pays: UsdPerChip, fee_per_chip: UsdPerChip) -> UsdPerChip:
    """What the seller keeps of a chip.

    Buyer's price less fee. Source: identity.
    """
    return buyer_pays - fee_per_chip


def grossed_up_price(unit_price_usd: UsdPerChip, fee_rate: Share) -> UsdPerChip:
    """Price that leaves the seller the old one after the fee, at unchanged quantity.

    Price over one less the rate. Source: identity; no forecast of what buyers would do.
    """
    return quotient(unit_price_usd, 1 - _rate(fee_rate), "1 - fee_rate")


def fee_on_orders(orders_chips: Chips, fee_per_chip: UsdPerChip) -> Usd:
    """Fee if all reported orders were delivered.

    Orders times fee on a chip. Source: identity.
    """
    return orders_chips * fee_per_chip


def fee_on_stock(servable_chips: Chips, fee_per_chip: UsdPerChip) -> Usd:
    """Fee if stock were delivered.

    Servable chips times fee on a chip. Source: identity.
    """
    return servable_chips * fee_per_chip


def fee_on_gap(supply_gap: Chips, fee_per_chip: UsdPerChip) -> Usd:
    """Fee on the supply gap, if it were ever delivered.

    Gap times fee on a chip. Source: identity.
    """
    return supply_gap * fee_per_chip


def fee_on_forward_only(forward_only_cap: Chips, fee_per_chip: UsdPerChip) -> Usd:
    """Fee on the most that China may get if only new US shipments count.

    That many chips times fee on a chip. Source: identity.
    """
    return forward_only_cap * fee_per_chip


def net_revenue_on_orders(orders_chips: Chips, seller_nets: UsdPerChip) -> Usd:
    """Seller's revenue after the fee if all reported orders were delivered.

    Orders times what the seller keeps of a chip. Source: identity.
    """
    return orders_chips * seller_nets


def net_revenue_on_stock(servable_chips: Chips, seller_nets: UsdPerChip) -> Usd:
    """Seller's revenue after the fee if stock were delivered.

    Servable chips times what the seller keeps of a chip. Source: identity.
    """
    return servable_chips * seller_nets


def net_revenue_on_gap(supply_gap: Chips, seller_nets: UsdPerChip) -> Usd:
    """Seller's revenue after the fee on the supply gap, if it were ever delivered.

    Gap times what the seller keeps of a chip. Source: identity.
    """
    return supply_gap * seller_nets


def net_revenue_on_forward_only(forward_only_cap: Chips, seller_nets: UsdPerChip) -> Usd:
    """Seller's revenue after the fee on the most that China may get if new US shipments count.

    That many chips times what the seller keeps of a chip. Source: identity.
    """
    return forward_only_cap * seller_nets


def inclusive_rate(exclusive_rate: Share) -> Share:
    """Rate on a price that includes the fee, equal to a rate on the price without it.

    Rate over one plus rate: 33.33% on top is 25% of the whole. Source: identity.
    """
    return exclusive_rate / (1 + exclusive_rate)


def exclusive_rate(fee_rate: Share) -> Share:
    """Rate on the price without the fee, equal to the fee's rate on the whole.

    Rate over one less rate: 25% of the whole is 33.33% on top. Source: identity.
    """
    return quotient(_rate(fee_rate), 1 - fee_rate, "1 - fee_rate")


def passed_on_price(
    unit_price_usd: UsdPerChip, exclusive_rate: Share, pass_through: Share
) -> UsdPerChip:
    """Buyer's price when a share of the fee is passed on, at unchanged quantity.

    Price times one plus that share of the exclusive rate. Source: definition of pass-through.
    """
    return unit_price_usd * (1 + pass_through * exclusive_rate)


def passed_on_net(passed_on_price: UsdPerChip, fee_rate: Share) -> UsdPerChip:
    """What the seller keeps when a share of the fee is passed on.

    One less the rate, times the buyer's price. Source: identity.
    """
    return (1 - _rate(fee_rate)) * passed_on_price


def passed_on_fee(passed_on_price: UsdPerChip, fee_rate: Share) -> UsdPerChip:
    """Fee on a chip when a share of it is passed on.

    Rate times the buyer's price. Source: identity.
    """
    return _rate(fee_rate) * passed_on_price


def buyer_burden(passed_on_price: UsdPerChip, unit_price_usd: UsdPerChip) -> UsdPerChip:
    """What the fee costs the buyer of a chip.

    Buyer's price less the price without a fee. Source: identity; whoever remits it.
    """
    return passed_on_price - unit_price_usd


def seller_burden(unit_price_usd: UsdPerChip, passed_on_net: UsdPerChip) -> UsdPerChip:
    """What the fee costs the seller of a chip.

    The price without a fee less what the seller keeps. Source: identity; whoever remits it.
    """
    return unit_price_usd - passed_on_net


def buyer_share(buyer_burden: UsdPerChip, passed_on_fee: UsdPerChip) -> Ratio:
    """Share of the fee that the buyer bears.

    Buyer's burden over the fee. Source: definition of incidence.
    """
    return quotient(buyer_burden, passed_on_fee, "passed_on_fee")


def _rate(fee_rate: Share) -> Share:
    """Refuse 25 for 0.25, the slip of this subject, where the rate is a plain number."""
    if is_plain(fee_rate) and not 0 <= fee_rate <= 1:
        raise ValueError(f"fee_rate is {fee_rate:g}; expected a decimal share from 0 to 1.")
    return fee_rate
