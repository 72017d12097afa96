"""The measures of a ledger as they stood on a day, as a listing."""

from datetime import date

from rich.table import Column

from h200analysis.counting import counted
from h200analysis.evidence import Ledger, Measure, measures
from h200analysis.exhibits.terminal.console import QUIET, line, table
from h200analysis.exhibits.terminal.listing import Listing

STEPS = ("announced", "effective", "loosened", "ended")
COLUMNS = ("measure", "title", "state", "actor", *STEPS, "claims")
_ORDER = ("in force", "loosened", "announced", "ended", "to come")


def on(ledger: Ledger, day: date) -> Listing:
    """Return the measures, those in force first, with the days that were known."""
    stood = sorted(measures(ledger).values(), key=lambda measure: _ORDER.index(measure.state(day)))
    rows = [
        {
            "measure": measure.name,
            "title": measure.title,
            "state": measure.state(day),
            "actor": measure.actor,
            **{step: _dated(measure, step) for step in STEPS},
            "claims": " ".join(measure.claims),
        }
        for measure in stood
    ]
    in_force = sum(measure.is_in_force(day) for measure in stood)
    closing = f"{counted(in_force, 'measure')} in force on {day}, as known on {ledger.as_of}"
    columns = (
        Column("State", no_wrap=True), Column("Measure"), Column("Actor", style=QUIET),
        *(Column(head, no_wrap=True) for head in ("Announced", "Effective", "Loosened", "Ended")),
    )  # fmt: skip
    shown = [
        (row["state"], row["title"], row["actor"], *(row[step] or "–" for step in STEPS))
        for row in rows
    ]
    return Listing(COLUMNS, rows, (table(*columns, rows=shown), line(closing)))


def _dated(measure: Measure, step: str) -> str:
    """Return the day of a step in ISO 8601, no more exact than it is known: 2025-08, 2026-W03."""
    day: date | None = getattr(measure, step)
    form = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m"}
    return "" if day is None else day.strftime(form[measure.precision.get(step, "day")])
