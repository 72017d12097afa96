"""The measures of a view as they stood on a day, as a table, CSV or JSON."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date

from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.timeline import Measure, measures

COLUMNS = ("measure", "title", "state", "actor", "announced", "effective", "ended", "claims")


def table(ledger: Ledger, day: date) -> str:
    """Return one line a measure, those in force first, with the days that were known."""
    lines = []
    for row in _rows(ledger, day):
        dates = "  ".join(f"{row[field] or '–':<10}" for field in COLUMNS[4:7])
        lines.append(f"{row['state']:<10} {row['title']:<46} {row['actor']:<28} {dates}".rstrip())
    head = f"{'state':<10} {'measure':<46} {'actor':<28} {'announced':<10}  effective   ended"
    count = sum(line.startswith("in force") for line in lines)
    closing = f"{count} measures in force on {day}, as known on {ledger.as_of}"
    return "\n".join([head, *lines, closing, ""])


def as_csv(ledger: Ledger, day: date) -> str:
    """Return the measures as CSV with a header; the claims of each are set apart by spaces."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(ledger, day))
    return text.getvalue()


def as_json(ledger: Ledger, day: date) -> str:
    """Return the measures as a JSON list."""
    return json.dumps(_rows(ledger, day), indent=1, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Ledger, date], str]] = {
    "table": table,
    "csv": as_csv,
    "json": as_json,
}


def _rows(ledger: Ledger, day: date) -> list[dict[str, str]]:
    rows = [
        {
            "measure": measure.name,
            "title": measure.title,
            "state": measure.state(day),
            "actor": measure.actor,
            **{step: _dated(measure, step) for step in COLUMNS[4:7]},
            "claims": " ".join(measure.claims),
        }
        for measure in measures(ledger).values()
    ]
    order = ("in force", "announced", "ended", "to come")
    return sorted(rows, key=lambda row: order.index(row["state"]))


def _dated(measure: Measure, step: str) -> str:
    """Return the day of a step in ISO 8601, no more exact than it is known: 2025-08, 2026-W03."""
    day: date | None = getattr(measure, step)
    form = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m"}
    return "" if day is None else day.strftime(form[measure.precision.get(step, "day")])
