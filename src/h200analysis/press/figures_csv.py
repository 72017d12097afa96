"""The printed figures as a table for a spreadsheet: a line each, in the order of the pages."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

_COLUMNS = (
    "id", "name", "text", "value", "unit", "statistic", "error", "formula", "supposing", "inputs",
    "claims",
)  # fmt: skip


def written(figures: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the figures as CSV; what a figure supposes is JSON in its cell.

    Inputs and claims are names between semicolons; figures.json has all of them.
    """
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, _COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(_row(figure) for figure in figures)
    return sheet.getvalue().encode()


def _row(figure: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **figure,
        "supposing": json.dumps(figure["supposing"], sort_keys=True, ensure_ascii=False),
        "inputs": "; ".join(used["name"] for used in figure["inputs"]),
        "claims": "; ".join(figure["claims"]),
    }
