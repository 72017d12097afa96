"""The way to the terminal: colour and wrapping there, whole plain lines in a pipe or a file.

Text of the evidence comes from outside. It passes `shown` here, and nowhere is it read as markup.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from h200analysis.exhibits.characters import printable

HEAD, NAME, QUIET, WARNING = "bold", "cyan", "dim", "yellow"
_WHOLE = 100_000  # columns: more than any row has, so that none is cut or wrapped
_SPACE = re.compile(r"\s")


def show(*parts: RenderableType) -> None:
    """Print parts below each other; no colour and no line break of ours outside a terminal."""
    if sys.stdout.isatty():
        console = Console(markup=False, emoji=False, highlight=False)
        for part in parts:
            console.print(part)
    else:
        sys.stdout.write(plain(*parts))
        sys.stdout.flush()


def plain(*parts: RenderableType) -> str:
    """Return parts as text without colour, a row a line, however long."""
    console = Console(
        file=StringIO(), width=_WHOLE, color_system=None, force_terminal=False,
        markup=False, emoji=False, highlight=False,
    )  # fmt: skip
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    return re.sub(" +$", "", captured.get(), flags=re.MULTILINE)


def line(*pieces: str | tuple[str, str], indent: int = 0) -> RenderableType:
    """Return a line of plain or styled pieces, `(text, style)`; it wraps under its own start."""
    parts = ((shown(p), "") if isinstance(p, str) else (shown(p[0]), p[1]) for p in pieces)
    return _indented(Text.assemble(*parts), indent)


def table(
    *columns: Column, rows: Iterable[Sequence[str]], indent: int = 0, is_headed: bool = True
) -> RenderableType:
    """Return rows under their heads, columns in line, no rules; an empty column is left out."""
    cells = [[shown(text) for text in row] for row in rows]
    filled = [n for n in range(len(columns)) if any(row[n] for row in cells)]
    made = Table(
        *(columns[n] for n in filled), box=None, pad_edge=False, padding=(0, 2, 0, 0),
        header_style=HEAD, show_header=is_headed,
    )  # fmt: skip
    for column in made.columns:
        column.overflow = "fold"  # a long word is broken; no text is cut
    for row in cells:
        made.add_row(*(row[n] for n in filled))
    return _indented(made, indent)


def shown(text: str) -> str:
    """Return text on one line, in which no character turns, hides or colours its neighbours."""
    return printable(_SPACE.sub(" ", text))


def _indented(part: RenderableType, indent: int) -> RenderableType:
    return Padding.indent(part, indent) if indent else part
