"""The table of end states: where the year may end, how likely that is, and what it delivers."""

from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.labels import END_STATES
from h200analysis.exhibits.ranges import range_columns
from h200analysis.exhibits.tables import table
from h200analysis.futures import Futures
from h200analysis.inquiry.end_states import delivery
from h200analysis.inquiry.end_states import end_states as every


def end_states(drawn: Futures) -> Exhibit:
    """Return a row for each state in which the year may end.

    Odds add up to one, and odds times mean to the mean over all futures.

    >>> exhibits.end_states(paths)
    <Exhibit '| On 31 December 2026 | Odds | Chance of any delivery |...'>
    """
    rows = [
        (
            END_STATES[end.name],
            ("{it:2bare}", {"it": end.chance}),
            ("{it:2bare}", {"it": end.delivery}),
            *(("{it:2bare}", {"it": chips}) for chips in (end.chips.middle, end.chips.low,
                                                         end.chips.high, end.chips.mean)),
        )
        for end in every(drawn)
    ]  # fmt: skip
    every_one = drawn.evaluate("delivered_chips")
    whole = (every_one.middle, every_one.low, every_one.high, every_one.mean)
    rows.append(
        (
            "All futures together",
            "",
            *(("{it:2bare}", {"it": it}) for it in (delivery(drawn), *whole)),
        )
    )
    again = "another delivery" if drawn.has_begun else "any delivery"
    columns = (
        "On 31 December 2026",
        "Odds",
        f"Chance of {again}",
        "Chips, median",
        *range_columns(),
        "Mean",
    )
    title = "Where the year may end, and what is delivered in 2026 in each case"
    return table(title, columns, rows, (22, 7, 10, 15, 15, 16, 15))
