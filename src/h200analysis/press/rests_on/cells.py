"""The code of a notebook, as one module: what its cells import and mention."""

import ast
from dataclasses import dataclass

from nbformat import NotebookNode

from h200analysis.press.rests_on import mentions
from h200analysis.press.rests_on.dynamic import REFLECTION
from h200analysis.press.rests_on.mentions import Mentions

_SAY, _PASSAGE = "%%say", "%passage"


@dataclass(frozen=True, slots=True)
class Cells:
    """What the cells of a notebook mention, and whether that is all they may reach."""

    mentions: Mentions
    is_all: bool


def read(notebook: NotebookNode) -> Cells:
    """Read the code cells of a notebook; our own magics hold words, any other may do anything."""
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    trees = [_tree(source) for source in sources]
    _, found = mentions.read([each for each in trees if each is not None])
    parts = {part for name in found.names for part in name.split(".")}
    imported = {each.module.partition(".")[0] for each in found.imports}
    is_all = None not in trees and not REFLECTION & (parts | imported)
    return Cells(
        Mentions(found.names, mentions.words(sources), found.quoted, found.imports), is_all
    )


def _tree(source: str) -> ast.AST | None:
    """Return a cell as Python; None for what only IPython can read."""
    if source.lstrip().startswith(_SAY):
        return ast.Module([], [])
    lines = (line for line in source.splitlines() if not line.strip().startswith(_PASSAGE))
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):
        return None
