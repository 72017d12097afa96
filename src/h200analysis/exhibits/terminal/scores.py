"""Forecasts beside what came of them, and the scores of each day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from rich.console import RenderableType
from rich.table import Column

from h200analysis.exhibits.terminal.console import QUIET, WARNING, line, table
from h200analysis.inquiry.scoreboard import DayScore, Score

_NONE = "–"


def scores(
    answered: Iterable[Score], days: Iterable[DayScore], titles: Mapping[str, str]
) -> RenderableType:
    """Return every score and a row for each day; less is better, but for what is covered.

    Where no forecast has been answered, a sentence says so.
    """
    rows = [
        (
            str(score.as_of), _number(score.brier, 3), _number(score.log, 3),
            _number(score.crps, 0), _number(score.integral, 2),
            {None: _NONE, True: "yes", False: "no"}[score.covered],
            f"{titles[score.question]}: {_answer(score)}",
        )
        for score in answered
    ]  # fmt: skip
    rows += [
        (
            str(day.as_of), _number(day.brier, 3), _number(day.log, 3), _number(day.crps, 0),
            "", f"{day.covered[0]}/{day.covered[1]}", f"{day.answered} answered, in the mean",
        )
        for day in days
    ]  # fmt: skip
    if not rows:
        return line("No forecast of these days had been answered by then.")
    numbers = ("Brier", "log", "CRPS, chips", "at", "held")
    return table(
        Column("Asked on", style=QUIET, no_wrap=True),
        *(Column(head, justify="right", no_wrap=True) for head in numbers),
        Column("Question"),
        rows=rows,
    )


def hindsight(written: date) -> Iterator[RenderableType]:
    """Yield the caution that belongs to forecasts of a day before they were written down."""
    caution = (
        f"Odds of days before {written} are hindcasts: they use only what was known on their day, "
        "but were written down later."
    )
    yield line((caution, WARNING))


def _answer(score: Score) -> str:
    if score.brier is None:
        return f"{score.outcome:,.0f}"
    return "yes" if score.outcome else "no"


def _number(value: float | None, decimals: int) -> str:
    return _NONE if value is None else f"{value:,.{decimals}f}"
