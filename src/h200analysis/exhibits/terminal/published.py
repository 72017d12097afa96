"""Figures that others have published, each beside ours."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Column

from h200analysis.exhibits.terminal.console import HEAD, QUIET, line, table
from h200analysis.exhibits.wording import worded
from h200analysis.inquiry.published import Reproduction

_DIGITS = 4


def published(reproductions: Sequence[Reproduction]) -> Iterator[RenderableType]:
    """Yield each published figure beside ours, the reasons of misfits, and how many fit."""
    numbers = ("Published", "Ours", "Off by", "Allowed")
    yield table(
        *(Column(head, justify="right", no_wrap=True) for head in numbers),
        Column("Finding", no_wrap=True),
        Column("Figure"),
        rows=map(_row, reproductions),
    )
    yield line("")
    for each in reproductions:
        if each.figure.explained:
            yield line((f"{each.figure.title}: ", HEAD), (each.figure.explained, QUIET))
    fits = sum(each.fits for each in reproductions)
    yield line(f"{fits} of {len(reproductions)} reproduced.")


def _row(made: Reproduction) -> tuple[str, ...]:
    form = ".1%" if made.published else "g"
    return (
        worded(made.published, made.unit, _DIGITS),
        worded(made.computed, made.unit, _DIGITS),
        format(made.error, form),
        format(made.figure.tolerance, form),
        made.figure.finding if made.is_as_found else "NOT AS FOUND",
        made.figure.title,
    )
