"""Gross margin under the fee: it depends on where the books put the fee."""

from collections.abc import Sequence

from h200analysis.model.arithmetic import divide, require, sum_of
from h200analysis.model.domains import guarded
from h200analysis.model.formula import formula
from h200analysis.model.units import Margin, Share, ShareBelowOne, Usd, UsdPerChip


@formula(label="Gross margin without the fee")
def margin_without_fee(unit_price_usd: UsdPerChip, unit_cost_usd: UsdPerChip) -> Margin:
    """Gross margin on the list price before any fee.

    1 - cost / price; a price of zero is refused.
    """
    return 1 - divide(unit_cost_usd, unit_price_usd, "unit_price_usd")


@formula(label="Gross margin, fee in cost of sales")
def margin_with_fee_as_cost(margin_without_fee: Margin, fee_rate: Share) -> Margin:
    """Gross margin if the fee is booked as a cost of sales.

    Margin less the rate.
    """
    return margin_without_fee - fee_rate


@formula(label="Gross margin, fee netted from revenue")
def margin_with_fee_netted(
    unit_price_usd: UsdPerChip, unit_cost_usd: UsdPerChip, fee_rate: ShareBelowOne
) -> Margin:
    """Gross margin if the fee is taken off revenue.

    1 - cost / ((1 - rate) x price); a rate of 1 is refused.
    """
    kept = (1 - fee_rate) * unit_price_usd
    return 1 - divide(unit_cost_usd, kept, "unit_price_usd")


@formula(label="Gross margin at an unchanged profit per chip")
def margin_at_held_profit(
    unit_price_usd: UsdPerChip, unit_cost_usd: UsdPerChip, passed_on_price: UsdPerChip
) -> Margin:
    """Gross margin if the price is raised until each chip earns what it did without the fee.

    Profit of one chip over the raised price; the price passed on in full is the one that holds it.
    """
    return divide(unit_price_usd - unit_cost_usd, passed_on_price, "passed_on_price")


@guarded
def blended_margin(revenues: Sequence[Usd], margins: Sequence[Margin]) -> Margin:
    """Gross margin of a company over its lines of business.

    Margins weighed by revenue; lines without revenue in all are refused.
    """
    require(
        len(revenues) == len(margins), "the number of margins", len(margins), _one_each(revenues)
    )
    profit = sum_of(revenue * margin for revenue, margin in zip(revenues, margins, strict=True))
    return divide(profit, sum_of(revenues), "the sum of revenues")


def _one_each(revenues: Sequence[Usd]) -> str:
    return f"{len(revenues)}, one for each line of revenue"
