"""The day that a notebook itself says it speaks of, for an exporter that nobody tells."""

import ast
from collections.abc import Iterator

from nbformat import NotebookNode

_TAGS = {"parameters", "injected-parameters"}  # the second is papermill's, and runs later


def stated_day(notebook: NotebookNode) -> str | None:
    """Return what the parameter cells last assign to `as_of`, or None if they assign no text."""
    days = [day for cell in notebook.cells if _is_tagged(cell) for day in _assigned(cell.source)]
    return days[-1] if days else None


def _is_tagged(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and not _TAGS.isdisjoint(cell.metadata.get("tags", []))


def _assigned(source: str) -> Iterator[str]:
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):  # a notebook of another language, or a %magic line
        return
    for statement in statements:
        match statement:
            case ast.AnnAssign(target=ast.Name("as_of"), value=ast.Constant(str(day))):
                yield day
            case ast.Assign(targets=[ast.Name("as_of")], value=ast.Constant(str(day))):
                yield day
