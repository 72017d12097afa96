"""The figures of an executed notebook, as its exhibits hand them over."""

from typing import Any

from nbformat import NotebookNode

from h200analysis.exhibits.bundle import FIGURES


def figures(notebook: NotebookNode) -> list[dict[str, Any]]:
    """Return every printed outcome in order, each once."""
    found: list[dict[str, Any]] = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for entry in output.get("data", {}).get(FIGURES, []):
                if entry not in found:
                    found.append(entry)
    return found
