"""Taking out of an executed notebook what differs from run to run: clocks, paths, random ids."""

from typing import Any

from nbformat import NotebookNode

_OF_THE_RUN = ("papermill", "execution")


def cleaned(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook with numbered cell ids and no trace of when and where it ran."""
    parameters = notebook.metadata.get("papermill", {}).get("parameters", {})
    notebook.metadata["papermill"] = {"parameters": parameters}
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number}"
        for key in _OF_THE_RUN:
            cell["metadata"].pop(key, None)
        cell["outputs"] = [_output(output) for output in cell.get("outputs", [])]
        if cell["cell_type"] != "code":
            del cell["outputs"]
    return notebook


def _output(output: dict[str, Any]) -> dict[str, Any]:
    output.get("metadata", {}).pop("execution", None)
    return output
