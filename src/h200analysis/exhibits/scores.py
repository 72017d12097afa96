"""The scores of locked forecasts, beside those of forecasts that need no model."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean

from h200analysis.evidence import folder_of
from h200analysis.exhibits.bundle import Exhibit, joined
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.sentences import heading, say
from h200analysis.exhibits.tables import Cell, table
from h200analysis.exhibits.wording import worded
from h200analysis.futures import Futures
from h200analysis.inquiry import register
from h200analysis.inquiry.baselines import COIN, FLAT
from h200analysis.inquiry.calls import ends_a_month
from h200analysis.inquiry.scoreboard import BELIEF, DateScore, Scoreboard, scoreboard
from h200analysis.inquiry.scores import brier

_NAMES = {BELIEF: "Ours", "base rate": "Base rate", "coin": "A coin of 50%, spread evenly",
          "market": "A prediction market"}  # fmt: skip
_COMPARED = {
    f"flat {FLAT:.0%}": "that of a flat chance spread evenly over the year",
    "market": "that of a prediction market, where it gave a price",
}
_ON_ONE_DAY = {"market"}
_EVERY = f"{COIN:.0%} in every month"
_YARDSTICK = brier(COIN, 0)  # whatever comes of the months
_KINDS = {"brier": "Brier score", "log": "log score", "weeks": "weeks off"}
_MEASURES = (
    "Lower is better everywhere. The log score is minus the logarithm of the chance that was "
    "given to the days in which the first delivery came. The other is the distance, over the whole "
    "forecast, to what came (CRPS): in weeks for the day, in chips for an amount. These days speak "
    "of one event, so together they are one observation."
)


def board(drawn: Futures, data: Path | None = None) -> Scoreboard:
    """Return the scores of the forecasts that were locked before a case's day.

    >>> len(exhibits.board(paths).dates)
    0
    """
    ledger = drawn.case.ledger
    entries = register.read(folder_of(data) / register.NAME)
    return scoreboard((e for e in entries if e.forecast.as_of < ledger.as_of), ledger)


def scores_in_short(drawn: Futures, found: Scoreboard) -> Exhibit | None:
    """Return the mean scores of each forecaster; nothing where nothing has been answered.

    >>> print(exhibits.scores_in_short(paths, exhibits.board(paths)))
    None
    """
    if not found.odds:
        return None
    means: dict[str, list[Mapping[str, float]]] = {
        "brier": [row.by for row in found.odds],
        "log": [{n: score.log for n, score in row.by.items()} for row in found.dates],
        "weeks": [{n: score.crps for n, score in row.by.items()} for row in found.dates],
    }
    names = dict.fromkeys(n for row in found.odds for n in row.by if n not in _ON_ONE_DAY)
    rows = [
        (_label(name), *(_mean(drawn, kind, each, name) for kind, each in means.items()))
        for name in names
    ]
    rows.append(
        (_EVERY, _cell(drawn, f"mean Brier score of {_EVERY}", _YARDSTICK, "ratio"), "–", "–")
    )
    columns = ("Forecast", "Chances by month (Brier)", "First delivery (log score)",
               "First delivery (weeks off)")  # fmt: skip
    kind = "back-tested" if found.hindsight else "locked"
    return table(
        f"Mean scores of {kind} forecasts; lower is better", columns, rows, (34, 22, 22, 22)
    )


def scores_in_full(drawn: Futures, found: Scoreboard) -> Exhibit | None:
    """Return all scores by the day of the forecast; nothing where nothing has been answered.

    >>> print(exhibits.scores_in_full(paths, exhibits.board(paths)))
    None
    """
    every = (scores_by_day(drawn, found), amount_scores(drawn, found))
    parts = [part for part in every if part is not None]
    if not parts:
        return None
    return joined(heading("Scores of our forecasts"), say(_MEASURES), *parts)


def scores_by_day(drawn: Futures, found: Scoreboard) -> Exhibit | None:
    """Return the scores of each day's forecast of the first delivery; nothing before it came."""
    if not found.dates:
        return None
    names = [*dict.fromkeys(name for row in found.dates for name in row.by)]
    rows = [
        (day(row.as_of), *(_both(drawn, f"{row.as_of}_{n}", row.by.get(n)) for n in names))
        for row in found.dates
    ]
    title = "Day of the first delivery, by the day of the forecast: log score; weeks off (CRPS)"
    return table(title, ("Forecast of", *map(_label, names)), rows)


