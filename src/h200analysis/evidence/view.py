"""What could be known at the end of a day: what was published, chosen and answered by then."""

from collections.abc import Container, Mapping
from datetime import date
from typing import Any, TypeVar

from h200analysis.evidence import qualifiers
from h200analysis.evidence.kind import Asked, Kind
from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.qualifiers import Rules
from h200analysis.evidence.record import held
from h200analysis.evidence.records import Claim, Conflict, Estimate, MeasureName, Parameter

D = TypeVar("D", Conflict, MeasureName, Parameter)

_GROUPED = ("conflict_group", "scope")
_UNNAMED = {
    **dict.fromkeys(("measure", "actor", "announced", "effective", "loosened", "ended")),
    "measure_precision": "day",
}


def view(record: Ledger, day: date, recorded: date = date.max) -> Ledger:
    """Return what could be known at the end of a day, of all that was recorded by another."""
    sources = {
        name: source
        for name, source in record.sources.items()
        if source.published <= day and source.recorded <= recorded
    }
    entered = {
        name: claim
        for name, claim in record.claims.items()
        if claim.source in sources and claim.recorded <= recorded
    }
    conflicts = _dated(
        record.conflicts, day, recorded, {c.conflict_group for c in entered.values()}
    )
    measures = _dated(record.measures, day, recorded, {c.measure for c in entered.values()})
    measures = {name: _as_shown(measure, entered) for name, measure in measures.items()}
    claims = {name: _as_sorted(claim, conflicts, measures) for name, claim in entered.items()}
    parameters = _dated(record.parameters, day, recorded)
    return Ledger(
        as_of=day,
        sources=sources,
        claims=claims,
        conflicts=conflicts,
        measures=measures,
        parameters={n: _as_known(p, claims, record.rules) for n, p in parameters.items()},
        scenarios={n: s for n, s in record.scenarios.items() if held((s,), day, recorded)},
        rules=record.rules.as_recorded(recorded),
        kinds=_kinds(record, Asked(day, recorded, claims, record.claims)),
        first_known=_first_known(record),
    )


def _dated(
    records: Mapping[str, D], day: date, recorded: date, told: Container[str | None] | None = None
) -> dict[str, D]:
    """Return records with the values that held; those without any, or not told of, are not there.

    All of them count as told of where nothing is said.
    """
    return {
        name: record.model_copy(update={"values": known})
        for name, record in records.items()
        if (told is None or name in told) and (known := held(record.values, day, recorded))
    }


def _kinds(record: Ledger, asked: Asked) -> dict[Kind[Any], dict[str, Any]]:
    """Return of every kind the records that were known, each as far as it was."""
    return {
        kind: {n: known for n, each in records.items() if (known := kind.known(each, asked))}
        for kind, records in record.kinds.items()
    }


def _as_sorted(
    claim: Claim, conflicts: Container[str | None], measures: Container[str | None]
) -> Claim:
    """Return a claim without the group or measure that it was put under only later."""
    ungrouped = {} if claim.conflict_group in conflicts else dict.fromkeys(_GROUPED)
    unnamed = {} if claim.measure in measures else _UNNAMED
    return claim.model_copy(update={**ungrouped, **unnamed})


def _as_shown(measure: MeasureName, claims: Container[str]) -> MeasureName:
    """Return a measure with those of the claims that show it that were known."""
    shown_by = tuple(claim for claim in measure.shown_by if claim in claims)
    return measure.model_copy(update={"shown_by": shown_by})


def _as_known(parameter: Parameter, claims: Mapping[str, Claim], rules: Rules) -> Parameter:
    """Return a parameter spread as its claims' words say; undrawn so far, it has no dimension."""
    values = tuple(_spread(value, claims, rules) for value in parameter.values)
    is_drawn = any(value.is_drawn for value in values)
    dimension = parameter.dimension if is_drawn else None
    return parameter.model_copy(update={"values": values, "dimension": dimension})


def _spread(value: Estimate, claims: Mapping[str, Claim], rules: Rules) -> Estimate:
    """Return a value with the spread of its claim, by the rules of the day it was recorded."""
    claim = claims.get(value.hedge or "")
    hedged = claim and qualifiers.spread(claim, rules.as_recorded(value.recorded).qualifiers)
    if not hedged:
        return value
    ends = {"low": hedged.low, "high": hedged.high}
    return value.model_copy(
        update={**ends, "shape": hedged.shape, "credibility": hedged.credibility}
    )


def _first_known(record: Ledger) -> dict[tuple[str, str], tuple[date, date]]:
    """Return since when each claim, scenario and parameter was known, and when it was recorded."""
    claims = {
        name: (record.sources[claim.source].published, claim.recorded)
        for name, claim in record.claims.items()
    }
    scenarios = {name: (s.since, s.recorded) for name, s in record.scenarios.items()}
    parameters = {
        name: (p.values[0].since, p.values[0].recorded) for name, p in record.parameters.items()
    }
    kinds = {"claim": claims, "scenario": scenarios, "parameter": parameters}
    return {(kind, name): days for kind, days_of in kinds.items() for name, days in days_of.items()}
