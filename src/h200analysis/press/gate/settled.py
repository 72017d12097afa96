"""Chances of what is known: a question that has its answer on the day is given no odds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from h200analysis.evidence import Ledger, Question
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.exhibits.marks import day
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.press.gate.shown import Figure, Shown

_ASKED = re.compile(r"(any_delivery|no_delivery|at_least_(\d+))(?:_by_(\d{4}-\d\d-\d\d))?")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a printed chance is of: that so many chips have arrived by the end of a day.

    A chip at all is one chip; that none arrives is settled by the same answers.
    """

    chips: float
    by: date

    @property
    def words(self) -> str:
        """Say it as in “the chance of …”."""
        what = "a delivery" if self.chips == 1 else f"{self.chips:,.0f} chips"
        return f"{what} by {day(self.by)}"


def reasons(shown: Iterable[Shown], ledger: Ledger) -> Iterator[str]:
    """Yield the printed chances of questions that have their answer."""
    for output in shown:
        for figure in output.figures_of(ledger.as_of):
            asked = _asked(figure)
            if asked and (answer := _answer(asked, ledger)):
                yield (
                    f"cell {output.cell}: {figure['name']}, “{figure['text']}”, is a chance of "
                    f"{asked.words}, which is settled: {answer}; say what happened instead."
                )


def _asked(figure: Figure) -> Asked | None:
    named = _ASKED.fullmatch(figure["name"])
    if named is None or figure["statistic"] != "chance":
        return None
    by = date.fromisoformat(named[3]) if named[3] else LAST_DAY
    return Asked(float(named[2] or 1), by)


def _answer(asked: Asked, ledger: Ledger) -> str | None:
    """Return the answer of the first question that settles it, and since when it is known."""
    for question in ledger.of(QUESTIONS).values():
        found = question.outcome
        if found is not None and (_comes_true(asked, question) or _fails(asked, question)):
            return f"since {day(found.since)} it is known that {_told(question)}"
    return None


def _comes_true(asked: Asked, question: Question) -> bool:
    """Say whether the answer is so many chips, or more, by that day or an earlier one."""
    found = question.outcome
    if found is None or not found.value:
        return False
    came = found.until if question.about == "first_delivery" and found.until else question.by
    enough = found.value if question.about == "delivered_chips" else 1
    return came <= asked.by and enough >= asked.chips


def _fails(asked: Asked, question: Question) -> bool:
    """Say whether the answer is fewer chips by that day or a later one."""
    found = question.outcome
    if found is None or question.by < asked.by:
        return False
    if question.about == "delivered_chips":
        return found.value < asked.chips
    return not found.value


def _told(question: Question) -> str:
    found = question.outcome
    value = found.value if found else 0
    title = f"{question.title[0].lower()}{question.title[1:]}"
    if question.about == "delivered_chips":
        return f"{value:,.0f} came of “{title}”"
    return f"“{title}” {'came' if value else 'did not come'} true"
