"""The table of what limits deliveries."""

from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.labels import BOTTLENECKS
from h200analysis.exhibits.tables import table
from h200analysis.futures import Futures
from h200analysis.inquiry.bottlenecks import bottlenecks as every


def bottlenecks(drawn: Futures) -> Exhibit:
    """Return the share of futures in which each thing holds deliveries down, to the year's end.

    >>> exhibits.bottlenecks(paths)
    <Exhibit '| What happens | Share of futures | |...'>
    """
    rows = [
        (BOTTLENECKS[name], ("{it:2bare}", {"it": share}))
        for name, share in every(drawn).items()
        if share.value
    ]
    what = "further deliveries" if drawn.has_begun else "deliveries"
    title = f"What limits {what} in 2026 (a shipment can be cut by more than one limit)"
    return table(title, ("What happens", "Share of futures"), rows, (75, 25))
