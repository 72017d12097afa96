"""One wording of ranges: in a sentence, over two columns, beside a chart, and what it means.

Who words a range asks here when it is written, so that another wording takes this file alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RangeWording:
    """How a range of drawn values is told; each holds from the 5th to the 95th percentile."""

    sentence: str
    columns: tuple[str, str]
    line: str  # in a chart's title
    meaning: str  # at the foot of every page


WORDING = RangeWording(
    sentence="likely between {low} and {high}",
    columns=("90% range, from", "to"),
    line="line: 90% range",
    meaning="Ranges are 90% intervals unless labelled otherwise",
)


def range_columns() -> tuple[str, str]:
    """Return the heads of the two columns of a table that hold the ends of a range.

    >>> exhibits.range_columns()
    ('90% range, from', 'to')
    """
    return WORDING.columns
