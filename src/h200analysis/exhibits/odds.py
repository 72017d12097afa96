"""The odds that an edition gives on dated questions, for the page and for the lock."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from h200analysis.cases import Case, Outcome, Spread
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.ranges import range_columns
from h200analysis.exhibits.sentences import say
from h200analysis.exhibits.tables import Cell, table
from h200analysis.inquiry.forecasts import Expected, expected


def forecasts(case: Case, seed: int, draws: int) -> Exhibit:
    """Return what the drawn futures expect by the day of each open question.

    The press locks the same odds with the edition, in forecasts.json, to be scored later.
    """
    every = expected(case, seed, draws)
    if not every:
        return say("No question is open on this day.")
    for asked in every:
        case.cite(*_mean(asked).claims)
    by_day: dict[date, list[Expected]] = {}
    for asked in every:
        by_day.setdefault(asked.question.by, []).append(asked)
    rows = [_row(by, by_day[by]) for by in sorted(by_day)]
    columns = ("By the end of", "Chance of any delivery", "Chips, median", *range_columns())
    made = table("What the drawn futures deliver, to be scored once it is known", columns, rows)
    return replace(made, forecasts=tuple(asked.forecast.locked() for asked in every))


def _row(by: date, asked: Sequence[Expected]) -> list[Cell]:
    cells: list[Cell] = [day(by), "", "", "", ""]
    for figure in (question.figure for question in asked):
        if isinstance(figure, Spread):
            cells[2:] = [figure.middle, figure.low, figure.high]
        else:
            cells[1] = figure
    return cells


def _mean(asked: Expected) -> Outcome:
    return asked.figure.mean if isinstance(asked.figure, Spread) else asked.figure
