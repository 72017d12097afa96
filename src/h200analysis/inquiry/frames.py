"""Findings of an inquiry as data frames: one call for each kind, a row for each part of it.

Units stand in `attrs["units"]`; the index says what a row is of.
"""

from collections.abc import Iterator
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from h200analysis.cases import Bridge, Outcome, Spread
from h200analysis.cases.frames import figures
from h200analysis.errors import OperationError
from h200analysis.futures import Futures
from h200analysis.inquiry.attribution import Attribution
from h200analysis.inquiry.factors import Factor
from h200analysis.inquiry.forecasts import MONTH_ENDS
from h200analysis.inquiry.headlines import Headline
from h200analysis.inquiry.scoreboard import Scoreboard
from h200analysis.inquiry.sobol import Indices
from h200analysis.inquiry.tornado import Tornado
from h200analysis.model import stake

if TYPE_CHECKING:
    import pandas as pd

_CHIPS = ("p05", "p25", "p50", "p75", "p95")


def frame(found: Any) -> "pd.DataFrame":
    """Return a finding as a frame: a tornado, Sobol' indices, an attribution, a scoreboard.

    So are figures: an outcome, a drawn result, a bridge, or a list or mapping of them.

    >>> from h200analysis import cases, evidence
    >>> from h200analysis.inquiry import frames, target, tornado
    >>> case = cases.Case(evidence.read("2026-01-15"))
    >>> bars = tornado.tornado(target.of_formula(case, "gap_at_list"))
    >>> frames.frame(bars).index.tolist()
    ['orders_chips', 'stock_chips', 'unit_price_usd']
    """
    return _frame(found)


@singledispatch
def _frame(found: Any) -> "pd.DataFrame":
    raise OperationError(
        f"There is no frame of a {type(found).__name__}; expected a tornado, indices, an "
        "attribution, a scoreboard, or outcomes."
    )


@_frame.register(Outcome)
@_frame.register(Spread)
@_frame.register(Bridge)
@_frame.register(list)
@_frame.register(tuple)
@_frame.register(dict)
def _figures(found: Any) -> "pd.DataFrame":
    return figures(found)


@_frame.register(Tornado)
def _tornado(found: Tornado) -> "pd.DataFrame":
    rows = [
        {"factor": named(bar.factor), "at_low": bar.at_low, "at_high": bar.at_high,
         "width": bar.width}
        for bar in found.bars
    ]  # fmt: skip
    units = dict.fromkeys(("at_low", "at_high", "width"), found.unit)
    return _indexed(rows, ["factor"], units, base=found.base)


@_frame.register(Indices)
def _indices(found: Indices) -> "pd.DataFrame":
    """Each error is half of a 95% interval."""
    rows = [
        {"factor": named(each.factor), "first": each.first, "first_error": each.first_error,
         "total": each.total, "total_error": each.total_error}
        for each in found.groups
    ]  # fmt: skip
    units = dict.fromkeys(("first", "first_error", "total", "total_error"), "share")
    return _indexed(rows, ["factor"], units, variance=found.variance)


@_frame.register(Attribution)
def _attribution(found: Attribution[Any, Any]) -> "pd.DataFrame":
    """A row for each headline and factor; shares of a headline add up to after less before."""
    rows = [
        {
            "headline": _headline(headline), "factor": named(player), "share": share,
            "error": found.errors.get(headline, {}).get(player, 0.0),
            "before": found.before[headline], "after": found.after[headline],
        }
        for headline, shares in found.shares.items()
        for player, share in shares.items()
    ]  # fmt: skip
    return _indexed(rows, ["headline", "factor"], {})


@_frame.register(Scoreboard)
def _scoreboard(board: Scoreboard) -> "pd.DataFrame":
    """A row for each day, question, forecaster and score; less is better."""
    rows = [*_dates(board), *_amounts(board), *_odds(board)]
    table = _indexed(rows, ["day", "question", "forecaster", "score"], {})
    table.attrs["units"] = {"log": "nat", "crps of a day": "week", "crps of an amount": "chip"}
    return table


def months(drawn: Futures) -> "pd.DataFrame":
    """Return what the futures deliver by the end of each month ahead, a row a month.

    Percentiles and mean of chips delivered in all, the chance that any has come, and the expected
    revenue at the reported price.
    """
    rows = []
    for by in (day for day in MONTH_ENDS if day > drawn.case.ledger.as_of):
        chips = dict(zip(_CHIPS, drawn.percentiles("delivered_chips", by), strict=True))
        rows.append(
            {
                "by": by,
                "any_delivery": drawn.any_by(by).value,
                **{name: outcome.value for name, outcome in chips.items()},
                "mean": drawn.expected("delivered_chips", by).value,
                "revenue": drawn.at_reported_values().expected(stake.delivered_usd, by).value,
            }
        )
    units = {"any_delivery": "share", **dict.fromkeys((*_CHIPS, "mean"), "chip"), "revenue": "USD"}
    return _indexed(rows, ["by"], units)


def named(factor: Factor | Any) -> str:
    """Return a factor as a text: parameters that are tied to each other with a plus between."""
    return " + ".join(factor) if isinstance(factor, tuple) else str(factor)


def _headline(headline: Any) -> str:
    if isinstance(headline, Headline):
        return f"{headline.formula}, {headline.statistic}"
    return str(headline)


def _dates(board: Scoreboard) -> Iterator[dict[str, Any]]:
    for row in board.dates:
        for who, score in row.by.items():
            said = {"day": row.as_of, "question": "first delivery", "forecaster": who}
            yield {**said, "score": "log", "value": score.log}
            yield {**said, "score": "crps of a day", "value": score.crps}


def _amounts(board: Scoreboard) -> Iterator[dict[str, Any]]:
    for row in board.amounts:
        for who, crps in row.by.items():
            said = {"day": row.as_of, "question": f"chips by {row.question.by}", "forecaster": who}
            yield {**said, "score": "crps of an amount", "value": crps}


def _odds(board: Scoreboard) -> Iterator[dict[str, Any]]:
    for row in board.odds:
        for who, brier in row.by.items():
            said = {"day": row.as_of, "question": "open dates", "forecaster": who}
            yield {**said, "score": "brier", "value": brier}


def _indexed(
    rows: list[dict[str, Any]], index: list[str], units: dict[str, str], **told: Any
) -> "pd.DataFrame":
    """Return rows by some of their columns, days as dates."""
    import pandas as pd

    table = pd.DataFrame(rows, columns=None if rows else [*index, *(units or {"value": ""})])
    for name in ("day", "by"):
        if name in table:
            table[name] = pd.to_datetime(table[name])
    table = table.set_index(index)
    table.attrs["units"] = units
    table.attrs.update(told)
    return table
