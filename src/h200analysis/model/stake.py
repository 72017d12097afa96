"""Revenue at stake over calendar 2026: delivered, still open, gone, and what depends on it.

The three parts are expectations over the regimes and add up to orders at the reported price.
"""

from collections.abc import Iterator

from h200analysis.model.arithmetic import power, ratio, sum_of
from h200analysis.model.formula import formula
from h200analysis.model.regimes import Regime, RegimeTree
from h200analysis.model.units import (
    Chips,
    CustomsShare,
    NetUsd,
    NetUsdPerChip,
    Share,
    Usd,
    UsdPerChip,
    Years,
)


@formula(label="Expected revenue of deliveries")
def expected_delivered_usd(expected_delivered_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Revenue at stake: deliveries at the reported price, in the mean over all regimes.

    Expected chips times price.
    """
    return expected_delivered_chips * unit_price_usd


@formula(label="Expected orders still open")
def expected_open_usd(
    regime_tree: RegimeTree,
    orders_chips: Chips,
    open_order_survival: Share,
    unit_price_usd: UsdPerChip,
) -> Usd:
    """Orders neither delivered nor lost by the end of the year, in the mean over all regimes.

    What a regime leaves undelivered survives in the given share, unless a government has closed
    the door for good.
    """
    undelivered = _undelivered(regime_tree, orders_chips)
    chips = sum_of(0 if r.closed else left * open_order_survival for r, left in undelivered)
    return chips * unit_price_usd


@formula(label="Present value of open orders")
def open_present_value_usd(expected_open_usd: Usd, discount_rate: Share, delay_years: Years) -> Usd:
    """Today's worth of orders that stay open until later.

    Open orders over (1 + rate) to the power of the years they wait.
    """
    return expected_open_usd / power(1 + discount_rate, delay_years)


@formula(label="Expected orders lost")
def expected_gone_usd(
    regime_tree: RegimeTree,
    orders_chips: Chips,
    open_order_survival: Share,
    unit_price_usd: UsdPerChip,
) -> Usd:
    """Orders lost by the end of the year, in the mean over all regimes.

    What a regime leaves undelivered and does not survive; all of it where a government has closed
    the door for good.
    """
    undelivered = _undelivered(regime_tree, orders_chips)
    chips = sum_of(
        left if r.closed else left * (1 - open_order_survival) for r, left in undelivered
    )
    return chips * unit_price_usd


@formula(label="Expected fee on sales")
def expected_sale_fee_usd(fee_rate: Share, expected_delivered_usd: Usd) -> Usd:
    """Fee as a share of the sale, in the mean over all regimes.

    Rate times expected deliveries.
    """
    return fee_rate * expected_delivered_usd


@formula(label="Expected import duty", source="Section 232 proclamation of 14 January 2026")
def expected_import_duty_usd(customs_value_share: CustomsShare, expected_sale_fee_usd: Usd) -> Usd:
    """Duty on the customs value of delivered chips, in the mean over all regimes.

    Expected fee times customs value as a share of the price. Duty paid on chips that China then
    turns away comes on top.
    """
    return customs_value_share * expected_sale_fee_usd


@formula(label="Expected net revenue")
def expected_net_usd(expected_delivered_chips: Chips, seller_nets: NetUsdPerChip) -> NetUsd:
    """Receipts that the seller keeps of deliveries, in the mean over all regimes.

    Expected chips times what the seller nets on the chosen fee basis.
    """
    return expected_delivered_chips * seller_nets


@formula(label="Expected share of orders delivered")
def expected_delivered_share(expected_delivered_chips: Chips, orders_chips: Chips) -> Share:
    """Share of orders delivered, in the mean over all regimes.

    Expected chips over orders; 1 by convention where nothing is ordered.
    """
    return ratio(expected_delivered_chips, orders_chips, if_zero=1)


@formula(label="Median share of orders delivered")
def delivered_middle_share(delivered_middle_chips: Chips, orders_chips: Chips) -> Share:
    """Share of orders delivered at the median.

    Median chips over orders; 1 by convention where nothing is ordered.
    """
    return ratio(delivered_middle_chips, orders_chips, if_zero=1)


@formula(label="5% quantile of revenue")
def delivered_low_usd(delivered_low_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Revenue that deliveries fall short of in fewer than one future of twenty.

    The 5% quantile of chips times price.
    """
    return delivered_low_chips * unit_price_usd


@formula(label="Median revenue")
def delivered_middle_usd(delivered_middle_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Median revenue delivered: at most half deliver less, at most half more.

    The median of chips times price.
    """
    return delivered_middle_chips * unit_price_usd


@formula(label="95% quantile of revenue")
def delivered_high_usd(delivered_high_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Revenue that deliveries exceed in no more than one future of twenty.

    The 95% quantile of chips times price.
    """
    return delivered_high_chips * unit_price_usd


@formula(label="Stock written down if blocked")
def exposure_if_blocked_usd(stock_chips: Chips, unit_cost_usd: UsdPerChip) -> Usd:
    """Sum that would be written down if the stock could never be sold.

    Stock times unit cost.
    """
    return stock_chips * unit_cost_usd


def _undelivered(tree: RegimeTree, orders: Chips) -> Iterator[tuple[Regime, Chips]]:
    """Yield each regime with the chips it leaves undelivered, weighted by its chance."""
    for regime in tree.regimes:
        yield regime, regime.chance * (orders - regime.chips)