def amount_scores(drawn: Futures, found: Scoreboard) -> Exhibit | None:
    """Return the scores of amounts forecast for a month's end, and whether our range held them."""
    rows = [
        (
            day(row.as_of), day(row.question.by), f"{row.outcome:,.0f}",
            *(_cell(drawn, f"chips_{row.as_of}_{row.question.by}_{n}", row.by.get(n), "chip")
              for n in (BELIEF, "no more than today")),
            "yes" if row.is_covered else "no",
        )
        for row in found.amounts
        if ends_a_month(row.question.by)
    ]  # fmt: skip
    if not rows:
        return None
    columns = ("Forecast of", "For", "Chips that came", "Ours (CRPS)", "“No more than now”",
               "Within our range")  # fmt: skip
    return table("Chips delivered by a day", columns, rows, (20, 20, 15, 15, 15, 15))


def hindsight_of(found: Scoreboard) -> str:
    """Return in a sentence which scored forecasts were written after the days they speak of.

    >>> exhibits.hindsight_of(exhibits.board(paths))[:40]
    'No forecast of ours has been answered ye'
    """
    written = sorted(set(found.hindsight.values()))
    if not (found.odds or found.amounts):
        return "No forecast of ours has been answered yet, so there is no score."
    if not written:
        return "Every forecast here was locked on its own day; all speak of one course of events."
    return (
        "All scores follow one course of events. "
        f"All forecasts up to {day(max(found.hindsight))} were written down with hindsight, on "
        f"{' and '.join(map(day, written))}: their scores show how the method would have fared, "
        "and no more."
    )


def compared(found: Scoreboard) -> str:
    """Return in a sentence how our log scores of the first delivery stand to simpler forecasts.

    >>> exhibits.compared(exhibits.board(paths))
    ''
    """
    if not found.dates:
        return ""
    told = [
        f"{_verdict(rows, name)} {words}"
        for name, words in _COMPARED.items()
        if (rows := [row.by for row in found.dates if name in row.by])
    ]
    by_month = _better(fmean(row.by[BELIEF] for row in found.odds), _YARDSTICK)
    return (
        f"Our mean score by month {by_month} that of a chance of {_EVERY}. "
        f"On the day of the first delivery our log score {' and '.join(told)}."
    )


def _verdict(rows: Sequence[Mapping[str, DateScore]], name: str) -> str:
    """Return whether our mean log score is better than another's, to the digits that we print."""
    return _better(*(fmean(row[who].log for row in rows) for who in (BELIEF, name)))


def _better(ours: float, other: float) -> str:
    """Return how our score stands to another, of which less is better."""
    one, two = (worded(score, "ratio", 2) for score in (ours, other))
    if one == two:
        return "ties with"
    return "is better than" if float(one) < float(two) else "is worse than"


def _label(name: str) -> str:
    return _NAMES.get(name, name[0].upper() + name[1:])


def _mean(drawn: Futures, kind: str, rows: Sequence[Mapping[str, float]], who: str) -> Cell:
    values = [row[who] for row in rows if who in row]
    return _cell(
        drawn,
        f"mean {_KINDS[kind]} of {'ours' if who == BELIEF else who}",
        fmean(values) if values else None,
        "ratio",
    )


def _both(drawn: Futures, name: str, score: object) -> Cell:
    if score is None:
        return "–"
    log, weeks = (
        drawn.outcome(f"{kind}_{name}", getattr(score, kind), "ratio", "score")
        for kind in ("log", "crps")
    )
    return "{log:2bare}; {weeks:2bare}", {"log": log, "weeks": weeks}


def _cell(drawn: Futures, name: str, value: float | None, unit: str) -> Cell:
    if value is None:
        return "–"
    return "{it:2bare}", {"it": drawn.outcome(name, value, unit, "score")}
