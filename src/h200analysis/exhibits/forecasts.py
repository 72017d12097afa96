"""The odds that an edition gives on dated questions, for the page and for the lock."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from h200analysis.cases import Case, Outcome, Spread
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.sentences import say
from h200analysis.exhibits.tables import Cell, table
from h200analysis.inquiry.forecasts import Expected, expected

_COLUMNS = (
    "By the end of",
    "Chance of any delivery",
    "Chips in the middle future",
    "Likely from",
    "to",
)


def forecasts(case: Case, seed: int, draws: int) -> Exhibit:
    """Return what the drawn futures expect by the day of each open question.

    The press locks the same odds with the edition, in forecasts.json, to be scored later.
    """
    every = expected(case, seed, draws)
    if not every:
        return say("No question is open on this day.")
    for asked in every:
        case.cite(*_figure_of(asked).claims)
    by_day: dict[date, list[Expected]] = {}
    for asked in every:
        by_day.setdefault(asked.question.by, []).append(asked)
    rows = [_row(by, by_day[by]) for by in sorted(by_day)]
    made = table("What the drawn futures deliver, to be scored once it is known", _COLUMNS, rows)
    return replace(made, forecasts=tuple(asked.forecast.locked() for asked in every))


def _row(by: date, asked: Sequence[Expected]) -> list[Cell]:
    cells: list[Cell] = [day(by), "", "", "", ""]
    for each in asked:
        if isinstance(each.figure, Spread):
            cells[2:] = [each.figure.middle, each.figure.low, each.figure.high]
        else:
            cells[1] = each.figure
    return cells


def _figure_of(asked: Expected) -> Outcome:
    return asked.figure.mean if isinstance(asked.figure, Spread) else asked.figure
