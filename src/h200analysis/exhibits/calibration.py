"""The table of how often chances came true in worlds drawn from our own rates."""

from collections.abc import Sequence
from itertools import pairwise

from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.tables import Cell, table
from h200analysis.futures import Futures
from h200analysis.inquiry.calibration import ASKED, EDGES, Bin, stored

_KINDS = ("Beijing's state", "any by the end of 2026")
_HALF = 0.5


def calibration(drawn: Futures) -> Exhibit:
    """Return how often chances came true, by what was said.

    Once for reports as strong as we read them, and once for reports half as strong.

    >>> exhibits.calibration(paths)
    <Exhibit '| Chance said |...'>
    """
    strong, weak = stored(), stored(_HALF)
    rows = []
    for low, high in pairwise(EDGES):
        row: list[Cell] = [_range(low, high)]
        for kind in _KINDS:
            came = (_came(drawn, bins[kind], low) for bins in (strong, weak))
            row += [_count(strong[kind], low), *came]
        rows.append(row)
    columns = (
        "Chance said", "Beijing: cases", "came true", "if half as strong",
        "Any delivery: cases", "came true", "if half as strong",
    )  # fmt: skip
    worlds = sum(each.count for each in strong[_KINDS[1]]) // len(ASKED)
    return table(f"How often chances came true in {worlds} simulated worlds", columns, rows)


def _range(low: float, high: float) -> str:
    return f"{low:.0%} to {high:.0%}"


def _at(bins: Sequence[Bin], low: float) -> Bin | None:
    return next((each for each in bins if each.low == low), None)


def _count(bins: Sequence[Bin], low: float) -> str:
    found = _at(bins, low)
    return f"{found.count:,}" if found else "0"


def _came(drawn: Futures, bins: Sequence[Bin], low: float) -> Cell:
    found = _at(bins, low)
    if found is None:
        return "–"
    name = f"came_true_of_{low:g}"
    came = drawn.outcome(name, found.came, "share", "calibration", found.error)
    return "{it:2bare}", {"it": came}
