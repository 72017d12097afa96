"""Tables whose cells are outcomes."""

from collections.abc import Sequence
from string import Formatter
from typing import Any

from h200analysis.cases import Outcome, Spread
from h200analysis.counting import counted
from h200analysis.exhibits.bundle import Exhibit, ExhibitError
from h200analysis.exhibits.marks import escaped, html_escaped
from h200analysis.exhibits.prose import Page

_FEW = 5  # words beside a figure that may still stand right, as in "by the value declared"
Cell = Any  # an Outcome, a Spread, or text; a template with its outcomes as (template, {name: …})


def table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int] | None = None,
) -> Exhibit:
    """Return a table; the first column names the row, figures stand right.

    `widths` are relative column widths, for tables with sentences in them. A table with a column
    that says nothing is refused.

    >>> exhibits.table(
    ...     "The shortfall",
    ...     ["Quantity", "Chips"],
    ...     [["Shortfall", case.evaluate("supply_gap")]],
    ... )
    <Exhibit '| Quantity | Chips | |...'>
    """
    for row in rows:
        if len(row) != len(columns):
            raise ExhibitError(
                f"The row {row[0]!r} has {counted(len(row), 'cell')}; expected {len(columns)}, "
                "one a column."
            )
    page = Page(bold=False)
    written = [[_cell(page, cell) for cell in row] for row in rows]
    _refuse_empty_columns(caption, columns, [[cell[0] for cell in row] for row in written])
    right = [_is_right(rows, column) for column in range(len(columns))]
    return page.exhibit(*laid_out(caption, columns, written, right, widths))


def laid_out(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[tuple[str, str]]],
    right: Sequence[bool],
    widths: Sequence[int] | None = None,
) -> tuple[str, str]:
    """Return a table as Markdown and as HTML, of cells that are both; `right` says which side."""
    markdown = _markdown(caption, columns, [[c[0] for c in r] for r in rows], right, widths)
    return markdown, _html(caption, columns, [[c[1] for c in r] for r in rows], right)


def _refuse_empty_columns(
    caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    for place, column in enumerate(columns):
        if rows and not any(row[place].strip() for row in rows):
            raise ExhibitError(
                f"The table {caption!r} has nothing in its column {column!r}; leave the column out."
            )


def _cell(page: Page, cell: Cell) -> tuple[str, str]:
    if isinstance(cell, tuple):
        return page.write(*cell)
    if isinstance(cell, Spread):
        return page.write("{range}", {"range": cell})
    return page.put(cell)


def _is_right(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    """Tell whether a column of figures stands right; sentences stand left."""
    cells = [row[column] for row in rows]
    return column > 0 and any(map(_is_figure, cells)) and not any(map(_is_sentence, cells))


def _is_sentence(cell: Cell) -> bool:
    literals = (
        (words for words, *_ in Formatter().parse(cell[0])) if isinstance(cell, tuple) else ()
    )
    return len(" ".join(words or "" for words in literals).split()) > _FEW


def _is_figure(cell: Cell) -> bool:
    inside = cell[1].values() if isinstance(cell, tuple) else [cell]
    return any(isinstance(each, Outcome | Spread) for each in inside)


def _markdown(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Sequence[bool],
    widths: Sequence[int] | None,
) -> str:
    """Write a pipe table; the dashes set relative widths only where a line is long."""
    dashes = [max(3, width) for width in widths or [3] * len(columns)]
    rule = [
        f"{'-' * d}:" if at_right else f":{'-' * d}"
        for d, at_right in zip(dashes, right, strict=True)
    ]
    lines = [[escaped(column) for column in columns], rule, *rows]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{text}\n\n: {escaped(caption)}\n"


def _html(
    caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]
) -> str:
    sides = [f' style="text-align:{"right" if at_right else "left"}"' for at_right in right]
    head = "".join(
        f'<th scope="col"{side}>{html_escaped(column)}</th>'
        for column, side in zip(columns, sides, strict=True)
    )
    body = "".join(f"<tr>{_html_row(row, sides)}</tr>" for row in rows)
    title = f"<caption>{html_escaped(caption)}</caption>"
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _html_row(row: Sequence[str], sides: Sequence[str]) -> str:
    cells = [f"<td{side}>{cell}</td>" for cell, side in zip(row[1:], sides[1:], strict=True)]
    return f'<th scope="row"{sides[0]}>{row[0]}</th>{"".join(cells)}'
