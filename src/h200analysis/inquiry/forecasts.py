"""Odds that an edition gives on the questions of its day, locked with it to be scored later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from h200analysis.cases.case import Case
from h200analysis.cases.outcome import Outcome, Spread
from h200analysis.evidence import Question
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.futures.deliveries import Deliveries, deliveries
from h200analysis.futures.flows import MONTHS


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was expected on a day: `amounts` with their `chances`, which sum to 1.

    Of a yes-or-no question the amounts are 1 and 0. `policy_state` is the state of policy on that
    day, from which the forecast starts.
    """

    question: str
    as_of: date
    policy_state: str
    amounts: tuple[float, ...] = field(repr=False)
    chances: tuple[float, ...] = field(repr=False)

    def locked(self) -> dict[str, Any]:
        """Return the forecast as an entry of an edition's forecasts.json."""
        return {
            "question": self.question,
            "as_of": str(self.as_of),
            "policy_state": self.policy_state,
            "amounts": list(self.amounts),
            "chances": list(self.chances),
        }

    @classmethod
    def unlocked(cls, entry: Mapping[str, Any]) -> Self:
        """Return a forecast as an edition's forecasts.json holds it."""
        return cls(
            entry["question"], date.fromisoformat(entry["as_of"]), entry["policy_state"],
            tuple(entry["amounts"]), tuple(entry["chances"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """A question with its forecast, and as figures to print: the chance, or the spread of chips."""

    question: Question = field(repr=False)
    forecast: Forecast
    figure: Outcome | Spread = field(repr=False)


def expected(case: Case, seed: int = 7, draws: int = 65_536) -> tuple[Expected, ...]:
    """Return what a case expects of every question that is open on its day and not yet answered.

    A month counts if it ends by the question's day. Questions nearer than a month, or farther than
    the flow runs, are left out.
    """
    open_ = {
        name: question
        for name, question in case.ledger.of(QUESTIONS).items()
        if question.outcome is None and 1 <= _months(case.ledger.as_of, question.by) <= MONTHS
    }
    if not open_:
        return ()
    drawn = deliveries(case, seed, draws)
    return tuple(_expected(case, name, question, drawn) for name, question in open_.items())


def _expected(case: Case, name: str, question: Question, drawn: Deliveries) -> Expected:
    month = _months(case.ledger.as_of, question.by) - 1
    day, state = case.ledger.as_of, case.ledger.policy_state().state
    if question.about == "any_delivery":
        figure = drawn.chance[month]
        odds = (figure.value, 1 - figure.value)
        return Expected(question, Forecast(name, day, state, (1.0, 0.0), odds), figure)
    amounts = drawn.equally_likely[month]
    even = (1 / len(amounts),) * len(amounts)
    return Expected(question, Forecast(name, day, state, amounts, even), drawn.by_month[month])


def _months(start: date, end: date) -> int:
    """Return how many whole months lie between two days."""
    whole = 12 * (end.year - start.year) + end.month - start.month
    return whole - (end.day < start.day)
