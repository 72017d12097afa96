"""Rows one below the other: the label at the left, or above its marks where a page is narrow."""

from collections.abc import Iterable
from dataclasses import dataclass

from h200analysis.exhibits.charts.lines import room, wrapped
from h200analysis.exhibits.charts.sketch import LINE, SMALL, Point, Sketch
from h200analysis.exhibits.theme import INK, QUIET, WIDTH

GAP = 7  # between rows
_BESIDE = 12  # between a label and its marks
_LARGEST = 0.38  # of the width, for labels


_REACH = 12  # of a line through a row to each side of its middle, up to the next row


@dataclass(frozen=True, slots=True)
class Row:
    """Where the marks of a row belong: between two places, around a height."""

    left: float
    right: float
    middle: float

    @property
    def ends(self) -> Point:
        """Return from which height to which a line through all rows crosses this one."""
        reach = _REACH if self.left else LINE / 2  # where the label stands above, none of it
        return self.middle - reach, self.middle + reach


def column(width: float, labels: Iterable[str], largest: float = _LARGEST) -> float:
    """Return how wide the labels' column is; 0 where labels stand above their marks."""
    if width < WIDTH:
        return 0.0
    return min(largest * width, max(room(label) for label in labels) + _BESIDE)


def row(sketch: Sketch, label: str, beside: float, height: float = LINE, color: str = INK) -> Row:
    """Write the label of a row, and return where its marks belong."""
    lines = wrapped(label, (beside or sketch.width + _BESIDE) - _BESIDE)
    if beside:
        height = max(height, LINE * len(lines))
        top = sketch.height + (height - LINE * len(lines)) / 2
    else:
        top = sketch.height
        sketch.height += LINE * len(lines)
    for number, line in enumerate(lines):
        sketch.text(0, top + LINE * (number + 0.5), line, color=color)
    middle = sketch.height + height / 2
    sketch.height += height + GAP
    return Row(beside, sketch.width, middle)


def head(sketch: Sketch, left: str, right: str = "") -> None:
    """Write what the labels and what the values are, above the first row."""
    middle = sketch.height + LINE / 2
    sketch.text(0, middle, left, color=QUIET, size=SMALL)
    if right:
        sketch.text(sketch.width, middle, right, align="right", color=QUIET, size=SMALL)
    sketch.height += LINE + GAP / 2
