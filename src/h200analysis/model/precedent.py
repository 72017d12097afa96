"""The H20 of 2025: what became of orders and hopes when a chip was allowed, then discouraged."""

from h200analysis.model.arithmetic import divide
from h200analysis.model.units import Share, Usd


def h20_share_of_orders(h20_recognised_usd: Usd, h20_orders_usd: Usd) -> Share:
    """Share of the H20 orders of early 2025 that became revenue before the licence stopped them.

    Recognised revenue over orders reported. Source: identity.
    """
    return divide(h20_recognised_usd, h20_orders_usd, "h20_orders_usd")


def h20_share_of_quarter(h20_recognised_usd: Usd, h20_unshipped_usd: Usd) -> Share:
    """Share of the quarter's intended H20 sales that were made before the licence stopped them.

    Recognised over recognised and unshipped. Source: identity.
    """
    intended = h20_recognised_usd + h20_unshipped_usd
    return divide(h20_recognised_usd, intended, "h20_recognised_usd + h20_unshipped_usd")


def h20_share_of_hope_low(h20_actual_usd: Usd, h20_potential_high_usd: Usd) -> Share:
    """H20 sales after Beijing discouraged them, as a share of the most that the company hoped for.

    Actual over the upper end. Source: identity.
    """
    return divide(h20_actual_usd, h20_potential_high_usd, "h20_potential_high_usd")


def h20_share_of_hope_high(h20_actual_usd: Usd, h20_potential_low_usd: Usd) -> Share:
    """H20 sales after Beijing discouraged them, as a share of the least that the company hoped for.

    Actual over the lower end. Source: identity.
    """
    return divide(h20_actual_usd, h20_potential_low_usd, "h20_potential_low_usd")
