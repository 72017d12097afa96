"""The ledger as of a day: exactly what a reader could have known then."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from h200analysis.evidence import checks, conflicts, qualifiers
from h200analysis.evidence.conflicts import Pool
from h200analysis.evidence.faults import DataError, NotKnownError
from h200analysis.evidence.files import Folder
from h200analysis.evidence.published import PublishedFigure
from h200analysis.evidence.qualifiers import Rules
from h200analysis.evidence.questions import Question
from h200analysis.evidence.records import (
    Claim,
    Conflict,
    Correlation,
    Estimate,
    MeasureName,
    Parameter,
    Scenario,
    Source,
)
from h200analysis.evidence.regimes import PolicyModel, PolicyStanding

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was known on `as_of`: sources published, claims made, values chosen by that day.

    `first_known` is for error messages alone: it takes no part in comparison or fingerprint.
    """

    as_of: date
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    conflicts: Mapping[str, Conflict]
    measures: Mapping[str, MeasureName]
    parameters: Mapping[str, Parameter]
    correlations: Mapping[str, Correlation]
    scenarios: Mapping[str, Scenario]
    rules: Rules
    policies: tuple[PolicyModel, ...]
    standings: tuple[PolicyStanding, ...]
    questions: Mapping[str, Question]
    published: Mapping[str, PublishedFigure]
    first_known: Mapping[tuple[str, str], date] = field(compare=False, repr=False)

    def parameter(self, name: str) -> Parameter:
        """Return a parameter, or refuse in a sentence if nobody knew it on that day."""
        return self._known(self.parameters, name, "parameter", "data/parameters.toml")

    def scenario(self, name: str) -> Scenario:
        """Return a scenario, or refuse in a sentence if nobody knew it on that day."""
        return self._known(self.scenarios, name, "scenario", "data/scenarios/")

    def claim(self, name: str) -> Claim:
        """Return a claim, or refuse in a sentence if nobody knew it on that day."""
        return self._known(self.claims, name, "claim", "data/claims/")

    def policy(self) -> PolicyModel:
        """Return what is supposed of policy, or refuse in a sentence if nothing was yet."""
        if not self.policies:
            raise NotKnownError(f"Nothing was supposed of the states of policy on {self.as_of}.")
        return self.policies[-1]

    def standing(self) -> PolicyStanding:
        """Return how policy stands, or refuse in a sentence if nothing was said of it yet."""
        if not self.standings:
            raise NotKnownError(f"Nothing was said of the state of policy on {self.as_of}.")
        return self.standings[-1]

    def source_of(self, claim: str) -> Source:
        """Return the source of a claim."""
        return self.sources[self.claim(claim).source]

    def newest(self) -> date:
        """Return the day of the newest publication in the view."""
        return max(source.published for source in self.sources.values())

    def group(self, name: str) -> dict[str, Claim]:
        """Return the claims of one conflict group, in the order of publication."""
        members = {k: c for k, c in self.claims.items() if c.conflict_group == name}
        return dict(
            sorted(members.items(), key=lambda kc: (self.source_of(kc[0]).published, kc[0]))
        )

    def pools(self, name: str) -> tuple[Pool, ...]:
        """Return what the claims of a conflict group come to, for each scope by itself."""
        return conflicts.pools(self.group(name), self.sources, self.rules.weights)

    def fingerprint(self) -> str:
        """Return a hash of the whole view: equal views have equal hashes, whatever the files.

        The day on which we read a source is no part of what could be known.
        """
        view = {
            kind: {
                name: record.model_dump(mode="json", exclude={"accessed"})
                for name, record in sorted(records.items())
            }
            for kind, records in (
                ("sources", self.sources),
                ("claims", self.claims),
                ("conflicts", self.conflicts),
                ("measures", self.measures),
                ("parameters", self.parameters),
                ("correlations", self.correlations),
                ("scenarios", self.scenarios),
                ("questions", self.questions),
                ("published", self.published),
            )
        }
        own = {
            "as_of": str(self.as_of),
            "weights": self.rules.weights,
            "policies": [policy.model_dump(mode="json") for policy in self.policies],
            "standings": [standing.model_dump(mode="json") for standing in self.standings],
        }
        text = json.dumps({**own, **view}, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def _known(self, records: Mapping[str, T], name: str, kind: str, place: str) -> T:
        if name in records:
            return records[name]
        if (kind, name) in self.first_known:
            since = f"it is first known on {self.first_known[kind, name]}"
            raise NotKnownError(
                f"The {kind} {name!r} was not yet known on {self.as_of}: {since}. "
                "Choose a later day."
            )
        known = ", ".join(sorted(records)) or "none"
        raise NotKnownError(f"There is no {kind} {name!r} in {place}; known are: {known}.")


def read(as_of: str | date, data: str | Path | None = None) -> Ledger:
    """Read the ledger as it could be known at the end of a day.

    `data` is the data folder: by default that of the environment variable H200_DATA, else the
    checkout's own. Raises `DataError` with every fault of every file.
    """
    folder = Folder(folder_of(data))
    record = _read_all(folder)
    if folder.faults or record is None:
        raise DataError(folder.located())
    return _view(record, day(as_of))


def latest_day(data: str | Path | None = None) -> date:
    """Return the newest publication date of the ledger, by which all of it was known."""
    return max(source.published for source in read(date.max, data).sources.values())


def folder_of(data: str | Path | None = None) -> Path:
    """Return the data folder that is read where none, or this one, is named."""
    return Path(data or os.environ.get("H200_DATA") or _checkout())


def _read_all(folder: Folder) -> Ledger | None:
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
    standings = folder.records("policy_states.toml", PolicyStanding)
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
        standings=tuple(sorted(standings.values(), key=lambda found: found.since)),
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
        folder.record(n, "", folder.table(n), PolicyModel) for n in folder.names("regimes/*.toml")
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


def _view(record: Ledger, day: date) -> Ledger:
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
        correlations={
            name: tie.model_copy(update={"values": since})
            for name, tie in record.correlations.items()
            if (since := tuple(value for value in tie.values if value.since <= day))
        },
        scenarios={n: s for n, s in record.scenarios.items() if s.since <= day},
        rules=record.rules,
        policies=tuple(policy for policy in record.policies if policy.since <= day),
        standings=tuple(found for found in record.standings if found.since <= day),
        questions={
            name: question.model_copy(
                update={"resolutions": tuple(r for r in question.resolutions if r.since <= day)}
            )
            for name, question in record.questions.items()
            if question.since <= day
        },
        published={
            name: figure
            for name, figure in record.published.items()
            if all(name in claims for name in figure.claims if name in record.claims)
        },
        first_known=_first_known(record),
    )


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


def day(as_of: str | date) -> date:
    """Return a day given as such or as text; refuse what is none."""
    if isinstance(as_of, date):
        return as_of
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        raise ValueError(f"as_of is {as_of!r}; expected a day such as '2026-01-15'.") from None


def _checkout() -> Path:
    return Path(__file__).parents[3] / "data"
