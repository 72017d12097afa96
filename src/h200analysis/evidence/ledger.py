"""The ledger as of a day: exactly what a reader could have known then."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from h200analysis.counting import counted
from h200analysis.errors import Attributes, instead
from h200analysis.evidence import conflicts
from h200analysis.evidence.answers import Place, answer, unnoted
from h200analysis.evidence.conflicts import Pool
from h200analysis.evidence.faults import NotKnownError, NotYetKnownError
from h200analysis.evidence.kind import Kind, recorded_days
from h200analysis.evidence.qualifiers import Rules
from h200analysis.evidence.record import Judgement, Record
from h200analysis.evidence.records import Claim, Conflict, MeasureName, Parameter, Scenario, Source

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
R = TypeVar("R", bound=Record)

_LISTERS = {
    "claim": "h200 evidence",
    "parameter": "h200 parameters",
    "scenario": "h200 scenarios",
}


@dataclass(frozen=True, slots=True)
class Ledger(Attributes):
    """What was known on `as_of`: sources published, claims made, values chosen by that day.

    `first_known` is for error messages alone: it takes no part in comparison or fingerprint.
    `noted_by` is where its reading is noted (see `reads`); a changed copy is noted by its records.
    """

    as_of: date
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    conflicts: Mapping[str, Conflict]
    measures: Mapping[str, MeasureName]
    parameters: Mapping[str, Parameter]
    scenarios: Mapping[str, Scenario]
    rules: Rules
    kinds: Mapping[Kind[Any], Mapping[str, Any]]
    first_known: Mapping[tuple[str, str], tuple[date, date]] = field(compare=False, repr=False)
    noted_by: Place | None = field(init=False, default=None, compare=False, repr=False)

    def parameter(self, name: str) -> Parameter:
        """Return a parameter, or refuse in a sentence if nobody knew it on that day."""
        return self._known(self.parameters, name, "parameter", "data/parameters.toml")

    def scenario(self, name: str) -> Scenario:
        """Return a scenario, or refuse in a sentence if nobody knew it on that day."""
        return self._known(self.scenarios, name, "scenario", "data/scenarios/")

    def claim(self, name: str) -> Claim:
        """Return a claim, or refuse in a sentence if nobody knew it on that day."""
        return self._known(self.claims, name, "claim", "data/claims/")

    def of(self, kind: Kind[R]) -> Mapping[str, R]:
        """Return the records of a kind, such as `questions.QUESTIONS`, by name."""
        return self.kinds.get(kind, {})

    def __repr__(self) -> str:
        """Return its day and what it holds, on a line."""
        counts = (
            counted(len(getattr(self, f"{kind}s")), kind)
            for kind in ("source", "claim", "parameter", "scenario")
        )
        return f"<Ledger as of {self.as_of}: {', '.join(counts)}>"

    def frame(self, kind: str) -> "pd.DataFrame":
        """Return claims, sources, parameters, measures or conflicts as a data frame.

        Ids are its index; `attrs["columns"]` says what each column holds.

        >>> from h200analysis import evidence
        >>> frame = evidence.read("2026-01-15").frame("parameters")
        >>> frame.loc["orders_chips", "title"], frame.loc["orders_chips", "unit"]
        ('Orders reported', 'chip')
        """
        from h200analysis.evidence import frames

        return frames.frame(self, kind)

    def source_of(self, claim: str) -> Source:
        """Return the source of a claim."""
        return self.sources[self.claim(claim).source]

    @answer("the day of the newest publication")
    def newest(self) -> date:
        """Return the day of the newest publication in the view."""
        if not self.sources:
            raise NotKnownError(f"Nothing was known on {self.as_of}; choose a later day.")
        return max(source.published for source in self.sources.values())

    @unnoted
    def newest_recorded(self) -> date:
        """Return the day of the newest record of the view: as it was recorded then, it is the same.

        Of values that held in turn every one counts, since all are part of the evidence hash.
        """
        days = [day for record in self._records() for day in recorded_days(record)]
        if not days:
            raise NotKnownError(f"Nothing was known on {self.as_of}; choose a later day.")
        return max(days)

    @answer("the days on which judgements were made with hindsight")
    def hindsight(self) -> tuple[date, ...]:
        """Return the days, after that of the view, on which judgements that it rests on were made.

        They are those in force: values of parameters and correlations, how questions between claims
        are put and measures named, scenarios, how
        claims are read, when the leaders are expected to meet.
        """
        return tuple(sorted({j.recorded for j in self._judgements() if j.recorded > self.as_of}))

    @property
    @answer("whether all judgements were made with hindsight")
    def is_in_hindsight(self) -> bool:
        """Tell whether every judgement that the view rests on was made after its day."""
        days = [judged.recorded for judged in self._judgements()]
        return bool(days) and min(days) > self.as_of

    @answer("what beside values is judged")
    def judged(self) -> tuple[str, ...]:
        """Return what of the view is a judgement beside values: a project may have no odds."""
        has_readings = any(kind.name == "readings" and each for kind, each in self.kinds.items())
        odds = ("odds", "readings") if has_readings else ()
        return (*odds, "the grouping of reports") if self.conflicts else odds

    def _known_kinds(self) -> Iterator[tuple[Kind[Any], Mapping[str, Any]]]:
        return ((kind, entries) for kind, entries in self.kinds.items() if kind.is_known)

    def _records(self) -> Iterator[Record]:
        """Yield every record that is part of the evidence hash."""
        kinds = (entries for _, entries in self._known_kinds())
        for records in (self.sources, self.claims, self.conflicts, self.measures,
                        self.parameters, self.scenarios, *kinds):  # fmt: skip
            yield from records.values()

    def _judgements(self) -> Iterator[Judgement]:
        yield from (parameter.current for parameter in self.parameters.values())
        yield from (conflict.current for conflict in self.conflicts.values())
        yield from (measure.current for measure in self.measures.values())
        yield from self.scenarios.values()
        for kind, records in self.kinds.items():
            yield from (judged for each in records.values() for judged in kind.decisions(each))

    def group(self, name: str) -> dict[str, Claim]:
        """Return the claims of one conflict group, in the order of publication."""
        return {claim: self.claims[claim] for claim in self._members(name)}

    @answer("the claims of the conflict group {}")
    def _members(self, group: str) -> tuple[str, ...]:
        members = (name for name, claim in self.claims.items() if claim.conflict_group == group)
        return tuple(sorted(members, key=lambda name: (self.source_of(name).published, name)))

    def pools(self, name: str) -> tuple[Pool, ...]:
        """Return what the claims of a conflict group come to, for each scope by itself."""
        return conflicts.pools(self.group(name), self.sources, self.rules.weights)

    @unnoted
    def fingerprint(self) -> str:
        """Return a hash of the whole view: equal views have equal hashes, whatever the files.

        The day on which we read a source is no part of what could be known, nor is the register of
        published figures, which bears no days of its own.
        """
        view = {
            kind: {name: _plain(record) for name, record in sorted(records.items())}
            for kind, records in self._by_kind()
        }
        own = {
            "as_of": str(self.as_of),
            "weights": self.rules.weights,
            "read_until": str(self.rules.read_by(self.as_of)),
        }
        text = json.dumps({**own, **view}, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @unnoted
    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every record that the fingerprint covers, as JSON, by kind and name."""
        for kind, records in self._by_kind():
            for name, record in sorted(records.items()):
                yield f"{kind}.{name}", json.dumps(_plain(record), sort_keys=True)

    def _by_kind(self) -> Iterator[tuple[str, Mapping[str, Record]]]:
        yield "sources", self.sources
        yield "claims", self.claims
        yield "conflicts", self.conflicts
        yield "measures", self.measures
        yield "parameters", self.parameters
        yield "scenarios", self.scenarios
        yield from ((kind.name, entries) for kind, entries in self._known_kinds() if entries)

    def _known(self, records: Mapping[str, T], name: str, kind: str, place: str) -> T:
        if name in records:
            return records[name]
        if (kind, name) in self.first_known:
            since, recorded = self.first_known[kind, name]
            if since <= self.as_of:
                raise NotYetKnownError(
                    f"The {kind} {name!r} was not yet in the ledger: it was recorded on "
                    f"{recorded}. Choose a later day for `recorded`.",
                    f"{name} is recorded since {recorded}",
                )
            raise NotYetKnownError(
                f"The {kind} {name!r} was not yet known on {self.as_of}: it is first known on "
                f"{since}. Choose a later day.",
                f"{name} is known since {since}",
            )
        told = instead(name, records, _LISTERS[kind])
        raise NotKnownError(f"There is no {kind} {name!r} in {place}; {told}")


def _plain(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude={"accessed"})
