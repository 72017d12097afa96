"""Taking out of an executed notebook what differs from run to run: clocks, paths, random ids."""

import re
from typing import Any

from nbformat import NotebookNode

_OF_THE_RUN = ("papermill", "execution")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+(?=>)")
_STYLER_ID = re.compile(r"\bT_[0-9a-f]{5}(?=_|\b)")  # pandas draws one for each table


def cleaned(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook with numbered cell ids and no trace of when and where it ran."""
    parameters = notebook.metadata.get("papermill", {}).get("parameters", {})
    notebook.metadata["papermill"] = {"parameters": parameters}
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    tables: dict[str, str] = {}
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number}"
        for key in _OF_THE_RUN:
            cell["metadata"].pop(key, None)
        cell["outputs"] = [_output(output, tables) for output in cell.get("outputs", [])]
        if cell["cell_type"] != "code":
            del cell["outputs"]
    return notebook


def _output(output: dict[str, Any], tables: dict[str, str]) -> dict[str, Any]:
    output.get("metadata", {}).pop("execution", None)
    data = output.get("data", {})
    page = data.get("text/html")
    if isinstance(page, str):

        def numbered(match: re.Match[str]) -> str:
            return tables.setdefault(match[0], f"T_{len(tables) + 1}")

        data["text/html"] = _STYLER_ID.sub(numbered, page)
        if isinstance(data.get("text/plain"), str):  # which stands behind the page, and names
            data["text/plain"] = _ADDRESS.sub("", data["text/plain"])
    return output
