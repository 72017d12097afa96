"""The chart of how often chances came true in worlds drawn from our own rates."""

from h200analysis.cases import Outcome
from h200analysis.exhibits.charts.chart import Chart
from h200analysis.exhibits.charts.reliability import reliability, stated
from h200analysis.futures import Futures
from h200analysis.inquiry.calibration import Bin, stored

_KIND = "any by the end of 2026"


def calibrated(drawn: Futures) -> Chart:
    """Return the chances of any delivery in 2026 against how often it came, in simulated worlds.

    >>> exhibits.calibrated(paths)
    Chart(name='reliability', title='Roughly calibrated, but low odds came true too often', live...
    """
    points = []
    for each in stored()[_KIND]:
        said, came = (_share(drawn, name, each) for name in ("said", "came"))
        points.append(stated(said, came, each.count))
    title = "Roughly calibrated, but low odds came true too often"
    return reliability("reliability", title, points)


def _share(drawn: Futures, name: str, each: Bin) -> Outcome:
    value = getattr(each, name)
    return drawn.outcome(f"{name}_{each.low:g}", value, "share", "calibration", each.error)
