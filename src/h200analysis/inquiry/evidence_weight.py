"""What moved the odds: how the chance of a delivery changes when one report is left out."""

from dataclasses import dataclass
from datetime import date, timedelta

from h200analysis.cases.outcome import Outcome
from h200analysis.evidence.readings import Weighed, report_of
from h200analysis.futures import Filtered, Futures
from h200analysis.futures.filter import begun, carried
from h200analysis.futures.signals import signals
from h200analysis.inquiry.reweighing import chance

MOST = 10
_REMEMBERED = timedelta(weeks=32)
_LEAST = 0.001  # what moves the chance by less is not told


@dataclass(frozen=True, slots=True)
class Moved:
    """A reading, and by how many percentage points it raises the chance of a delivery in 2026."""

    reading: Weighed
    points: Outcome


def moved(drawn: Futures, most: int = MOST) -> tuple[Moved, ...]:
    """Return the readings that move the chance of a delivery most, newest first.

    Each is left out with its relays, and all others stay. The chance is that of any delivery in
    2026; once there has been one, of another. A change within twice its error is noise, and left
    out.
    """
    found = drawn.belief.filtered
    before = chance(drawn, found)
    change = {}
    for claim in _counting(drawn):
        after = chance(drawn, without(drawn, claim))
        change[claim] = before.value - after.value, after.error_beyond(before)
    seen = (c for c, (size, error) in change.items() if abs(size) >= max(_LEAST, 2 * error))
    largest = sorted(seen, key=lambda claim: -abs(change[claim][0]))[:most]
    every = [
        Moved(reading, _points(drawn, reading.claim, *change[reading.claim]))
        for reading in {reading.claim: reading for reading in found.signals.readings}.values()
        if reading.claim in largest
    ]
    return tuple(sorted(every, key=lambda each: each.reading.published, reverse=True))


def without(drawn: Futures, claim: str) -> Filtered:
    """Return the filter of the same day and rates that does not know a claim's report."""
    found, case = drawn.belief.filtered, drawn.case
    report = report_of(case.ledger, claim)
    return carried(found.weeks, found.rates, begun(case), signals(case, found.weeks, 1.0, report))


def _counting(drawn: Futures) -> tuple[str, ...]:
    """Return the claims whose readings may matter: all, or the newer ones after a delivery.

    By then both governments have moved on since the older ones, and the first delivery is known.
    """
    readings = (each for each in drawn.belief.filtered.signals.readings if each.factors)
    oldest = drawn.case.ledger.as_of - _REMEMBERED if drawn.has_begun else date.min
    return tuple(dict.fromkeys(each.claim for each in readings if each.published >= oldest))


def _points(drawn: Futures, claim: str, change: float, error: float) -> Outcome:
    name, unit = f"moved_by_{claim}", "percentage point"
    return drawn.outcome(name, 100 * change, unit, "difference", 100 * error)
