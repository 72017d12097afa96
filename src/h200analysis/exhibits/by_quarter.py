"""Quarter by quarter, as Nvidia reports: what the futures deliver, and when it will be known."""

from calendar import SUNDAY
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from h200analysis.exhibits.bundle import Exhibit, joined
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.ranges import range_columns
from h200analysis.exhibits.sentences import say
from h200analysis.exhibits.tables import table
from h200analysis.futures import Futures
from h200analysis.futures.weeks import FIRST_DAY, LAST_DAY
from h200analysis.model import stake

_SUM = (
    "Each row is rounded by itself, so the expected revenues add up to that of the year only "
    "roughly, and only together with earlier quarters. Medians do not add up."
)
_CLOSES = (1, 4, 7, 10)  # a fiscal quarter ends on the last Sunday of these months (10-K, note 1)


def quarters(drawn: Futures) -> Exhibit:
    """Return the revenue of deliveries in each fiscal quarter that Nvidia has not reported yet.

    Dollars are at the reported price. The futures end on 31 December, and so does the last row.

    >>> exhibits.quarters(paths)
    <Exhibit '| Nvidia’s quarter | Expected revenue | Median | 90%...'>
    """
    at_price = drawn.at_reported_values()
    rows = [
        (f"{day(first)} to {day(last)}", found.mean, found.middle, found.low, found.high)
        for first, last in ahead(_reported_to(drawn))
        for found in [at_price.evaluate(stake.delivered_usd, last, _eve(first))]
    ]
    columns = ("Nvidia’s quarter", "Expected revenue", "Median", *range_columns())
    made = table("Revenue of deliveries by Nvidia’s quarters", columns, rows, (34, 18, 16, 16, 16))
    return joined(made, say(_SUM))


def _reported_to(drawn: Futures) -> date:
    """Return the last day of the newest quarter whose revenue was reported, or today if earlier."""
    ledger = drawn.case.ledger
    claim = ledger.parameter("quarter_revenue_usd").current.claims[0]
    return min(ledger.claim(claim).as_of, ledger.as_of)


def ahead(today: date) -> Iterator[tuple[date, date]]:
    """Yield first and last day of each fiscal quarter of 2026 that ends after a day."""
    ends = [_last_sunday(2025, _CLOSES[-1]), *(_last_sunday(2026, month) for month in _CLOSES)]
    for before, end in pairwise([*ends, LAST_DAY]):
        if end > today:
            yield before + timedelta(days=1), end


def _eve(first: date) -> date | None:
    """Return the day before a quarter, if the futures reach back to it: none delivers before."""
    eve = first - timedelta(days=1)
    return eve if eve >= FIRST_DAY else None


def _last_sunday(year: int, month: int) -> date:
    following = date(year, month + 1, 1)  # no quarter ends in December
    back = (following.weekday() - SUNDAY) % 7 or 7
    return following - timedelta(days=back)
