"""Charges that fall once: a margin without them, and what a halt of sales costs with them."""

from h200analysis.model.arithmetic import divide
from h200analysis.model.formula import formula
from h200analysis.model.units import Margin, Usd


@formula(label="Gross margin before a charge")
def margin_before_charge(gross_margin: Margin, charge_usd: Usd, revenue_usd: Usd) -> Margin:
    """Gross margin as it would be without a charge that was booked as a cost of sales.

    Margin plus charge over revenue; a revenue of nothing is refused.
    """
    return gross_margin + divide(charge_usd, revenue_usd, "revenue_usd")


@formula(label="Lost sales and charge")
def lost_sales_and_charge(lost_sales_usd: Usd, charge_usd: Usd) -> Usd:
    """Money that a halt of sales moves: revenue that did not come, and stock written off.

    Sales plus charge. It is no loss of profit, since lost sales save their cost.
    """
    return lost_sales_usd + charge_usd


@formula(label="Gross profit lost with a halt of sales")
def lost_gross_profit(lost_sales_usd: Usd, sales_margin: Margin, charge_usd: Usd) -> Usd:
    """Gross profit that a halt of sales costs.

    Margin on the lost sales plus the charge.
    """
    return lost_sales_usd * sales_margin + charge_usd
