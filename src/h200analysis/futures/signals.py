"""What the evidence of each step says of each state: readings, silence and answered questions."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from math import exp, prod

from h200analysis.cases.case import Case
from h200analysis.evidence import Ledger
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.evidence.readings import Weighed, weighed
from h200analysis.futures.weeks import Weeks
from h200analysis.model.gates import DECLARED, Arrival, Beijing, Joint, Washington

EXCLUDED = 1e-9  # the factor of what an answered question rules out
_DECLARED_SINCE = date(2026, 1, 15)  # from the rule on, what either government declares is watched
_GATES: Mapping[str, type[Enum]] = {
    "washington": Washington, "beijing": Beijing, "arrived": Arrival
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signals:
    """Factors on the states by step, and what is known of the first arrival to the day.

    `none_by` is the last day by which it is known that nothing had arrived, `arrived_by` the first
    by which it is known that something had.
    """

    steps: Mapping[int, Mapping[Enum, float]] = field(repr=False)
    readings: tuple[Weighed, ...] = field(repr=False)
    none_by: date | None
    arrived_by: date | None

    def of(self, step: int) -> dict[Joint, float]:
        """Return the factor of each joint state in a step; 1 where nothing speaks of it."""
        factors = self.steps.get(step, {})
        return {
            (w, b, a): prod(factors.get(state, 1.0) for state in (w, b, a))
            for w in Washington
            for b in Beijing
            for a in Arrival
        }


def signals(case: Case, weeks: Weeks, strength: float, without: Collection[str]) -> Signals:
    """Return what was known on a case's day, as factors of the step in which each of it acts."""
    ledger = case.ledger
    readings = weighed(ledger, frozenset(without), strength)
    none_by, arrived_by = answered(ledger)
    gathered: dict[int, dict[Enum, float]] = {}
    for step, state, factor in (
        *_read(readings, weeks),
        *_silence(case, weeks),
        *_answers(weeks, none_by, arrived_by),
    ):
        own = gathered.setdefault(step, {})
        own[state] = own.get(state, 1.0) * factor
    return Signals(gathered, readings, none_by, arrived_by)


def answered(ledger: Ledger) -> tuple[date | None, date | None]:
    """Return by which day nothing had arrived, and by which something had, as questions say."""
    none: list[date] = []
    some: list[date] = []
    for question in ledger.of(QUESTIONS).values():
        if (outcome := question.outcome) is None:
            continue
        if outcome.after is not None and outcome.until is not None:
            none.append(outcome.after)
            some.append(outcome.until)
        else:
            (some if outcome.value else none).append(min(question.by, outcome.since))
    return max(none, default=None), min(some, default=None)


def _read(readings: tuple[Weighed, ...], weeks: Weeks) -> Iterator[tuple[int, Enum, float]]:
    """Yield each reading's factors; a fact "none so far" acts on the last step that it covers."""
    for reading in readings:
        gate = _GATES[reading.gate]
        is_none_so_far = Arrival.ARRIVED.value in reading.factors and gate is Arrival
        step = (weeks.last_by if is_none_so_far else weeks.first_from)(reading.day)
        if step:
            for state, factor in reading.factors.items():
                yield step, gate(state), 1 / factor


def _silence(case: Case, weeks: Weeks) -> Iterator[tuple[int, Enum, float]]:
    """Yield what it says that nothing was reported: each week makes what would be less likely.

    An arrival would be reported after some weeks, and what is declared would be at once. Silence
    says something only as long as the press was read.
    """
    arrival, declared = (
        exp(-1 / float(case.compute(name).value)) for name in ("report_weeks", "declared_weeks")
    )
    read_until = case.ledger.rules.read_by(weeks.as_of)
    for step in range(1, weeks.now + 1):
        if weeks.end(step) > read_until:
            break
        yield step, Arrival.ARRIVED, arrival
        if weeks.end(step) >= _DECLARED_SINCE:
            yield from ((step, state, declared) for state in sorted(DECLARED, key=str))


def _answers(
    weeks: Weeks, none_by: date | None, arrived_by: date | None
) -> Iterator[tuple[int, Enum, float]]:
    if none_by is not None and (step := weeks.last_by(none_by)):
        yield step, Arrival.ARRIVED, EXCLUDED
    if arrived_by is not None:
        yield weeks.first_from(arrived_by), Arrival.NONE, EXCLUDED
