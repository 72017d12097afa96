"""The table of what moved the odds: the reports that count most, and by how much."""

from dataclasses import replace

from h200analysis.evidence.readings import Weighed
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.labels import GATES
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.tables import Cell, table
from h200analysis.futures import Futures
from h200analysis.inquiry.evidence_weight import moved


def evidence_weight(drawn: Futures) -> Exhibit:
    """Return the ten readings that move the chance of a delivery in 2026 most, newest first.

    >>> exhibits.evidence_weight(paths)
    <Exhibit '| Published | Report | About | Percentage points | |...'>
    """
    found = moved(drawn)
    rows = [(*_report(drawn, each.reading), ("{it:2bare}", {"it": each.points})) for each in found]
    again = "another" if drawn.has_begun else "any"
    columns = ("Published", "Report", "About", "Percentage points")
    title = f"What the reports that count most add to the chance of {again} delivery"
    made = table(title, columns, rows, (16, 54, 14, 16))
    return replace(made, claims=(*made.claims, *(each.reading.claim for each in found)))


def _report(drawn: Futures, reading: Weighed) -> tuple[Cell, ...]:
    ledger = drawn.case.ledger
    source = ledger.source_of(reading.claim)
    told = (
        "{paraphrase} ({publisher}){note}",
        {
            "paraphrase": ledger.claim(reading.claim).paraphrase.rstrip("."),
            "publisher": source.publisher,
            "note": drawn.case.cite(reading.claim),
        },
    )
    return day(source.published, source.precision), told, GATES[reading.gate]
