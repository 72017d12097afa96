"""Government's fee on a chip and on quantities of chips, on four explicit bases.

All is static: quantities stay as they are whatever a buyer pays, so no total here is a forecast.
"""

from enum import Enum

from h200analysis.model.formula import formula
from h200analysis.model.units import (
    Chips,
    CustomsShare,
    NetUsd,
    NetUsdPerChip,
    Share,
    ShareBelowOne,
    Usd,
    UsdPerChip,
)


class FeeBasis(Enum):
    """What the rate is applied to, and whose price it moves."""

    REVENUE_SHARE = "revenue_share"  # of the price, out of the seller's receipts
    SURCHARGE = "surcharge"  # of the price, on top of it
    GROSS_UP = "gross_up"  # of a price raised until the seller nets the list price
    IMPORT_DUTY = "import_duty"  # of the customs value, absorbed by the seller


@formula(label="Fee per chip", source="Section 232 proclamation of 14 January 2026")
def fee_per_chip(
    fee_basis: FeeBasis,
    unit_price_usd: UsdPerChip,
    fee_rate: Share,
    customs_value_share: CustomsShare,
) -> UsdPerChip:
    """Government's fee on one chip.

    Rate times price as a revenue share or a surcharge; times price / (1 - rate) where the price is
    grossed up, which refuses a rate of 1; times customs value as an import duty.
    """
    match fee_basis:
        case FeeBasis.REVENUE_SHARE | FeeBasis.SURCHARGE:
            return fee_rate * unit_price_usd
        case FeeBasis.GROSS_UP:
            return exclusive_rate(fee_rate) * unit_price_usd
    return fee_rate * customs_value_share * unit_price_usd


@formula(label="Buyer's price")
def buyer_pays(
    fee_basis: FeeBasis, unit_price_usd: UsdPerChip, fee_per_chip: UsdPerChip
) -> UsdPerChip:
    """Price that a buyer pays for one chip, fee included.

    The list price; with the fee on top as a surcharge or grossed up.
    """
    if fee_basis in {FeeBasis.SURCHARGE, FeeBasis.GROSS_UP}:
        return unit_price_usd + fee_per_chip
    return unit_price_usd


@formula(label="Seller's net receipts per chip")
def seller_nets(buyer_pays: UsdPerChip, fee_per_chip: UsdPerChip) -> NetUsdPerChip:
    """Receipts that the seller keeps of one chip.

    What the buyer pays less the fee.
    """
    return buyer_pays - fee_per_chip


@formula(label="Tax-exclusive rate")
def exclusive_rate(fee_rate: ShareBelowOne) -> Share:
    """Rate on the net price that costs what this rate on the gross price does.

    Rate / (1 - rate); a rate of 1 is refused.
    """
    return fee_rate / (1 - fee_rate)


@formula(label="Tax-inclusive rate")
def inclusive_rate(fee_rate: Share) -> Share:
    """Rate on the gross price that costs what this rate on the net price does.

    Rate / (1 + rate).
    """
    return fee_rate / (1 + fee_rate)


@formula(label="Gross revenue of all orders")
def gross_revenue(orders_chips: Chips, buyer_pays: UsdPerChip) -> Usd:
    """Sum that buyers would pay if all orders shipped.

    Orders times what a buyer pays.
    """
    return orders_chips * buyer_pays


@formula(label="Fee on all orders")
def fee_revenue(orders_chips: Chips, fee_per_chip: UsdPerChip) -> Usd:
    """Government's fee if all orders shipped.

    Orders times fee.
    """
    return orders_chips * fee_per_chip


@formula(label="Net revenue of all orders")
def net_revenue(orders_chips: Chips, seller_nets: NetUsdPerChip) -> NetUsd:
    """Receipts that the seller would keep if all orders shipped.

    Orders times what the seller nets.
    """
    return orders_chips * seller_nets


@formula(label="Fee on servable chips")
def servable_fee(servable_chips: Chips, fee_per_chip: UsdPerChip) -> Usd:
    """Government's fee on what stock can deliver.

    Servable chips times fee.
    """
    return servable_chips * fee_per_chip


@formula(label="Net revenue of servable chips")
def servable_net(servable_chips: Chips, seller_nets: NetUsdPerChip) -> NetUsd:
    """Receipts that the seller would keep of what stock can deliver.

    Servable chips times what the seller nets.
    """
    return servable_chips * seller_nets


@formula(label="Fee under the forward-only cap")
def forward_only_fee(forward_only_cap: Chips, fee_per_chip: UsdPerChip) -> Usd:
    """Fee on what China may get if only new US shipments count.

    Chips under the rule times fee on each.
    """
    return forward_only_cap * fee_per_chip


@formula(label="Net revenue under the forward-only cap")
def forward_only_net(forward_only_cap: Chips, seller_nets: NetUsdPerChip) -> NetUsd:
    """Receipts that the seller keeps of what China may get if only new US shipments count.

    Chips under the rule times what the seller nets on each.
    """
    return forward_only_cap * seller_nets


@formula(label="Fee on the supply gap")
def gap_fee(supply_gap: Chips, fee_per_chip: UsdPerChip) -> Usd:
    """Government's fee on the supply gap, if it were filled.

    Gap times fee.
    """
    return supply_gap * fee_per_chip


@formula(label="Net revenue of the supply gap")
def gap_net(supply_gap: Chips, seller_nets: NetUsdPerChip) -> NetUsd:
    """Receipts that the seller would keep of the supply gap, if it were filled.

    Gap times what the seller nets.
    """
    return supply_gap * seller_nets
