"""The tables that a reader sees."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from benchmarks.timing import Timing


class Findings(Protocol):
    """What a part of the benchmark has found."""

    def text(self) -> str:
        """Return the tables that a reader sees."""

    def kept(self) -> dict[str, Any]:
        """Return all that was measured, as JSON takes it."""


def as_seconds(timing: Timing) -> list[str]:
    """Return two cells: seconds by the clock, and of computing."""
    return [f"{timing.wall:.2f}", f"{timing.cpu:.2f}"]


def as_times(timing: Timing) -> list[str]:
    """Return two cells: how many times as long by the clock, and in computing."""
    return [f"× {timing.wall:.2f}", f"× {timing.cpu:.2f}"]


def as_parts(timing: Timing) -> list[str]:
    """Return two cells: which part of the other's time, by the clock and in computing."""
    return [f"1/{1 / timing.wall:.1f}", f"1/{1 / timing.cpu:.1f}"]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, the first column to the left and the others to the right."""
    full = [[*row, *[""] * (len(head) - len(row))] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*full, strict=True)]
    for row in full:
        cells = (f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        yield f"  {row[0]:<{widths[0]}}  {'  '.join(cells)}".rstrip()
    yield ""
