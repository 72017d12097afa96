"""Cells that would give a notebook's parameters other values than the press was asked for."""

import ast
import symtable
from collections.abc import Collection, Iterator
from symtable import Symbol, SymbolTable
from typing import TYPE_CHECKING

from h200analysis.press.parameters import ParameterError

if TYPE_CHECKING:
    from nbformat import NotebookNode

INJECTED = "injected-parameters"  # papermill's tag of the cell that it adds


def refuse(notebook: "NotebookNode", parameters: Collection[str], briefing: str) -> None:
    """Refuse a notebook that sets one of its parameters outside the cell that declares them.

    Raises `ParameterError`, which names the cell. What only shows when the notebook runs, as in
    exec or %run, is found by `run`.
    """
    for number, cell in enumerate(notebook.cells, start=1):
        tags = cell.metadata.get("tags", [])
        if INJECTED in tags:
            raise ParameterError(
                f"{briefing}: cell {number} is tagged {INJECTED!r}, as an earlier run left it; "
                "delete that cell, since it may set the parameters again."
            )
        if cell.cell_type == "code" and "parameters" not in tags:
            _refuse_cell(cell.source, parameters, f"{briefing}: cell {number}")


def _refuse_cell(source: str, parameters: Collection[str], place: str) -> None:
    table = _table(source)
    for name in sorted(set(_set_globally(table)) & set(parameters)) if table else []:
        raise ParameterError(
            f"{place} sets the parameter {name!r}, which only the cell tagged 'parameters' may; "
            "use another name there."
        )


def _table(source: str) -> SymbolTable | None:
    """Return Python's own table of the names in a cell; None for what is no Python at all."""
    try:
        return _named(source)
    except (SyntaxError, ValueError):
        from IPython.core.inputtransformer2 import TransformerManager  # takes long to load

    transformer = TransformerManager()  # type: ignore[no-untyped-call]
    try:
        return _named(transformer.transform_cell(source))
    except (SyntaxError, ValueError):
        return None  # the kernel will say what is wrong with it


def _named(source: str) -> SymbolTable:
    tree = ast.fix_missing_locations(_Scoped().visit(ast.parse(source)))
    return symtable.symtable(ast.unparse(tree), "cell", "exec")


class _Scoped(ast.NodeTransformer):
    """Gives a comprehension the scope of its own that the table leaves out since Python 3.12."""

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        return self._lazy(node.elt, node)

    def visit_SetComp(self, node: ast.SetComp) -> ast.AST:
        return self._lazy(node.elt, node)

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        return self._lazy(ast.Tuple([node.key, node.value], ast.Load()), node)

    def _lazy(self, element: ast.expr, node: ast.ListComp | ast.SetComp | ast.DictComp) -> ast.AST:
        return self.generic_visit(ast.GeneratorExp(element, node.generators))


def _set_globally(table: SymbolTable) -> Iterator[str]:
    """Yield the names that a scope, or one inside it, binds or deletes among the globals."""
    is_global = table.get_type() == "module"
    for symbol in table.get_symbols():
        if _is_set(symbol) and (is_global or symbol.is_declared_global()):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _set_globally(inner)


def _is_set(symbol: Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported()
