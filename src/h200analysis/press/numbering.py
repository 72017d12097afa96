"""One numbering of cells: by their place in the notebook that the analyst edits.

Papermill adds a cell of its own when it runs a notebook, and all later ones move on by a place.
"""

from typing import Any

from nbformat import NotebookNode

_KEY = "h200"


def remember(notebook: NotebookNode) -> None:
    """Note in each cell its place, counted from one, before anything is added."""
    for place, cell in enumerate(notebook.cells, start=1):
        cell.metadata[_KEY] = {"cell": place}


def number(cell: NotebookNode, place: int) -> int:
    """Return the number noted in a cell; where none is, its place in the notebook at hand."""
    noted: Any = cell.metadata.get(_KEY)
    noted_place = noted.get("cell") if isinstance(noted, dict) else None
    return noted_place if isinstance(noted_place, int) else place
