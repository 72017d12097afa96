"""The briefings on every day on which something was learned: none contradicts what was known.

`make test` runs the days on which the evidence changed most, `make days` all of them.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

import pytest

from h200analysis import cases, evidence, futures
from h200analysis.errors import NotYetError
from h200analysis.evidence import Ledger
from h200analysis.evidence.observations import OBSERVATIONS
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.evidence.readings import READINGS
from h200analysis.exhibits import passages
from h200analysis.futures import Futures
from h200analysis.model import market, stake
from h200analysis.press import catalogue, parameters
from h200analysis.press.figures import cited, figures
from h200analysis.press.gate import content, outputs, tenses, text, words
from h200analysis.press.gate import figures as printed
from h200analysis.press.gate.content import Content
from h200analysis.press.gate.shown import Shown
from h200analysis.press.gate.shown import outputs as shown
from h200analysis.press.run import not_yet
from tests.inprocess import NOTEBOOKS, ran

FIRST, SUMMER, TODAY = date(2025, 12, 31), date(2026, 6, 1), date(2026, 11, 28)
MUCH = 5  # new readings and amounts, of a day on which the evidence changed much
_SHARED = {"futures.over": "believe", "inquiry.priors": "sensitivity"}
_FIELD = re.compile(r"\{[^{}]*\}|\[@[^\]]*\]")
CATALOGUE = catalogue.read()
ledger_of = cache(evidence.views())


def _learned() -> dict[date, int]:
    """Return how many readings and amounts each day added on which something was published."""
    every = ledger_of(date.max)
    days = {source.published for source in every.sources.values()} | {TODAY}
    told = [every.source_of(name).published for name in every.of(READINGS)]
    told += [every.source_of(name).published for name in every.of(OBSERVATIONS)]
    return {day: told.count(day) for day in sorted(days) if day >= FIRST}


LEARNED = _learned()
JANUARY = date(2026, 1, 15)
FEW = {"draws": 16_384}  # enough until deliveries are reported, and the words are the same
SCENARIOS = sorted(ledger_of(JANUARY).scenarios.keys() - {"central"})
DAYS = [
    pytest.param(
        day,
        id=str(day),
        marks=() if told >= MUCH or day in {FIRST, TODAY} else pytest.mark.every_day,
    )
    for day, told in LEARNED.items()
]


@pytest.fixture(scope="module", autouse=True)
def _shared() -> Iterator[None]:
    """One belief of a day for all of its briefings, and what is asked of it once."""
    with pytest.MonkeyPatch.context() as patch:
        for place, name in _SHARED.items():
            module = import_module(f"h200analysis.{place}")
            patch.setattr(module, name, _kept(getattr(module, name)))
        yield


def _kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that keeps its last answers, by the day of its case and what is let."""
    answers: dict[str, Any] = {}

    def answered(of: Any, *args: Any, **options: Any) -> Any:
        case = of.case if isinstance(of, Futures) else of
        told = (case.ledger.as_of, case.scenario, dict(case.by_hand), args, options)
        key = repr((*told, getattr(of, "as_hedged", None)))
        if key not in answers:
            if len(answers) > 3:
                answers.clear()
            answers[key] = function(of, *args, **options)
        return answers[key]

    return answered


@pytest.mark.parametrize("day", DAYS)
def test_no_briefing_contradicts_its_day(day: date) -> None:
    """What the gate would refuse is nowhere, nor do the day's briefings contradict each other."""
    assert [] == list(_of_the_day(day))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_briefing_contradicts_its_day_under_a_scenario(scenario: str) -> None:
    """Every briefing can be made of every scenario, not only of the one it was written for."""
    reasons = _of_the_day(JANUARY, scenario=scenario)

    assert [] == list(reasons)


def _of_the_day(day: date, **given: str) -> Iterator[str]:
    ledger = ledger_of(day)
    beside: dict[str, list[dict[str, Any]]] = {}
    for name in CATALOGUE.briefings:
        values = _values(name, day) | given
        if values.get("since") == str(day):
            continue  # there is no earlier day to compare it with
        try:
            notebook = ran(CATALOGUE.notebook(name), values).notebook
        except NotYetError as error:
            yield from _unfit(name, day, not_yet(name, {"as_of": day}, error.lack))
            continue
        yield from (f"{name}: {reason}" for reason in _against(notebook, ledger, beside))
        beside[name] = figures(notebook)


def _values(name: str, day: date) -> dict[str, Any]:
    """Return the parameters of a briefing on a day: few draws, all others by the catalogue."""
    declared = parameters.read(CATALOGUE.source(name), name)
    values = {key: parameter.default for key, parameter in declared.items()}
    values |= (
        CATALOGUE.briefing(name).parameters | {"as_of": str(day)} | (FEW if day < SUMMER else {})
    )
    return values


def _against(notebook: Any, ledger: Ledger, beside: dict[str, Any]) -> Iterator[str]:
    """Yield what the gate has against what cells show; pages and paper are made elsewhere."""
    quoted = text.quotable(ledger)
    yield from content.reasons(Content(notebook, ledger, beside))
    yield from printed.reasons(figures(notebook), ledger)
    yield from printed.unknown(cited(notebook), ledger)
    yield from outputs.reasons(notebook, quoted)
    for output in shown(notebook, ledger):
        yield from (f"cell {output.cell}: {told}" for told in text.reasons(output.words, quoted))


def _unfit(name: str, day: date, sentence: str) -> Iterator[str]:
    """Yield a refusal that does not say in a sentence which later day has what is missing."""
    told = re.fullmatch(rf"{name} cannot be built as of {day}: .+ since (\S+)\.", sentence)
    if told is None or date.fromisoformat(told[1]) <= day:
        yield sentence


@pytest.mark.parametrize("day", LEARNED, ids=str)
def test_no_passage_looks_forward_to_what_is_over(day: date) -> None:
    """The wording of each passage on a day is checked without its figures: on every day."""
    folder, ledger = NOTEBOOKS / "passages", ledger_of(day)
    said = []
    for name in passages.names(folder):
        with suppress(NotYetError):
            wording = passages.passage(name, day, folder)
            own = words.Own(ledger).words(_FIELD.sub("it", wording.text))
            said += [
                f"{wording.place}: {reason}"
                for reason in tenses.reasons([Shown(0, "", own, (), (), False)], ledger)
            ]

    assert [] == said


@pytest.mark.parametrize("day", DAYS)
def test_the_belief_of_a_day_knows_its_answers(day: date) -> None:
    """What is settled is certain, and what is delivered, open and gone makes the orders."""
    drawn = futures.over(cases.Case(ledger_of(day)))
    at_price = drawn.at_reported_values()
    parts = (stake.delivered_usd, stake.open_orders_usd, stake.gone_usd)

    for question in drawn.case.ledger.of(QUESTIONS).values():
        if question.about == "any_delivery" and question.outcome is not None:
            assert drawn.belief.any_by(question.by)[0] == question.outcome.value
    assert drawn.evaluate("delivered_chips").low.value >= drawn.belief.reported
    assert drawn.case.evaluate(market.orders_at_list).value == pytest.approx(
        sum(at_price.expected(part).value for part in parts), rel=1e-12
    )
