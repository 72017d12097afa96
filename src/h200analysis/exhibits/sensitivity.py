"""How far the odds hang on our rates: a line for the first page, and the table behind it."""

from h200analysis.cases import Input, Outcome
from h200analysis.evidence import Ledger
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.charts.chart import Chart
from h200analysis.exhibits.charts.tornado import swing, tornado
from h200analysis.exhibits.prose import DAGGER
from h200analysis.exhibits.sentences import say
from h200analysis.exhibits.tables import Cell, table
from h200analysis.exhibits.wording import worded
from h200analysis.futures import Futures
from h200analysis.inquiry.end_states import delivery
from h200analysis.inquiry.priors import Prior, Sensitivity

_SHOWN = 6  # rates in the chart
_NO_DIFFERENCE = "–"


def priors(drawn: Futures, found: Sensitivity) -> Exhibit:
    """Return our rates and shares with the reason for each, and the odds with half and double it.

    What moves the odds most stands first. A dash stands where the chance differs from that with
    the rate as it is by no more than the noise of the simulation.

    >>> exhibits.priors(paths, sensitivity)
    <Exhibit '| Rate or share | Value | Why | With half | With double |...'>
    """
    rows = [_row(drawn.case.ledger, prior) for prior in found.priors]
    again = "another delivery" if drawn.has_begun else "any delivery"
    title = f"Chance of {again} in 2026 with half and with double one of our rates"
    columns = ("Rate or share", "Value", "Why", "With half", "With double")
    return table(title, columns, rows, (22, 14, 44, 10, 10))


def odds_tornado(drawn: Futures, found: Sensitivity, title: str) -> Chart:
    """Return the chance of a delivery with half and with double of the rates that move it most.

    >>> exhibits.odds_tornado(paths, sensitivity, "What moves the odds")
    Chart(name='odds', title='What moves the odds', live=False)
    """
    middle = delivery(drawn)
    rows = []
    for prior in found.priors[:_SHOWN]:
        half, double = (end if prior.is_seen(end) else middle for end in (prior.half, prior.double))
        rows.append(swing(prior.used.title, half, double))
    return tornado("odds", title, ("As we assume", middle), rows)


def strength(drawn: Futures, found: Sensitivity) -> Exhibit:
    """Return in a sentence what weaker and stronger readings of all reports would give.

    >>> exhibits.strength(paths, sensitivity)
    <Exhibit 'With every report given half the weight the chance would...'>
    """
    return say(
        "With every report given half the weight the chance would be {weaker:2bare}; given one and "
        "a half times the weight, {stronger:2bare}. As we weigh them it is "
        "{chance:2bare}.",
        weaker=found.weaker,
        stronger=found.stronger,
        chance=delivery(drawn),
    )


def _row(ledger: Ledger, prior: Prior) -> tuple[Cell, ...]:
    ends = (_end(prior, end) for end in (prior.half, prior.double))
    value = f"{in_words(ledger, prior.used)}{DAGGER}"
    return prior.used.title, value, prior.used.assumption or "", *ends


def _end(prior: Prior, end: Outcome) -> Cell:
    return ("{it:2bare}", {"it": end}) if prior.is_seen(end) else _NO_DIFFERENCE


def in_words(ledger: Ledger, used: Input) -> str:
    """Return a prior as a reader counts it: 2 in 20 weeks, 17% as if from 6 cases, or a range."""
    now = ledger.parameter(used.name).current
    if now.counts is not None:
        events, others = now.counts
        if now.shape == "gamma":
            return f"{events:g} in {others:.0f} weeks"
        return f"{events / (events + others):.0%}, as if from {events + others:g} cases"
    middle = worded(used.value, used.unit)
    if now.low is None or now.high is None:
        return middle
    return f"{middle} ({worded(now.low, used.unit)} to {worded(now.high, used.unit)})"
