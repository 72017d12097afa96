"""Month by month: what the futures deliver by each month's end, for the page and for the lock."""

from dataclasses import replace
from datetime import date

from h200analysis.cases import Outcome
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.charts.chart import Chart
from h200analysis.exhibits.charts.fan import fan, fan_month
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.ranges import range_columns
from h200analysis.exhibits.sentences import say
from h200analysis.exhibits.tables import Cell, table
from h200analysis.futures import Futures
from h200analysis.inquiry.forecasts import MONTH_ENDS, forecast
from h200analysis.model import stake


def months(drawn: Futures) -> Exhibit:
    """Return a row for each month end that lies ahead, from March 2026 to December.

    The chance is that of any delivery, or of another once there has been one. Dollars are at the
    reported price. The press locks the forecast of the day with the edition, in forecasts.json and
    in the register of forecasts, to be scored later.

    >>> exhibits.months(paths)
    <Exhibit '| By the end of | Chance of any delivery | Chips, median |...'>
    """
    ahead = [by for by in MONTH_ENDS if by > drawn.case.ledger.as_of]
    if not ahead:
        return say("The year is over.")
    again = "another delivery" if drawn.has_begun else "any delivery"
    columns = (
        "By the end of", f"Chance of {again}", "Chips, median", *range_columns(), "Expected revenue"
    )  # fmt: skip
    title = "What is delivered in 2026 by the end of each month, to be scored once it is known"
    made = table(title, columns, [_row(drawn, by) for by in ahead])
    return replace(made, forecasts=(forecast(drawn.case.ledger, drawn.belief).locked(),))


def months_fan(drawn: Futures, title: str) -> Chart:
    """Return the chips delivered by today and by each month end ahead, as bands.

    >>> exhibits.months_fan(paths, "Chips delivered in 2026")
    Chart(name='by_month', title='Chips delivered in 2026', live=False)
    """
    today = drawn.case.ledger.as_of
    days = [today, *(by for by in MONTH_ENDS if by > today)]
    columns = [fan_month(by, *drawn.percentiles("delivered_chips", by)) for by in days]
    return fan("by_month", title, columns)


def _row(drawn: Futures, by: date) -> list[Cell]:
    chips = drawn.evaluate("delivered_chips", by)
    revenue = drawn.at_reported_values().expected(stake.delivered_usd, by)
    cells = (_delivery(drawn, by), chips.middle, chips.low, chips.high, revenue)
    return [day(by), *(("{it:2bare}", {"it": cell}) for cell in cells)]


def _delivery(drawn: Futures, by: date) -> Outcome:
    if not drawn.has_begun:
        return drawn.any_by(by)
    return drawn.chance(drawn.told(by)["further_chips"] > 0, f"another_delivery_by_{by}")
