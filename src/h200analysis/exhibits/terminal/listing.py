"""Records listed for people or for programs: a table, CSV or JSON."""

import csv
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import RenderableType

from h200analysis.exhibits.terminal.console import show


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows with a text for each column, and the parts that show them to people."""

    columns: Sequence[str]
    rows: Sequence[Mapping[str, str]]
    parts: Sequence[RenderableType]


def as_csv(listing: Listing) -> str:
    """Return the rows as CSV with a header."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, listing.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(listing.rows)
    return text.getvalue()


def as_json(listing: Listing) -> str:
    """Return the rows as a JSON list."""
    return json.dumps(listing.rows, indent=1, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Listing], None]] = {
    "table": lambda listing: show(*listing.parts),
    "csv": lambda listing: _write(as_csv(listing)),
    "json": lambda listing: _write(as_json(listing)),
}
"""How a listing is printed, by the name that the command has for it."""


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
