"""Rows listed for people or for programs: the option that asks for one of them, and the way out."""

from collections.abc import Mapping, Sequence

import click

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="A table to read, or CSV or JSON for programs.",
)


def show(
    form: str, rows: Sequence[Mapping[str, str]], heads: Mapping[str, str], closing: str = ""
) -> None:
    """Print rows. `heads` has the columns that people see, by the name of the field."""
    from rich.table import Column

    from h200analysis.exhibits.terminal.console import NAME, line, table
    from h200analysis.exhibits.terminal.listing import FORMATS, Listing

    columns = [Column(head, style=NAME if n == 0 else "") for n, head in enumerate(heads.values())]
    cells = [[row[name] for name in heads] for row in rows]
    parts = [
        *([table(*columns, rows=cells)] if rows else []),
        *([line(closing)] if closing else []),
    ]
    FORMATS[form](Listing(list(rows[0]) if rows else list(heads), rows, parts))
