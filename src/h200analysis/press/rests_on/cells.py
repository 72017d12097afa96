"""The code of a notebook: what its cells mention, and whether that is all that they may reach."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from h200analysis.press.rests_on import mentions
from h200analysis.press.rests_on.dynamic import LIBRARIES, REFLECTION
from h200analysis.press.rests_on.mentions import Mentions

if TYPE_CHECKING:
    from nbformat import NotebookNode

_SAY, _PASSAGE = "%%say", "%passage"


@dataclass(frozen=True, slots=True)
class Cells:
    """What the cells of a notebook mention, and whether that is all they may reach.

    `fragments` may be parts of names that are put together while the notebook runs.
    """

    mentions: Mentions
    is_all: bool

    @property
    def fragments(self) -> frozenset[str]:
        """Return the texts that begin or end with an underscore, as in `f"gap_in_{chip}"`."""
        return frozenset(t for t in self.mentions.quoted if t.startswith("_") or t.endswith("_"))


def sources(notebook: "NotebookNode") -> tuple[str, ...]:
    """Return the code of a notebook, cell by cell."""
    return tuple(cell.source for cell in notebook.cells if cell.cell_type == "code")


def read(sources: Iterable[str]) -> Cells:
    """Read some cells of code; our own magics hold words, any other may do anything."""
    trees = [_tree(source) for source in sources]
    _, found = mentions.read(tree for tree in trees if tree is not None)
    parts = {part for name in found.names for part in name.split(".")}
    modules = {each.module.partition(".")[0] for each in found.imports}
    parts |= {each.attribute or "" for each in found.imports} | modules
    is_all = None not in trees and not parts & REFLECTION and modules <= LIBRARIES
    said = Mentions(found.names, mentions.words(sources), found.quoted, found.imports)
    return Cells(said, is_all)


def _tree(source: str) -> ast.AST | None:
    """Return a cell as Python; None for what only IPython can read."""
    if source.lstrip().startswith(_SAY):
        return ast.Module([], [])
    lines = (line for line in source.splitlines() if not line.strip().startswith(_PASSAGE))
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):
        return None
