"""What a notebook's author, or whoever exports it, takes out: it then comes out of no file."""

from collections.abc import Collection
from copy import deepcopy

from nbformat import NotebookNode

EXCLUDABLE = ("code_cell", "markdown", "raw", "input", "output")
"""What can be taken out of every cell; nbconvert's options for it are `exclude_input` and so on."""

_TAGS = {
    *(f"{verb}_{part}" for verb in ("remove", "hide") for part in ("cell", "input", "output")),
    "remove_stdout", "remove_stderr",
}  # fmt: skip
_KEPT = ("tags", "h200")  # of an emptied cell's metadata: what says that it was emptied, and where


def applied(notebook: NotebookNode, excluded: Collection[str] = ()) -> NotebookNode:
    """Return a notebook that holds nothing of what its tags or `excluded` take out of it.

    The tags are remove_ and hide_cell, _input and _output, and remove_stdout and _stderr, written
    with hyphens or underscores; JupyterLab hides inputs and outputs by flags of its own. An emptied
    cell keeps its place, so that cells count as their author counts them.
    """
    kept = deepcopy(notebook)
    for cell in kept.cells:
        _empty(cell, _asked(cell, excluded))
    if kept != notebook:
        kept.metadata.pop("widgets", None)  # the state of all widgets, of removed ones too
    return kept


def _asked(cell: NotebookNode, excluded: Collection[str]) -> set[str]:
    """Return what a cell's tags, and the options, ask to be taken out of it."""
    tags = {str(tag).replace("-", "_") for tag in cell.metadata.get("tags", [])}
    asked = {*excluded, *(tag.partition("_")[2] for tag in tags & _TAGS)}
    told = cell.metadata.get("jupyter", {})
    if told.get("source_hidden"):
        asked.add("input")
    if told.get("outputs_hidden") or cell.metadata.get("collapsed") is True:
        asked.add("output")
    if cell.metadata.pop("transient", {}).get("remove_source"):  # as nbconvert's preprocessor asks
        asked.add("input")
    if ("code_cell" if cell.cell_type == "code" else cell.cell_type) in excluded:
        asked.add("cell")
    return asked


def _empty(cell: NotebookNode, asked: set[str]) -> None:
    is_code, is_whole = cell.cell_type == "code", "cell" in asked
    if is_whole:
        cell.metadata = {key: cell.metadata[key] for key in _KEPT if key in cell.metadata}
        cell.pop("attachments", None)
    if is_whole or (is_code and "input" in asked):
        cell.source = ""
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = []  # which quotes the code
    if is_code and (is_whole or "output" in asked):
        cell.outputs = []
    if is_code and asked & {"stdout", "stderr"}:
        cell.outputs = [output for output in cell.outputs if output.get("name") not in asked]
