"""The supply gap at a moment: orders against stock, at list, in equivalents, in time (page 2.1)."""

import math
from enum import Enum

from h200analysis.model.arithmetic import maximum, minimum, quotient, ratio, sqrt, where
from h200analysis.model.units import (
    Ascend910CChips,
    Chips,
    ChipsPerModule,
    ChipsPerMonth,
    Cny,
    CnyPerUsd,
    Gigabytes,
    H20Chips,
    Months,
    Ratio,
    Share,
    TbPerSecond,
    Tpp,
    Usd,
    UsdPerChip,
    Weeks,
)

WEEKS_PER_MONTH = 52 / 12


class FoundryCondition(Enum):
    """How the rule's "no delay for US customers" is read for new wafers meant for China."""

    LENIENT = "lenient"  # wafers for China are allowed
    STRICT = "strict"  # no wafer for China that could serve US users


def supply_gap(orders_chips: Chips, stock_chips: Chips) -> Chips:
    """Chips ordered beyond stock.

    Orders less stock, never below zero. Source: definition.
    """
    return maximum(orders_chips - stock_chips, 0.0)


def surplus(orders_chips: Chips, stock_chips: Chips) -> Chips:
    """Chips in stock beyond orders.

    Stock less orders, never below zero. Source: definition.
    """
    return maximum(stock_chips - orders_chips, 0.0)


def servable_chips(orders_chips: Chips, stock_chips: Chips) -> Chips:
    """Chips that stock could deliver at once.

    The smaller of orders and stock. Source: definition.
    """
    return minimum(orders_chips, stock_chips)


def fill_rate(servable_chips: Chips, orders_chips: Chips) -> Share:
    """Share of the orders that stock could fill.

    Servable chips over orders; 1 where nothing is ordered, by convention, also without stock.
    Source: the fill rate of inventory theory.
    """
    return ratio(servable_chips, orders_chips, 1.0)


def oversubscription(orders_chips: Chips, stock_chips: Chips) -> Ratio:
    """Times that the orders exceed the stock.

    Orders over stock; refused where there is no stock. Source: definition.
    """
    return quotient(orders_chips, stock_chips, "stock_chips")


