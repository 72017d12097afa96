"""What rests on a claim, and what would move if it were believed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import fsum

from h200analysis.cases.case import Case
from h200analysis.cases.evaluation import Asked
from h200analysis.cases.formulas import formulas
from h200analysis.cases.outcome import Outcome
from h200analysis.errors import H200Error
from h200analysis.evidence import Claim, Ledger
from h200analysis.evidence.readings import READINGS, weighed
from h200analysis.futures.standings import Standing, standings
from h200analysis.inquiry.headlines import FORMULAS, known


@dataclass(frozen=True, slots=True)
class Move:
    """A headline figure as it is, and as it would be."""

    before: Outcome
    after: Outcome


def parameters_citing(ledger: Ledger, claim: str) -> dict[str, bool]:
    """Return the parameters that ever rested on a claim, and whether they do now."""
    return {
        name: claim in parameter.current.claims
        for name, parameter in ledger.parameters.items()
        if any(claim in value.claims for value in parameter.values)
    }


def read_with(case: Case, claim: str) -> tuple[Standing, Standing]:
    """Return where the gates stand on a case's day without a claim's reading, and with it."""
    without, with_it = standings(case, [{claim}, ()])
    return without, with_it


def counts_for(ledger: Ledger, claim: str) -> str | None:
    """Return the claim whose reading counts for the report of this one, if it has a reading."""
    reading = ledger.of(READINGS).get(claim)
    if reading is None:
        return None
    told = (each for each in weighed(ledger) if each.gate == reading.gate)
    return next(each.claim for each in told if each.report == reading.report)


def figures_on(case: Case, claim: str) -> tuple[Outcome, ...]:
    """Return every figure of the model that rests on a claim, in the model's order."""
    return tuple(outcome for outcome in _figures(case) if claim in outcome.claims)


def _figures(case: Case) -> Iterator[Outcome]:
    for formula in formulas().values():
        if isinstance(formula.result, str):
            try:
                yield case.evaluate(formula)
            except H200Error:
                continue  # on a day when it could not yet be computed


def touched(ledger: Ledger, claim: Claim) -> tuple[str, ...]:
    """Return the parameters that chose among claims like this one: its group, or its own words.

    Only a figure in the parameter's unit can take its place.
    """
    return tuple(
        name
        for name, parameter in ledger.parameters.items()
        if parameter.unit == claim.unit
        and any(_is_like(ledger.claims[cited], claim) for cited in parameter.current.claims)
    )


def moves(case: Case, parameter: str, value: float) -> tuple[Move, ...]:
    """Return the headline figures that would move if a parameter took another value."""
    there = case.let(**{parameter: value})
    before, after = (known(each.evaluate, FORMULAS) for each in (case, there))
    pairs = (Move(before[name], after[name]) for name in before)
    return tuple(move for move in pairs if move.before.value != move.after.value)


def under_each(
    case: Case, parameter: str, group: str, formula: Asked
) -> tuple[dict[str, Outcome], dict[str | None, Outcome]]:
    """Return a formula under each claim of a group alone, and for each scope the pool of those.

    The pool is linear: the mean of the results, weighed by source tier, with all claims behind it.
    """
    unit = case.ledger.parameter(parameter).unit
    alone: dict[str, Outcome] = {}
    pooled: dict[str | None, Outcome] = {}
    for pool in case.ledger.pools(group):
        usable = [n for n in pool.weights if pool.claims[n].value is not None and pool.unit == unit]
        outcomes = {name: case.let(**{parameter: name}).evaluate(formula) for name in usable}
        alone |= outcomes
        if len(outcomes) == len(pool.weights) > 1 and not pool.agrees:
            pooled[pool.scope] = _mean(outcomes, pool.weights)
    return alone, pooled


def _mean(outcomes: dict[str, Outcome], weights: Mapping[str, float]) -> Outcome:
    value = fsum(weights[name] * outcome.value for name, outcome in outcomes.items())
    inputs = {used.name: used for outcome in outcomes.values() for used in outcome.inputs}
    first = next(iter(outcomes.values()))
    return replace(first, value=value, statistic="pooled", inputs=tuple(inputs.values()))


def _is_like(cited: Claim, claim: Claim) -> bool:
    grouped = claim.conflict_group is not None and claim.conflict_group == cited.conflict_group
    return grouped or (cited.subject, cited.metric) == (claim.subject, claim.metric)
