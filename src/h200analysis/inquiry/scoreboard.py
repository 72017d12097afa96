"""Locked forecasts against what came of them, as far as was known on a day, beside baselines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from h200analysis.evidence import Ledger, Question
from h200analysis.evidence.questions import QUESTIONS, Resolution
from h200analysis.inquiry import baselines
from h200analysis.inquiry.first_delivery import Odds, date_crps, none_log_score, window_log_score
from h200analysis.inquiry.forecasts import Forecast
from h200analysis.inquiry.register import Entry, counted
from h200analysis.inquiry.scores import brier, crps, is_covered, probability_integral

BELIEF = "belief"


@dataclass(frozen=True, slots=True)
class DateScore:
    """A forecast of the day of the first delivery: log score in nats, CRPS in weeks."""

    log: float
    crps: float


@dataclass(frozen=True, slots=True)
class DateScores:
    """The scores of one day's forecasts of the first delivery, by who forecast; ours first."""

    as_of: date
    by: Mapping[str, DateScore]


@dataclass(frozen=True, slots=True)
class AmountScores:
    """One day's forecasts of the chips by another: CRPS in chips, by who forecast; ours first.

    `integral` is at which part of our forecast the outcome lies, and `is_covered` whether our 90%
    interval held it.
    """

    as_of: date
    question: Question
    outcome: float
    by: Mapping[str, float]
    integral: tuple[float, float]
    is_covered: bool


@dataclass(frozen=True, slots=True)
class OddsScores:
    """The mean Brier score of one day's odds on the dates still open, by who gave them."""

    as_of: date
    asked: int
    by: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Gain:
    """By how much a belief is better than a baseline: on average, and from day to day.

    The days before one event are one observation, so there is no standard error; `least` and
    `most` are the worst and the best day.
    """

    mean: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Skill:
    """Our gain over a baseline on the first delivery: in nats, and as a share of its CRPS."""

    against: str
    days: int
    log: Gain
    crps: Gain


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """All scores of the locked forecasts; `hindsight` says when those of past days were written."""

    dates: tuple[DateScores, ...]
    amounts: tuple[AmountScores, ...]
    odds: tuple[OddsScores, ...]
    skill: tuple[Skill, ...]
    hindsight: Mapping[date, date]


def scoreboard(entries: Iterable[Entry], ledger: Ledger) -> Scoreboard:
    """Score the one forecast of each day that counts, by what was known on the ledger's day.

    Questions are scored from the day that they ask about, answered yes or no alike; the day of the
    first delivery once it is known, for all days asked before it can have come.
    """
    forecasts = [entry.forecast for entry in counted(entries)]
    dates = tuple(_dates(forecasts, ledger))
    return Scoreboard(
        dates,
        tuple(_amounts(forecasts, ledger)),
        tuple(_odds(forecasts, ledger)),
        tuple(_skill(dates)),
        {given.as_of: given.recorded for given in forecasts if given.is_hindsight},
    )


def _answers(
    ledger: Ledger, about: str, is_due: Callable[[Question], bool]
) -> Iterator[tuple[Question, Resolution]]:
    for question in ledger.of(QUESTIONS).values():
        if question.about == about and question.outcome is not None and is_due(question):
            yield question, question.outcome


def _dates(forecasts: Iterable[Forecast], ledger: Ledger) -> Iterator[DateScores]:
    """Yield a row for each day that was asked before the days in which the first delivery fell."""
    answers = _answers(ledger, "first_delivery", lambda q: _came(q) or q.by <= ledger.as_of)
    for question, answer in answers:
        for given in forecasts:
            if given.as_of < (answer.after or question.by):
                odds = {BELIEF: given.any_by, **baselines.first_deliveries(ledger, given.as_of)}
                scored = {name: _date_score(given.as_of, each, question, answer)
                          for name, each in odds.items()}  # fmt: skip
                yield DateScores(given.as_of, scored)


def _came(question: Question) -> bool:
    return question.outcome is not None and question.outcome.value == 1


def _date_score(as_of: date, odds: Odds, question: Question, answer: Resolution) -> DateScore:
    if answer.after is None or answer.until is None:
        return DateScore(none_log_score(as_of, odds), date_crps(as_of, odds, question.by))
    middle = answer.after + (answer.until - answer.after) // 2
    log = window_log_score(as_of, odds, answer.after, answer.until)
    return DateScore(log, date_crps(as_of, odds, middle))


def _amounts(forecasts: Iterable[Forecast], ledger: Ledger) -> Iterator[AmountScores]:
    answers = sorted(
        _answers(ledger, "delivered_chips", lambda q: q.by <= ledger.as_of), key=lambda a: a[0].by
    )
    for given in forecasts:
        for question, answer in answers:
            if question.by in given.chips_by:
                yield _amount_scores(given, question, answer.value, ledger)


def _amount_scores(
    given: Forecast, question: Question, outcome: float, ledger: Ledger
) -> AmountScores:
    chips = given.chips_by[question.by]
    even = (1 / len(chips),) * len(chips)
    others = baselines.amounts(ledger, given.as_of, question.by)
    return AmountScores(
        given.as_of,
        question,
        outcome,
        {BELIEF: crps(chips, even, outcome)}
        | {name: crps((amount,), (1.0,), outcome) for name, amount in others.items()},
        probability_integral(chips, even, outcome),
        is_covered(chips, even, outcome),
    )


def _odds(forecasts: Iterable[Forecast], ledger: Ledger) -> Iterator[OddsScores]:
    answers = [*_answers(ledger, "any_delivery", lambda q: q.by <= ledger.as_of)]
    for given in forecasts:
        open_ = [
            (question.by, answer.value)
            for question, answer in answers
            if question.by in given.any_by and answer.since > given.as_of
        ]
        if open_:
            by = {BELIEF: given.any_by, **baselines.first_deliveries(ledger, given.as_of)}
            yield OddsScores(given.as_of, len(open_), {
                name: fmean(brier(odds[day], came) for day, came in open_)
                for name, odds in by.items()
            })  # fmt: skip


def _skill(rows: Iterable[DateScores]) -> Iterator[Skill]:
    """Yield the skill against every baseline that was set beside any of the rows."""
    pairs: dict[str, list[tuple[DateScore, DateScore]]] = {}
    for row in rows:
        for name, score in row.by.items():
            if name != BELIEF:
                pairs.setdefault(name, []).append((row.by[BELIEF], score))
    for name, both in pairs.items():
        logs = [theirs.log - ours.log for ours, theirs in both]
        shares = [1 - ours.crps / theirs.crps for ours, theirs in both]
        ours, theirs = (fmean(score.crps for score in each) for each in zip(*both, strict=True))
        yield Skill(name, len(both), _gain(fmean(logs), logs), _gain(1 - ours / theirs, shares))


def _gain(mean: float, days: list[float]) -> Gain:
    return Gain(mean, min(days), max(days))