def gap_at_list(supply_gap: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Worth of the supply gap at the reported price.

    Gap times price. Source: identity.
    """
    return supply_gap * unit_price_usd


def orders_at_list(orders_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Worth of the reported orders at the reported price.

    Orders times price; what the press calls the order book. Source: identity.
    """
    return orders_chips * unit_price_usd


def servable_at_list(servable_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Worth of what stock could deliver at once.

    Servable chips times price. Source: identity.
    """
    return servable_chips * unit_price_usd


def gap_h20_press(supply_gap: Chips, h20_multiple: Ratio) -> H20Chips:
    """Supply gap in H20 chips by the multiple that the press gives, metric unsaid.

    Gap times multiple. Source: conversion.
    """
    return supply_gap * h20_multiple


def orders_h20_press(orders_chips: Chips, h20_multiple: Ratio) -> H20Chips:
    """Reported orders in H20 chips by the multiple that the press gives, metric unsaid.

    Orders times multiple. Source: conversion.
    """
    return orders_chips * h20_multiple


def gap_h20_compute(supply_gap: Chips, h200_tpp: Tpp, h20_tpp: Tpp) -> H20Chips:
    """Supply gap in H20 chips of equal dense arithmetic.

    Gap times the ratio of total processing performance. Source: BIS definition of TPP.
    """
    return supply_gap * quotient(h200_tpp, h20_tpp, "h20_tpp")


def gap_h20_bandwidth(
    supply_gap: Chips, h200_bandwidth: TbPerSecond, h20_bandwidth: TbPerSecond
) -> H20Chips:
    """Supply gap in H20 chips of equal memory bandwidth.

    Gap times the ratio of bandwidths. Source: conversion.
    """
    return supply_gap * quotient(h200_bandwidth, h20_bandwidth, "h20_bandwidth")


def gap_h20_memory(supply_gap: Chips, h200_memory: Gigabytes, h20_memory: Gigabytes) -> H20Chips:
    """Supply gap in H20 chips of equal memory capacity.

    Gap times the ratio of capacities. Source: conversion.
    """
    return supply_gap * quotient(h200_memory, h20_memory, "h20_memory")


def gap_910c_compute(supply_gap: Chips, h200_tpp: Tpp, ascend_910c_tpp: Tpp) -> Ascend910CChips:
    """Supply gap in Ascend 910C chips of equal dense arithmetic.

    Gap times the ratio of total processing performance. Source: BIS definition of TPP.
    """
    return supply_gap * quotient(h200_tpp, ascend_910c_tpp, "ascend_910c_tpp")


def gap_910c_bandwidth(
    supply_gap: Chips, h200_bandwidth: TbPerSecond, ascend_910c_bandwidth: TbPerSecond
) -> Ascend910CChips:
    """Supply gap in Ascend 910C chips of equal memory bandwidth.

    Gap times the ratio of bandwidths. Source: conversion.
    """
    return supply_gap * quotient(h200_bandwidth, ascend_910c_bandwidth, "ascend_910c_bandwidth")


def weeks_to_clear(supply_gap: Chips, ramp_chips_per_month: ChipsPerMonth) -> Weeks:
    """Weeks in which full production would clear the supply gap.

    Gap over monthly output, with twelve months to 52 weeks. Source: identity.
    """
    return quotient(supply_gap, ramp_chips_per_month, "ramp_chips_per_month") * WEEKS_PER_MONTH


def months_to_clear(
    supply_gap: Chips,
    ramp_chips_per_month: ChipsPerMonth,
    ramp_months: Months,
    foundry_condition: FoundryCondition,
) -> Months:
    """Months from the first new chip until production that ramps up has cleared the supply gap.

    Output rises linearly to its rate over the ramp, then stays: gap / rate + ramp / 2, or within
    the ramp the square root of 2 x gap x ramp / rate. Lead time comes on top. Never, where no
    wafer may be made for China. Source: area under a linear ramp.
    """
    if foundry_condition is FoundryCondition.STRICT:
        return math.inf
    at_rate = quotient(supply_gap, ramp_chips_per_month, "ramp_chips_per_month")
    after_ramp = at_rate + ramp_months / 2
    within_ramp = sqrt(2 * at_rate * ramp_months)
    return where(at_rate >= ramp_months / 2, after_ramp, within_ramp)


def price_from_module(
    module_price_cny: Cny, chips_per_module: ChipsPerModule, cny_per_usd: CnyPerUsd
) -> UsdPerChip:
    """Price of a chip that the reported price of a board implies.

    Board price over chips on it over yuan to the dollar. Source: cross-check.
    """
    per_chip = quotient(module_price_cny, chips_per_module, "chips_per_module")
    return quotient(per_chip, cny_per_usd, "cny_per_usd")


def price_difference(price_from_module: UsdPerChip, unit_price_usd: UsdPerChip) -> Share:
    """How far the price by the board lies from the reported one, as a share of it.

    Their difference over the reported price. Source: cross-check.
    """
    return quotient(price_from_module, unit_price_usd, "unit_price_usd") - 1


def us_shipments_for_orders(orders_chips: Chips, volume_cap_share: Share) -> Chips:
    """US shipments that the volume cap asks for before China may get all its orders.

    Orders over the cap. Source: BIS rule of January 2026, 50% of US shipments.
    """
    return quotient(orders_chips, volume_cap_share, "volume_cap_share")


def us_shipments_for_stock(stock_chips: Chips, volume_cap_share: Share) -> Chips:
    """US shipments that the volume cap asks for before China may get all of the stock.

    Stock over the cap. Source: BIS rule of January 2026, 50% of US shipments.
    """
    return quotient(stock_chips, volume_cap_share, "volume_cap_share")


def cap_share_of_both(volume_cap_share: Share) -> Share:
    """Most that China may get of what it and the United States get together.

    Cap over one plus cap: half of US shipments is a third of both. Source: BIS rule of January
    2026.
    """
    return volume_cap_share / (1 + volume_cap_share)


def forward_only_cap(stock_chips: Chips, cap_share_of_both: Share) -> Chips:
    """Most that China may get out of the stock if only new US shipments count.

    Stock times China's share of both, unrounded. Source: BIS rule of January 2026, narrow reading.
    """
    return stock_chips * cap_share_of_both


def forward_only_us_first(stock_chips: Chips, forward_only_cap: Chips) -> Chips:
    """Chips of the stock that US customers must have bought before China gets that much.

    Stock less China's part. Source: BIS rule of January 2026, narrow reading.
    """
    return stock_chips - forward_only_cap


def forward_only_at_list(forward_only_cap: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Worth of the most that China may get if only new US shipments count.

    That many chips times the price. Source: identity.
    """
    return forward_only_cap * unit_price_usd
