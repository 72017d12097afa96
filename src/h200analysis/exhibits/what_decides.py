"""What decides on deliveries: how much of their variation each input explains."""

from itertools import islice

from h200analysis.cases import Outcome
from h200analysis.evidence.readings import FACTORS
from h200analysis.exhibits.chances import EXPLAINED
from h200analysis.exhibits.charts.chart import Chart
from h200analysis.exhibits.charts.ladder import ladder, rung
from h200analysis.exhibits.labels import of_factors
from h200analysis.futures import Futures
from h200analysis.inquiry.explained import of_deliveries

_MOST, _LEAST = 7, 5  # inputs: those that explain something, and some more where few do
_LEAST_TOLD = 0.01  # of a part that is told as a number
_ERROR = 0.005  # of a part: regressions on other draws differ by about a hundredth


def what_decides(drawn: Futures) -> dict[str, Outcome]:
    """Return the part of deliveries’ variation that each of the largest inputs explains.

    >>> len(exhibits.what_decides(paths)) > 2
    True
    """
    every = enumerate(of_deliveries(drawn).items())
    parts = {factor: part for n, (factor, part) in every if part >= _LEAST_TOLD or n < _LEAST}
    labels = of_factors(parts, drawn.case.ledger)
    return {
        labels[factor]: drawn.outcome(
            f"part explained by {labels[factor]}", part, "share", EXPLAINED, _ERROR
        )
        for factor, part in islice(parts.items(), _MOST)
    }


def decisive(found: dict[str, Outcome]) -> Chart:
    """Return what decides as bars, the largest first.

    >>> exhibits.decisive(exhibits.what_decides(paths))
    Chart(name='what_decides', title='Share of the variation in 2026 deliveries explained by eac...
    """
    rungs = [rung(label[0].upper() + label[1:], part) for label, part in found.items()]
    title = "Share of the variation in 2026 deliveries explained by each input"
    return ladder("what_decides", title, rungs)


def futures_drawn(drawn: Futures) -> Outcome:
    """Return how many futures the belief was drawn in.

    >>> exhibits.futures_drawn(paths)
    <futures_drawn 16,384 future, count>
    """
    return drawn.outcome("futures_drawn", drawn.belief.futures, "future", "count")


def strengths(drawn: Futures) -> list[Outcome]:
    """Return the likelihood ratios behind the words for a reading's strength, weakest first.

    >>> len(exhibits.strengths(paths))
    5
    """
    return [
        drawn.outcome(f"strength_{word}", factor, "ratio", "likelihood ratio")
        for word, factor in FACTORS.items()
    ]
