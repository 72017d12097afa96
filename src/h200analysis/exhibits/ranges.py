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
    meaning="Ranges: 90% intervals unless labelled",
)


def likely(low: str, high: str) -> str:
    """Return a range in words; the unit that follows both numbers is told once.

    >>> from h200analysis.exhibits.ranges import likely
    >>> likely("0 chips", "140,000 chips")
    'likely between 0 and 140,000 chips'
    """
    after = [low[place:] for place, letter in enumerate(low) if letter.isspace()]
    shared = next((words for words in after if high.endswith(words)), "")
    if low[:1].isdigit():  # “$1 and $3 billion” would be another range
        low = low.removesuffix(shared)
    return WORDING.sentence.format(low=low, high=high)


def range_columns() -> tuple[str, str]:
    """Return the heads of the two columns of a table that hold the ends of a range.

    >>> exhibits.range_columns()
    ('90% range, from', 'to')
    """
    return WORDING.columns
