"""Revenue at stake over calendar 2026: delivered, still open, gone, and what depends on it.

In every future the three parts add up to the reported orders.
"""

from h200analysis.model.arithmetic import divide, maximum, power, ratio
from h200analysis.model.formula import formula
from h200analysis.model.units import (
    Chips,
    CustomsShare,
    NetUsd,
    NetUsdPerChip,
    Ratio,
    Share,
    Usd,
    UsdPerChip,
    Years,
)


@formula(label="Revenue of deliveries")
def delivered_usd(delivered_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Revenue of the chips delivered.

    Chips times price.
    """
    return delivered_chips * unit_price_usd


@formula(label="Revenue of reported deliveries")
def reported_usd(reported_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Revenue of the chips reported as delivered by the day of the briefing.

    Chips times price.
    """
    return reported_chips * unit_price_usd


@formula(label="Revenue of further deliveries")
def further_usd(further_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Revenue of the chips delivered after the day of the briefing.

    Chips times price.
    """
    return further_chips * unit_price_usd


@formula(label="Orders still open")
def open_orders_chips(
    firm_demand_chips: Chips, waiting_share: Share, delivered_chips: Chips
) -> Chips:
    """Firm orders that are neither delivered nor lost.

    What is left of firm demand after months of waiting, less what was delivered; never below zero.
    """
    return maximum(firm_demand_chips * waiting_share - delivered_chips, 0)


@formula(label="Open orders in dollars")
def open_orders_usd(open_orders_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Revenue of the orders that are still open.

    Chips times price.
    """
    return open_orders_chips * unit_price_usd


@formula(label="Reported orders that come to nothing")
def gone_usd(
    orders_chips: Chips,
    open_orders_chips: Chips,
    delivered_chips: Chips,
    unit_price_usd: UsdPerChip,
) -> NetUsd:
    """Revenue of reported orders that were never firm or have been lost.

    Reported orders less what is delivered and what is still open, times price. Together the three
    are the reported orders; this one is below zero where more is delivered than was reported.
    """
    return (orders_chips - open_orders_chips - delivered_chips) * unit_price_usd


@formula(label="Reported orders not delivered")
def undelivered_usd(
    orders_chips: Chips, delivered_chips: Chips, unit_price_usd: UsdPerChip
) -> NetUsd:
    """Revenue of reported orders that are not delivered.

    Reported orders less what is delivered, times price; below zero where more is delivered.
    """
    return (orders_chips - delivered_chips) * unit_price_usd


@formula(label="Fee on sales")
def sale_fee_usd(fee_rate: Share, delivered_usd: Usd) -> Usd:
    """Fee as a share of the sale.

    Rate times the revenue of deliveries.
    """
    return fee_rate * delivered_usd


@formula(label="Import duty", source="Section 232 proclamation of 14 January 2026")
def import_duty_usd(customs_value_share: CustomsShare, sale_fee_usd: Usd) -> Usd:
    """Duty on the customs value of delivered chips.

    The fee on sales times customs value as a share of the price. Duty paid on chips that China then
    turns away comes on top.
    """
    return customs_value_share * sale_fee_usd


@formula(label="Net revenue of deliveries")
def net_usd(delivered_chips: Chips, seller_nets: NetUsdPerChip) -> NetUsd:
    """Receipts that the seller keeps of deliveries.

    Chips times what the seller nets on the chosen fee basis.
    """
    return delivered_chips * seller_nets


@formula(label="Share of reported orders delivered")
def delivered_share(delivered_chips: Chips, orders_chips: Chips) -> Ratio:
    """Share of the reported orders that is delivered.

    Chips delivered over chips ordered; 1 by convention where nothing is ordered.
    """
    return ratio(delivered_chips, orders_chips, if_zero=1)


@formula(label="Present value of open orders")
def open_present_value_usd(open_orders_usd: Usd, discount_rate: Share, delay_years: Years) -> Usd:
    """Today's worth of orders that stay open until later.

    Open orders over (1 + rate) to the power of the years they wait.
    """
    return open_orders_usd / power(1 + discount_rate, delay_years)


@formula(label="Stock written down if blocked")
def exposure_if_blocked_usd(stock_chips: Chips, unit_cost_usd: UsdPerChip) -> Usd:
    """Sum that would be written down if the stock could never be sold.

    Stock times unit cost.
    """
    return stock_chips * unit_cost_usd


@formula(label="H200 revenue from China in the last quarter, at most")
def china_at_most_usd(china_share_at_most: Share, data_centre_usd: Usd) -> Usd:
    """Most that licensed H200 shipments can have brought in the quarter that Nvidia last reported.

    Their highest share times data-centre revenue.
    """
    return china_share_at_most * data_centre_usd


@formula(label="H200 chips shipped to China last quarter, at most")
def china_at_most_chips(china_at_most_usd: Usd, unit_price_usd: UsdPerChip) -> Chips:
    """Most chips that can have been shipped under licence in that quarter, at the price of a chip.

    Revenue over price.
    """
    return divide(china_at_most_usd, unit_price_usd, "unit_price_usd")
