"""Forecasts against what came of them, as far as could be known on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from h200analysis.evidence import Ledger
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.inquiry.forecasts import Forecast
from h200analysis.inquiry.scores import brier, crps, is_covered, log_score, probability_integral


@dataclass(frozen=True, slots=True)
class Score:
    """One forecast scored: of a yes-or-no question Brier and log score, of an amount the others."""

    question: str
    as_of: date
    outcome: float
    brier: float | None = None
    log: float | None = None
    crps: float | None = None
    integral: float | None = None
    covered: bool | None = None


@dataclass(frozen=True, slots=True)
class DayScore:
    """The scores of one day's forecasts together: means, and how many intervals held."""

    as_of: date
    answered: int
    brier: float | None
    log: float | None
    crps: float | None
    covered: tuple[int, int]  # intervals that held, of so many


def scored(forecasts: Iterable[Forecast], ledger: Ledger) -> tuple[Score, ...]:
    """Score the forecasts whose outcome was known on the ledger's day; the others are left out."""
    every = (_score(forecast, ledger) for forecast in forecasts)
    return tuple(score for score in every if score is not None)


def scoreboard(scores: Iterable[Score]) -> tuple[DayScore, ...]:
    """Return one line a day of forecast, the oldest first."""
    by_day: dict[date, list[Score]] = {}
    for score in scores:
        by_day.setdefault(score.as_of, []).append(score)
    return tuple(_day_score(day, by_day[day]) for day in sorted(by_day))


def _score(forecast: Forecast, ledger: Ledger) -> Score | None:
    question = ledger.of(QUESTIONS).get(forecast.question)
    if question is None or question.outcome is None or forecast.as_of >= question.by:
        return None
    outcome = question.outcome.value
    if question.about == "any_delivery":
        chance = sum(
            odds for at, odds in zip(forecast.amounts, forecast.chances, strict=True) if at
        )
        return Score(
            forecast.question,
            forecast.as_of,
            outcome,
            brier(chance, outcome),
            log_score(chance, outcome),
        )
    shape = (forecast.amounts, forecast.chances, outcome)
    return Score(
        forecast.question, forecast.as_of, outcome,
        crps=crps(*shape), integral=probability_integral(*shape), covered=is_covered(*shape),
    )  # fmt: skip


def _day_score(day: date, scores: list[Score]) -> DayScore:
    held = [score.covered for score in scores if score.covered is not None]
    return DayScore(
        day, len(scores), _mean(score.brier for score in scores),
        _mean(score.log for score in scores), _mean(score.crps for score in scores),
        (sum(held), len(held)),
    )  # fmt: skip


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
