"""The H20 of 2025: what became of orders and hopes when a chip was allowed, then discouraged."""

from h200analysis.model.arithmetic import divide
from h200analysis.model.formula import formula
from h200analysis.model.units import (
    H20PerChip,
    NetUsdPerChip,
    Ratio,
    Share,
    Usd,
    UsdPerChip,
    UsdPerH20,
)


@formula(label="H20 orders recognised as revenue")
def h20_share_of_orders(h20_recognised_usd: Usd, h20_orders_usd: Usd) -> Share:
    """Share of the H20 orders of early 2025 that became revenue before the licence stopped them.

    Recognised revenue over orders reported.
    """
    return divide(h20_recognised_usd, h20_orders_usd, "h20_orders_usd")


@formula(label="H20 sales made of those planned for the quarter")
def h20_share_of_quarter(h20_recognised_usd: Usd, h20_unshipped_usd: Usd) -> Share:
    """Share of the quarter's intended H20 sales that were made before the licence stopped them.

    Recognised over recognised and unshipped.
    """
    intended = h20_recognised_usd + h20_unshipped_usd
    return divide(h20_recognised_usd, intended, "h20_recognised_usd + h20_unshipped_usd")


@formula(label="H20 sales as a share of the highest hope")
def h20_share_of_hope_low(h20_actual_usd: Usd, h20_potential_high_usd: Usd) -> Share:
    """H20 sales after Beijing discouraged them, as a share of the most that the company hoped for.

    Actual over the upper end.
    """
    return divide(h20_actual_usd, h20_potential_high_usd, "h20_potential_high_usd")


@formula(label="H20 sales as a share of the lowest hope")
def h20_share_of_hope_high(h20_actual_usd: Usd, h20_potential_low_usd: Usd) -> Share:
    """H20 sales after Beijing discouraged them, as a share of the least that the company hoped for.

    Actual over the lower end.
    """
    return divide(h20_actual_usd, h20_potential_low_usd, "h20_potential_low_usd")


@formula(label="Fee per H20 chip")
def h20_fee_per_chip(h20_unit_price_usd: UsdPerChip, h20_fee_rate: Share) -> UsdPerChip:
    """Government's share of one H20 under the bargain of August 2025.

    Rate times price.
    """
    return h20_fee_rate * h20_unit_price_usd


@formula(label="Left of an H20 after the fee")
def h20_left_per_chip(
    h20_unit_price_usd: UsdPerChip, h20_fee_per_chip: UsdPerChip
) -> NetUsdPerChip:
    """Cost and margin of one H20 under the bargain of August 2025.

    Price less the government's share.
    """
    return h20_unit_price_usd - h20_fee_per_chip


@formula(label="H200 fee over H20 fee")
def fee_to_h20_fee(fee_per_chip: UsdPerChip, h20_fee_per_chip: UsdPerChip) -> H20PerChip:
    """Fee on one H200 over that on one H20.

    Fee over fee.
    """
    return divide(fee_per_chip, h20_fee_per_chip, "h20_fee_per_chip")


@formula(label="Fee per H20 equivalent, as reported")
def fee_per_h20_as_reported(fee_per_chip: UsdPerChip, h20_multiple: H20PerChip) -> UsdPerH20:
    """Fee on as much of an H200 as makes one H20, by the multiple that the press reports.

    Fee over multiple.
    """
    return divide(fee_per_chip, h20_multiple, "h20_multiple")


@formula(label="Fee per H20 equivalent by processing performance")
def fee_per_h20_by_compute(
    fee_per_chip: UsdPerChip, h20_multiple_by_compute: H20PerChip
) -> UsdPerH20:
    """Fee on as much of an H200 as makes one H20 by total processing performance.

    Fee over multiple.
    """
    return divide(fee_per_chip, h20_multiple_by_compute, "h20_multiple_by_compute")


@formula(label="Fee discount against the H20, as reported")
def fee_discount_as_reported(
    fee_per_h20_as_reported: UsdPerH20, h20_fee_per_chip: UsdPerChip
) -> Share:
    """How much cheaper the fee on an H200 is than that on an H20, for the same chip by the press.

    1 less fee over fee; negative where it is dearer.
    """
    return 1 - divide(fee_per_h20_as_reported, h20_fee_per_chip, "h20_fee_per_chip")


@formula(label="Fee discount against the H20 by processing performance")
def fee_discount_by_compute(
    fee_per_h20_by_compute: UsdPerH20, h20_fee_per_chip: UsdPerChip
) -> Share:
    """How much cheaper the fee on an H200 is than that on an H20, for the same performance.

    1 less fee over fee; negative where it is dearer.
    """
    return 1 - divide(fee_per_h20_by_compute, h20_fee_per_chip, "h20_fee_per_chip")


@formula(label="Fee premium over the H20 by memory bandwidth")
def fee_premium_by_bandwidth(
    fee_to_h20_fee: H20PerChip, h20_multiple_by_bandwidth: H20PerChip
) -> Ratio:
    """Fee on an H200 over that on an H20, for the same memory bandwidth.

    Ratio of fees over ratio of bandwidths.
    """
    return divide(fee_to_h20_fee, h20_multiple_by_bandwidth, "h20_multiple_by_bandwidth")
