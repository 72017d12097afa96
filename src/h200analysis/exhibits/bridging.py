"""A bridge between two figures as a waterfall, with what its steps leave unreconciled."""

from h200analysis.cases import Bridge
from h200analysis.exhibits.charts.chart import Chart
from h200analysis.exhibits.charts.waterfall import step, waterfall


def bridge(name: str, title: str, ends: tuple[str, str], found: Bridge) -> Chart:
    """Return the waterfall of `case.bridge`; `ends` say what its first and last bar are called.

    What does not reconcile is a step of its own, and is left out where nothing is left.

    >>> exhibits.bridge(
    ...     "b",
    ...     "From stock to orders",
    ...     ("In stock", "Ordered"),
    ...     case.bridge("stock_chips", "orders_chips", {"Missing": "supply_gap"}),
    ... )
    Chart(name='b', title='From stock to orders', live=False)
    """
    steps = [step(label, outcome) for label, outcome in found.steps.items()]
    if not found.reconciles:
        steps.append(step("Not reconciled", found.unreconciled))
    return waterfall(name, title, (ends[0], found.start), steps, (ends[1], found.end))
