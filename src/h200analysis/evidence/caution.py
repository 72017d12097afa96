"""What is allowed but seldom meant: a value that no report is near, a day long after the last one.

Each is told once, on the log; never while an edition is made, where it would end up in it.
"""

import logging
import math
import os
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from h200analysis.counting import counted
from h200analysis.evidence import answers
from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.records import Estimate

logger = logging.getLogger(__name__)

UNDER_PRESS = "H200_PRESS"
"""The environment variable that is set in the kernels of the press."""

OLD = timedelta(days=180)  # of the newest report, from where on the day is hardly what was meant


def of_day(ledger: Ledger) -> None:
    """Tell of a ledger whose newest report is long before its day."""
    known = answers.plain(ledger)
    if known.sources and date.max > known.as_of > (newest := known.newest()) + OLD:
        days = counted((known.as_of - newest).days, "day")
        _tell(
            f"as_of is {known.as_of}, and the newest report is of {newest}, {days} before; "
            "what came since is not in the ledger."
        )


def of_value(ledger: Ledger, name: str, value: float) -> None:
    """Tell of a value set by hand that lies outside of all that reports and we ourselves gave."""
    parameter = answers.plain(ledger).parameters.get(name)
    if parameter is None:
        return
    low, high = span(ledger, name)
    if not low <= value <= high:
        _tell(
            f"{name} is set to {value:,.12g} {parameter.unit}, outside of what the evidence spans, "
            f"{low:,.12g} to {high:,.12g}; is the unit right?"
        )


def span(ledger: Ledger, name: str) -> tuple[float, float]:
    """Return the least and the most that reports or we ourselves gave for a parameter so far."""
    known = answers.plain(ledger)
    parameter = known.parameters[name]
    given = [end for value in parameter.values for end in _ends(known, value, parameter.unit)]
    ends = [*given, *(parameter.slider or ())[:2]]
    return min(ends), max(ends)


def _ends(ledger: Ledger, value: Estimate, unit: str) -> Iterator[float]:
    """Yield what a value and the claims beside it go from and to."""
    yield from (each for each in (value.central, value.low, value.high) if each is not None)
    if value.counts:
        yield from (0.0, math.inf)  # rates and shares of so many cases have no ends
    for name in _beside(ledger, value.claims):
        claim = ledger.claims[name]
        if claim.unit == unit:
            yield from claim.bounds or ()


def _beside(ledger: Ledger, claims: Iterable[str]) -> set[str]:
    """Return some claims, and those that answer the same questions."""
    cited = {name for name in claims if name in ledger.claims}
    groups = {ledger.claims[name].conflict_group for name in cited} - {None}
    return cited | {n for n, claim in ledger.claims.items() if claim.conflict_group in groups}


@cache
def _tell(sentence: str) -> None:
    if UNDER_PRESS not in os.environ:
        logger.warning(sentence)
