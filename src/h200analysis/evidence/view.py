"""What could be known at the end of a day: what was published, chosen and answered by then."""

from collections.abc import Mapping
from datetime import date

from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.questions import Question
from h200analysis.evidence.records import Conflict, Correlation, Estimate, Parameter


def view(record: Ledger, day: date) -> Ledger:
    """Return what could be known at the end of a day, of a record of all days."""
    sources = {name: source for name, source in record.sources.items() if source.published <= day}
    claims = {name: claim for name, claim in record.claims.items() if claim.source in sources}
    groups = {claim.conflict_group for claim in claims.values()}
    told = {claim.measure for claim in claims.values()}
    parameters = {
        name: _as_known(parameter, known)
        for name, parameter in record.parameters.items()
        if (known := tuple(value for value in parameter.values if value.since <= day))
    }
    return Ledger(
        as_of=day,
        sources=sources,
        claims=claims,
        conflicts={n: _undecided(c) for n, c in record.conflicts.items() if n in groups},
        measures={n: name for n, name in record.measures.items() if n in told},
        parameters=parameters,
        correlations=_dated(record.correlations, day),
        scenarios={n: s for n, s in record.scenarios.items() if s.since <= day},
        rules=record.rules,
        policies=tuple(policy for policy in record.policies if policy.since <= day),
        policy_states=tuple(found for found in record.policy_states if found.since <= day),
        questions=_asked(record.questions, day),
        published={
            name: figure
            for name, figure in record.published.items()
            if all(name in claims for name in figure.claims if name in record.claims)
        },
        first_known=_first_known(record),
    )


def _dated(ties: Mapping[str, Correlation], day: date) -> dict[str, Correlation]:
    """Return correlations with the values that held by a day; those without any are not there."""
    return {
        name: tie.model_copy(update={"values": known})
        for name, tie in ties.items()
        if (known := tuple(value for value in tie.values if value.since <= day))
    }


def _asked(questions: Mapping[str, Question], day: date) -> dict[str, Question]:
    """Return the questions asked by a day, answered as far as they could be."""
    return {
        name: question.model_copy(
            update={"resolutions": tuple(r for r in question.resolutions if r.since <= day)}
        )
        for name, question in questions.items()
        if question.since <= day
    }


def _undecided(conflict: Conflict) -> Conflict:
    """Return a question without what was decided about it, which is not dated."""
    return conflict.model_copy(update={"apart": None})


def _as_known(parameter: Parameter, known: tuple[Estimate, ...]) -> Parameter:
    """Return a parameter with the values known; what is not drawn yet has no dimension yet."""
    is_drawn = any(estimate.is_drawn for estimate in known)
    dimension = parameter.dimension if is_drawn else None
    return parameter.model_copy(update={"values": known, "dimension": dimension})


def _first_known(record: Ledger) -> dict[tuple[str, str], date]:
    claims = {name: record.sources[claim.source].published for name, claim in record.claims.items()}
    scenarios = {name: scenario.since for name, scenario in record.scenarios.items()}
    parameters = {name: p.values[0].since for name, p in record.parameters.items()}
    kinds = {"claim": claims, "scenario": scenarios, "parameter": parameters}
    return {(kind, name): day for kind, days in kinds.items() for name, day in days.items()}
