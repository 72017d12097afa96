"""What we said on an earlier day of questions answered since, and how good it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from h200analysis.cases.outcome import Outcome, Spread
from h200analysis.evidence import Ledger, Question
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.futures import Futures
from h200analysis.inquiry.baselines import base_rate
from h200analysis.inquiry.scores import brier, crps, is_covered

_AMOUNTS = 100


@dataclass(frozen=True, slots=True)
class OddsCall:
    """A chance that we gave, what came (1 or 0), its Brier score and that of the base rate."""

    question: Question
    said: Outcome
    came: float
    score: Outcome
    base_rate: Outcome


@dataclass(frozen=True, slots=True)
class AmountCall:
    """A number of chips that we expected, what came, our CRPS, and that of "no more than then"."""

    question: Question
    said: Spread
    came: float
    score: Outcome
    unchanged: Outcome
    is_covered: bool


def odds_calls(before: Futures, later: Ledger) -> tuple[OddsCall, ...]:
    """Return the chances of any delivery by a month's end that have been answered since."""
    today = before.case.ledger.as_of
    base = base_rate(today)
    return tuple(
        OddsCall(
            question, said, came,
            _score(before, f"brier_{question.by}", brier(min(said.value, 1.0), came), "ratio"),
            _score(before, f"brier_of_base_rate_{question.by}", brier(base[question.by], came),
                   "ratio"),
        )
        for question, came in _answered(before, later, "any_delivery")
        for said in [before.any_by(question.by)]
    )  # fmt: skip


def amount_calls(before: Futures, later: Ledger) -> tuple[AmountCall, ...]:
    """Return the chips expected by a month's end that have been answered since."""
    return tuple(
        _amount(before, question, came)
        for question, came in _answered(before, later, "delivered_chips")
        if ends_a_month(question.by)
    )


def _amount(before: Futures, question: Question, came: float) -> AmountCall:
    amounts = [float(each) for each in before.belief.amounts(question.by)]
    even = (1 / _AMOUNTS,) * _AMOUNTS
    so_far = before.so_far.value if before.so_far else 0.0
    return AmountCall(
        question,
        before.evaluate("delivered_chips", question.by),
        came,
        _score(before, f"crps_{question.by}", crps(amounts, even, came), "chip"),
        _score(before, f"crps_of_no_change_{question.by}", abs(so_far - came), "chip"),
        is_covered(amounts, even, came),
    )


def _answered(before: Futures, later: Ledger, about: str) -> Iterator[tuple[Question, float]]:
    """Yield the questions asked by the earlier day, open on it, and answered by the later."""
    today = before.case.ledger.as_of
    for question in later.of(QUESTIONS).values():
        answer = question.outcome
        was_open = question.since <= today < question.by
        if question.about == about and was_open and answer and answer.since > today:
            yield question, answer.value


def ends_a_month(when: date) -> bool:
    """Tell whether a day is the last of its month; other days were asked about in hindsight."""
    return (when + timedelta(1)).day == 1


def _score(before: Futures, name: str, value: float, unit: str) -> Outcome:
    return before.outcome(name, value, unit, "score")
