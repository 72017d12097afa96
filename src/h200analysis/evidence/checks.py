"""Rules between records: what one file promises about another."""

from datetime import date

from h200analysis.evidence.files import Folder
from h200analysis.evidence.records import Claim, Parameter, Scenario, Source


def check_claims(
    folder: Folder, places: dict[str, str], claims: dict[str, Claim], sources: dict[str, Source]
) -> None:
    """Claims name sources and claims that exist, and are not published before they are true."""
    for name, claim in claims.items():
        source = sources.get(claim.source)
        if source is None and claim.source in folder.seen:
            continue
        if source is None:
            folder.fault(
                places[name], name, "source", repr(claim.source), "an id of data/sources.toml"
            )
        elif not claim.forecast and claim.as_of > source.published:
            expected = f"a day not after its publication on {source.published}, or forecast = true"
            folder.fault(places[name], name, "as_of", str(claim.as_of), expected)
        if claim.supersedes is not None and claim.supersedes not in folder.seen:
            folder.fault(
                places[name], name, "supersedes", repr(claim.supersedes), "the id of a claim"
            )
    _check_groups(folder, places, claims)


def _check_groups(folder: Folder, places: dict[str, str], claims: dict[str, Claim]) -> None:
    grouped = [claim.conflict_group for claim in claims.values()]
    for name, claim in claims.items():
        if claim.conflict_group is not None and grouped.count(claim.conflict_group) == 1:
            expected = "a group with at least two claims"
            folder.fault(places[name], name, "conflict_group", repr(claim.conflict_group), expected)


def check_sources(folder: Folder, sources: dict[str, Source], claims: dict[str, Claim]) -> None:
    """Every source is used, and was published before we read it."""
    used = {claim.source for claim in claims.values()}
    for name, source in sources.items():
        if name not in used:
            folder.fault("sources.toml", name, "", "no claim that uses it", "at least one")
        if source.published > source.accessed:
            expected = f"a day not after it was accessed, {source.accessed}"
            folder.fault("sources.toml", name, "published", str(source.published), expected)


def check_parameters(
    folder: Folder,
    parameters: dict[str, Parameter],
    claims: dict[str, Claim],
    sources: dict[str, Source],
) -> None:
    """A value cites only claims known on its day; no two parameters share a dimension."""
    owners: dict[int, str] = {}
    for name, parameter in parameters.items():
        for estimate in parameter.values:
            for cited in estimate.claims:
                _check_citation(folder, name, estimate.since, cited, claims, sources)
        if parameter.balance is not None and parameter.balance not in folder.seen:
            expected = "a name of data/parameters.toml"
            folder.fault("parameters.toml", name, "balance", repr(parameter.balance), expected)
        if parameter.dimension is not None:
            owner = owners.setdefault(parameter.dimension, name)
            if owner != name:
                expected = f"a number of its own, since {owner} has this one"
                folder.fault(
                    "parameters.toml", name, "dimension", str(parameter.dimension), expected
                )


def _check_citation(
    folder: Folder,
    name: str,
    since: date,
    cited: str,
    claims: dict[str, Claim],
    sources: dict[str, Source],
) -> None:
    claim = claims.get(cited)
    if claim is None and cited in folder.seen:
        return
    if claim is None:
        folder.fault("parameters.toml", name, "claims", repr(cited), "the id of a sound claim")
    elif claim.source in sources and sources[claim.source].published > since:
        expected = f"claims published by {since}, the day the value holds from"
        found = f"{cited!r}, published {sources[claim.source].published}"
        folder.fault("parameters.toml", name, "claims", found, expected)


def check_scenarios(folder: Folder, scenarios: dict[str, Scenario]) -> None:
    """Scenarios override parameters that exist, with a number or another name."""
    if "central" not in scenarios:
        folder.fault(
            "scenarios/central.toml", "", "", "no such scenario", "the baseline of all others"
        )
    for name, scenario in scenarios.items():
        for override in scenario.parameters:
            if override not in folder.seen:
                place = f"parameters.{override}"
                expected = "a name of data/parameters.toml"
                folder.fault(f"scenarios/{name}.toml", "", place, repr(override), expected)
