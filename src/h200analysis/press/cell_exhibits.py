"""Which exhibit each output of a cell is, by the name that the cell's code calls it by."""

import ast
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from h200analysis.press import numbering
from h200analysis.press.bundles import joined

_PASSAGE = re.compile(r"^\s*%passage (\w+)", re.MULTILINE)


def exhibits(cell: NotebookNode, place: int) -> list[str]:
    """Return the name of each output's exhibit: "months" for `exhibits.months(drawn)`.

    A passage is called by its name, a cell of prose "say". Where the code shows no exhibit, or a
    reader was not to see it, the number of the cell stands in, `place` if it bears none.
    """
    count = len(cell.get("outputs", []))
    called = _called(joined(cell.get("source", ""))) if count else []
    if not called:
        return [f"cell_{numbering.number(cell, place)}"] * count
    return called if len(called) == count else called[:1] * count


def _called(source: str) -> list[str]:
    if source.startswith("%%say"):
        return ["say"]
    if passages := _PASSAGE.findall(source):
        return passages
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):  # as of a magic, which is no Python
        return []
    return [name for line in body if isinstance(line, ast.Expr) for name in _shown(line.value)]


def _shown(value: ast.expr) -> Iterator[str]:
    """Yield the exhibits that an expression shows: itself, or what it hands to `display`."""
    match value:
        case ast.Call(func=ast.Name(id="display"), args=shown):
            for each in shown:
                yield from _shown(each)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="exhibits"), attr=name)):
            yield name
