"""Charts and tables whose numbers come from nowhere: none prints a figure, none cites a claim."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nbformat import NotebookNode

from h200analysis.exhibits.bundle import FIGURES
from h200analysis.press import charts, numbering
from h200analysis.press.gate import numbers, words
from h200analysis.press.gate.shown import cited

_PICTURES = ("image/svg+xml", "image/png", "image/jpeg")
_CELL = re.compile(r"<(?:td|th)\b[^>]*>(.*?)</(?:td|th)>", re.DOTALL)


def reasons(notebook: NotebookNode) -> Iterator[str]:
    """Yield each chart, picture or table with numbers that is shown without its sources."""
    for place, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            text = _text(data, "text/markdown")
            kind = "" if data.get(FIGURES) or cited(text, data) else _kind(data, text)
            if kind:
                call = "frame" if kind == "table" else "chart"
                yield (
                    f"cell {numbering.number(cell, place)}: the {kind} does not say where its "
                    f"numbers come from; show it by exhibits.{call}({kind}, …, sources=…), with "
                    "the claims that they rest on."
                )


def _kind(data: Mapping[str, Any], text: str) -> str:
    """Return what an output is, if it shows numbers."""
    if any(kind in data for kind in charts.MIMETYPES):
        return "chart"
    rows = [line for line in text.splitlines() if line.startswith("|")]
    cells = [] if text else _CELL.findall(_text(data, "text/html"))
    if any(numbers.amounts(words.unquoted(each)) for each in (*rows, *cells)):
        return "table"
    return "picture" if not text and any(kind in data for kind in _PICTURES) else ""


def _text(data: Mapping[str, Any], kind: str) -> str:
    written = data.get(kind, "")
    return "".join(written) if isinstance(written, list) else str(written)
