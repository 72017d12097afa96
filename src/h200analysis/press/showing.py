"""Which cells only show something, and which of them a change of their words makes run again.

A cell of prose, and one of nothing but expressions, leaves no name to the cells after it. So after
a change of such a cell alone, it alone need run.
"""

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from nbformat import NotebookNode

from h200analysis.press.bundles import joined

_WORD = re.compile(r"\w+")
_Before = Mapping[tuple[int, str], NotebookNode]


def stale(
    before: Sequence[NotebookNode], now: Sequence[NotebookNode], passages: Mapping[str, str]
) -> list[int] | None:
    """Return the places of the cells that have to run in the kernel that ran those `before`.

    The others are given the outputs that they had. `passages` are the texts that have changed, by
    their names. None where a new kernel has to run all of them: a cell that leaves names was
    changed, or one would find a name as a later cell has left it.
    """
    if _defining(before) != _defining(now):
        return None
    known = {(count, joined(cell.source)): cell for count, cell in _counted(before)}
    places = []
    for place, (count, cell) in enumerate(_counted(now)):
        ran = known.get((count, joined(cell.source)))
        words = _words(cell, passages)
        if cell.cell_type != "code":
            continue
        if ran is not None and not words & passages.keys():
            cell.outputs = ran.outputs
        elif defines(joined(cell.source)) or words & _assigned(now[place + 1 :]):
            return None
        else:
            places.append(place)
    return places


def defines(source: str) -> bool:
    """Whether a cell leaves names behind, as far as its text can tell."""
    if _is_prose(source):
        return False
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):  # its run will tell
        return True
    return any(not isinstance(line, ast.Expr) for line in body) or bool(set(_names(source)))


def _is_prose(source: str) -> bool:
    lines = [line for line in source.splitlines() if line.strip()]
    return source.startswith("%%say") or all(line.startswith("%passage ") for line in lines)


def _defining(cells: Sequence[NotebookNode]) -> list[str]:
    code = (joined(cell.source) for cell in cells if cell.cell_type == "code")
    return [source for source in code if defines(source)]


def _counted(cells: Sequence[NotebookNode]) -> Iterator[tuple[int, NotebookNode]]:
    """Yield each cell with the number of cells before it that leave names."""
    count = 0
    for cell in cells:
        yield count, cell
        count += cell.cell_type == "code" and defines(joined(cell.source))


def _words(cell: NotebookNode, passages: Mapping[str, str]) -> set[str]:
    """Return the words of a cell, and those of the changed passages that it names."""
    own = set(_WORD.findall(joined(cell.source)))
    return own.union(*(_WORD.findall(passages[name]) for name in own & passages.keys()))


def _assigned(cells: Collection[NotebookNode]) -> set[str]:
    code = (joined(cell.source) for cell in cells if cell.cell_type == "code")
    return {name for source in code if not _is_prose(source) for name in _names(source)}


def _names(source: str) -> Iterator[str]:
    """Yield the names that a text of Python gives a meaning to."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(name=name, asname=alias):
                yield alias or name.partition(".")[0]
