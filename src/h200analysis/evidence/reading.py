"""Reading the data folder: every record of every day, then the view of one."""

import logging
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from h200analysis.errors import ArgumentError
from h200analysis.evidence import checks, qualifiers
from h200analysis.evidence.faults import DataError
from h200analysis.evidence.files import Folder
from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.policy_states import DatedPolicyState, PolicyModel
from h200analysis.evidence.published import PublishedFigure
from h200analysis.evidence.qualifiers import Rules
from h200analysis.evidence.questions import Question
from h200analysis.evidence.records import (
    Claim,
    Conflict,
    Correlation,
    MeasureName,
    Parameter,
    Scenario,
    Source,
)
from h200analysis.evidence.view import view

logger = logging.getLogger(__name__)


def read(as_of: str | date, data: str | Path | None = None) -> Ledger:
    """Read the ledger as it could be known at the end of a day.

    `data` is the data folder: by default that of the environment variable H200_DATA, else the
    checkout's own. Raises `DataError` with every fault of every file.
    """
    folder = Folder(folder_of(data))
    record = _every(folder)
    if folder.faults or record is None:
        raise DataError(folder.located())
    known = view(record, day(as_of))
    logger.debug("%s: %d claims were known on %s", folder.root, len(known.claims), known.as_of)
    return known


def latest_day(data: str | Path | None = None) -> date:
    """Return the newest publication date of the ledger, by which all of it was known."""
    return max(source.published for source in read(date.max, data).sources.values())


def folder_of(data: str | Path | None = None) -> Path:
    """Return the data folder that is read where none, or this one, is named."""
    return Path(data or os.environ.get("H200_DATA") or _checkout())


def day(as_of: str | date) -> date:
    """Return a day given as such or as text; refuse what is none."""
    if isinstance(as_of, date):
        return as_of
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        raise ArgumentError(f"as_of is {as_of!r}; expected a day such as '2026-01-15'.") from None


def _checkout() -> Path:
    return Path(__file__).parents[3] / "data"


def _every(folder: Folder) -> Ledger | None:
    """Read every record of every day, noting what is wrong in `folder.faults`."""
    sources = folder.records("sources.toml", Source)
    claims, places = _claims(folder)
    groups = folder.records("conflicts.toml", Conflict)
    measures = folder.records("measures.toml", MeasureName)
    parameters = folder.records("parameters.toml", Parameter)
    correlations = folder.records("correlations.toml", Correlation)
    scenarios = _scenarios(folder)
    rules = folder.record("rules.toml", "", folder.table("rules.toml"), Rules)
    if folder.unread or rules is None:  # what stands there is unknown, so who names it is too
        return None
    policies = _policies(folder)
    policy_states = folder.records("policy_states.toml", DatedPolicyState)
    questions = folder.records("questions.toml", Question)
    published = folder.records("published.toml", PublishedFigure)
    hedged = {
        name: _hedged(folder, name, parameter, claims, rules)
        for name, parameter in parameters.items()
    }
    record = Ledger(
        as_of=date.max,
        sources=sources,
        claims=claims,
        conflicts=groups,
        measures=measures,
        parameters=hedged,
        correlations=correlations,
        scenarios=scenarios,
        rules=rules,
        policies=policies,
        policy_states=tuple(sorted(policy_states.values(), key=lambda found: found.since)),
        questions=questions,
        published=published,
        first_known={},
    )
    checks.check(folder, places, record)
    return record


def _claims(folder: Folder) -> tuple[dict[str, Claim], dict[str, str]]:
    """Return the claims of all files by id, and the file that each stands in."""
    claims: dict[str, Claim] = {}
    places: dict[str, str] = {}
    for name in folder.names("claims/*.toml"):
        for key, claim in folder.records(name, Claim).items():
            if key in claims:
                folder.fault(name, key, "", f"an id also used in {places[key]}", "an id of its own")
            claims[key], places[key] = claim, name
    return claims, places


def _scenarios(folder: Folder) -> dict[str, Scenario]:
    scenarios: dict[str, Scenario] = {}
    for name in folder.names("scenarios/*.toml"):
        raw = folder.table(name)
        if raw and (scenario := folder.record(name, "", raw, Scenario)):
            scenarios[Path(name).stem] = scenario
    return scenarios


def _policies(folder: Folder) -> tuple[PolicyModel, ...]:
    """Return what was supposed of policy, the oldest first."""
    read_ = (
        folder.record(n, "", folder.table(n), PolicyModel) for n in folder.names("policy/*.toml")
    )
    return tuple(sorted((policy for policy in read_ if policy), key=lambda policy: policy.since))


def _hedged(
    folder: Folder, name: str, parameter: Parameter, claims: Mapping[str, Claim], rules: Rules
) -> Parameter:
    """Return the parameter with the spread that a claim's words give, where a value asks for it."""
    values = []
    for number, value in enumerate(parameter.values):
        claim = claims.get(value.hedge or "")
        found = qualifiers.spread(claim, rules.qualifiers) if claim else None
        if value.hedge is None or (claim is None and value.hedge in folder.seen):
            values.append(value)
            continue
        if claim is None or found is None or claim.value != value.central:
            told = repr(value.hedge) if claim is None else f"“{claim.qualifier}” of {claim.middle}"
            expected = "a claim of this very value whose words data/rules.toml reads"
            folder.fault("parameters.toml", name, f"values.{number}.hedge", told, expected)
            continue
        ends = {"low": found.low, "high": found.high}
        said = {"shape": found.shape, "credibility": found.credibility}
        values.append(value.model_copy(update=ends | said))
    return parameter.model_copy(update={"values": tuple(values)})
