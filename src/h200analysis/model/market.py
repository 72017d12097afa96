"""The supply gap: orders against stock, at the reported price, and under the American volume rule.

All is static: no price here moves a quantity. Reported orders are indications, not demand.
"""

from h200analysis.model.arithmetic import divide, maximum, minimum, ratio
from h200analysis.model.formula import formula
from h200analysis.model.units import (
    Chips,
    ChipsPerModule,
    CnyPerModule,
    CnyPerUsd,
    Ratio,
    Share,
    Usd,
    UsdPerChip,
)

_VOLUME_RULE = (
    "Revision to License Review Policy for Advanced Computing Commodities, 91 FR 1684 (2026)"
)


@formula(label="Supply gap")
def supply_gap(orders_chips: Chips, stock_chips: Chips) -> Chips:
    """Chips ordered beyond what stock can fill, never below zero.

    Orders less stock.
    """
    return maximum(orders_chips - stock_chips, 0)


@formula(label="Supply surplus")
def supply_surplus(orders_chips: Chips, stock_chips: Chips) -> Chips:
    """Chips in stock beyond all orders, never below zero.

    Stock less orders.
    """
    return maximum(stock_chips - orders_chips, 0)


@formula(label="Servable chips")
def servable_chips(orders_chips: Chips, stock_chips: Chips) -> Chips:
    """Chips that stock can deliver against orders.

    The smaller of the two.
    """
    return minimum(orders_chips, stock_chips)


@formula(label="Fill rate")
def fill_rate(orders_chips: Chips, stock_chips: Chips) -> Share:
    """Share of orders that stock can fill, between none and all.

    Servable chips over orders; 1 by convention where nothing is ordered, stock or no stock.
    """
    return ratio(minimum(orders_chips, stock_chips), orders_chips, if_zero=1)


@formula(label="Oversubscription")
def oversubscription(orders_chips: Chips, stock_chips: Chips) -> Ratio:
    """Orders for each chip in stock.

    Orders over stock; an empty stock is refused.
    """
    return divide(orders_chips, stock_chips, "stock_chips")


@formula(label="Order book at the price of a chip")
def orders_at_list(orders_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Order book: orders at the price of a chip.

    Orders times price.
    """
    return orders_chips * unit_price_usd


@formula(label="Servable orders at the price of a chip")
def servable_at_list(servable_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Part of the order book that stock can deliver, at the price of a chip.

    Servable chips times price. A view of the order book, not a forecast of sales.
    """
    return servable_chips * unit_price_usd


@formula(label="Supply gap at the price of a chip")
def gap_at_list(supply_gap: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Supply gap at the price of a chip.

    Gap times price.
    """
    return supply_gap * unit_price_usd


@formula(label="US shipments needed for all orders", source=_VOLUME_RULE)
def us_shipments_needed(orders_chips: Chips, volume_cap_share: Share) -> Chips:
    """Shipments to US customers that the volume rule demands before all orders may ship.

    Orders over the share of US shipments that China may get; a share of zero is refused.
    """
    return divide(orders_chips, volume_cap_share, "volume_cap_share")


@formula(label="Highest share for China of shipments to both", source=_VOLUME_RULE)
def china_share_of_both(volume_cap_share: Share) -> Share:
    """Most that China may get of what it and the United States get together.

    Cap over one plus cap: half of US shipments is a third of both.
    """
    return volume_cap_share / (1 + volume_cap_share)


@formula(label="US shipments needed for the stock", source=_VOLUME_RULE)
def us_shipments_for_stock(stock_chips: Chips, volume_cap_share: Share) -> Chips:
    """Shipments to US customers that the volume rule demands before all of the stock may ship.

    Stock over the share of US shipments that China may get; a share of zero is refused.
    """
    return divide(stock_chips, volume_cap_share, "volume_cap_share")


@formula(label="Forward-only cap", source=_VOLUME_RULE)
def forward_only_cap(stock_chips: Chips, china_share_of_both: Share) -> Chips:
    """Chips from stock that China may get if only new US shipments count.

    Stock times China's share of both, since the stock is split between the two countries.
    """
    return stock_chips * china_share_of_both


@formula(label="US sales required first", source=_VOLUME_RULE)
def us_sales_first(stock_chips: Chips, forward_only_cap: Chips) -> Chips:
    """Chips from stock to be sold in the US first if only new US shipments count.

    Stock less what China may get.
    """
    return stock_chips - forward_only_cap


@formula(label="Forward-only cap at the price of a chip")
def forward_only_at_list(forward_only_cap: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Value of what China may get if only new US shipments count, at the price of a chip.

    Chips under the rule times price; fractions of a chip are kept.
    """
    return forward_only_cap * unit_price_usd


@formula(label="Price per chip implied by the board price")
def board_price_per_chip(
    module_price_cny: CnyPerModule, chips_per_module: ChipsPerModule, cny_per_usd: CnyPerUsd
) -> UsdPerChip:
    """Price of one chip by the reported price of a whole board.

    Board price over chips on it, over the exchange rate; a rate of zero is refused.
    """
    per_chip_cny = divide(module_price_cny, chips_per_module, "chips_per_module")
    return divide(per_chip_cny, cny_per_usd, "cny_per_usd")


@formula(label="Deviation of the board price")
def board_price_deviation(board_price_per_chip: UsdPerChip, unit_price_usd: UsdPerChip) -> Share:
    """How far the price by the board lies from the reported price, below it if negative.

    Price by the board over reported price, less one; a reported price of zero is refused.
    """
    return divide(board_price_per_chip, unit_price_usd, "unit_price_usd") - 1
