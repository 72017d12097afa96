"""Rules for claims that differ: they form a group, and each group is resolved by a stated rule."""

from collections.abc import Iterator, Mapping
from datetime import date
from math import isclose
from typing import TYPE_CHECKING

from h200analysis.evidence import conflicts
from h200analysis.evidence.conflicts import Pool
from h200analysis.evidence.files import Folder
from h200analysis.evidence.records import Claim, Estimate, Source

if TYPE_CHECKING:
    from h200analysis.evidence.ledger import Ledger

_POOLED = 0.01  # a pooled value is rounded as a report would round it


def check(folder: Folder, places: Mapping[str, str], ledger: "Ledger") -> None:
    """Note ungrouped contradictions, unsound groups, and values taken by no rule or against it."""
    _check_contradictions(folder, places, ledger)
    _check_groups(folder, places, ledger)
    for name, parameter in ledger.parameters.items():
        for number, estimate in enumerate(parameter.values):
            for found, expected in _wrong_choices(estimate, ledger):
                field = f"values.{number}.choice"
                folder.fault("parameters.toml", name, field, found, expected)


def _check_contradictions(folder: Folder, places: Mapping[str, str], ledger: "Ledger") -> None:
    """Figures of one subject, metric and day that differ stand in one group."""
    first: dict[tuple[object, ...], str] = {}
    for name, claim in ledger.claims.items():
        if claim.bounds is None:
            continue
        other = first.setdefault((claim.subject, claim.metric, claim.as_of, claim.unit), name)
        rival = ledger.claims[other]
        grouped = claim.conflict_group is not None and claim.conflict_group == rival.conflict_group
        if rival.bounds != claim.bounds and not grouped and claim.supersedes != other:
            expected = f"the group of {other!r}, which differs on the same thing"
            folder.fault(places[name], name, "conflict_group", repr(claim.conflict_group), expected)


def _check_groups(folder: Folder, places: Mapping[str, str], ledger: "Ledger") -> None:
    members: dict[str, list[str]] = {}
    for name, claim in ledger.claims.items():
        if claim.conflict_group is not None:
            members.setdefault(claim.conflict_group, []).append(name)
    chosen = {
        ledger.claims[cited].conflict_group
        for parameter in ledger.parameters.values()
        for estimate in parameter.values
        if _chooses(estimate)
        for cited in estimate.claims
        if cited in ledger.claims
    }
    for group, names in members.items():
        file, name = places[names[0]], names[0]
        if len(names) == 1:
            expected = "a group with at least two claims"
            folder.fault(file, name, "conflict_group", repr(group), expected)
        if group not in folder.seen:
            expected = "a record of data/conflicts.toml"
            folder.fault(file, name, "conflict_group", repr(group), expected)
        for scope, units in _units(ledger, names).items():
            if len(units) > 1:
                found = f"{' and '.join(sorted(units))} under the scope {scope!r}"
                folder.fault(file, name, "scope", found, f"one unit in each scope of {group!r}")
    for group, record in ledger.conflicts.items():
        if group not in members:
            folder.fault("conflicts.toml", group, "", "no claim of this group", "two or more")
        elif record.apart is not None and group in chosen:
            found = f"{record.apart!r}, while a parameter cites one of its claims"
            expected = "a value without `apart`, since the day on which the parameter chooses"
            folder.fault("conflicts.toml", group, "apart", found, expected)
        elif record.apart is None and group not in chosen:
            expected = "`apart`: why no parameter chooses among its claims"
            folder.fault("conflicts.toml", group, "apart", "nothing", expected)


def _units(ledger: "Ledger", names: list[str]) -> dict[str | None, set[str]]:
    units: dict[str | None, set[str]] = {}
    for name in names:
        claim = ledger.claims[name]
        units.setdefault(claim.scope, set()).update({claim.unit} if claim.unit else ())
    return units


def _chooses(estimate: Estimate) -> bool:
    """Tell whether a value is that of claims; one that we assume only leans on those it cites."""
    return estimate.assumed is None or estimate.choice is not None


def _wrong_choices(estimate: Estimate, ledger: "Ledger") -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the way in which a value was taken among claims that differ."""
    if not _chooses(estimate):
        return
    cited = [name for name in estimate.claims if name in ledger.claims]
    groups = dict.fromkeys(ledger.claims[name].conflict_group for name in cited)
    for group in groups:
        if group is None:
            continue
        if estimate.choice is None:
            rules = "agreed, best_tier, newest, earliest, pooled or judged"
            yield f"no rule for the group {group!r}", rules
            continue
        taken = {name for name in cited if ledger.claims[name].conflict_group == group}
        known = _known(ledger, group, estimate)
        pools = conflicts.pools(known, ledger.sources, ledger.rules.weights)
        yield from _broken(estimate, taken, ledger, [p for p in pools if taken & p.claims.keys()])


def _known(ledger: "Ledger", group: str, estimate: Estimate) -> dict[str, Claim]:
    """Return the claims of a group that stood in the ledger when the value was recorded."""
    return {
        name: claim
        for name, claim in ledger.claims.items()
        if claim.conflict_group == group
        and claim.source in ledger.sources
        and ledger.sources[claim.source].published <= estimate.since
        and claim.recorded <= estimate.recorded
    }


def _broken(
    estimate: Estimate, taken: set[str], ledger: "Ledger", pools: list[Pool]
) -> Iterator[tuple[str, str]]:
    if estimate.choice == "judged":
        return
    if len(pools) > 1:
        scopes = ", ".join(repr(pool.scope) for pool in pools)
        yield f"claims of the scopes {scopes}", "claims of one scope, or the choice 'judged'"
    for pool in pools:
        names = [name for name in pool.claims if name in pool.weights] or list(pool.claims)
        sources = {name: ledger.sources[pool.claims[name].source] for name in names}
        best = min(source.tier for source in sources.values())
        wanted = {
            "agreed": set(names) if pool.agrees else set(),
            "best_tier": _agreed(pool, [name for name in names if sources[name].tier == best]),
            "newest": {name for name in names if sources[name].published == _last(sources)},
            "earliest": {name for name in names if sources[name].published == _first(sources)},
            "pooled": set(names),
        }[estimate.choice or ""]
        if not taken & wanted:
            found = (
                f"{estimate.choice!r}, which takes {sorted(wanted) or 'none, since they differ'}"
            )
            yield found, f"a rule that takes {sorted(taken)}, or the claims that it takes"
        yield from _beside(estimate, pool, taken)


def _agreed(pool: Pool, names: list[str]) -> set[str]:
    """Return the claims if their figures are the same, or none of them."""
    return set(names) if len({pool.claims[name].bounds for name in names}) == 1 else set()


def _beside(estimate: Estimate, pool: Pool, taken: set[str]) -> Iterator[tuple[str, str]]:
    """Yield a central value that is not what the claims taken, or their pool, say."""
    if estimate.choice == "pooled":
        if pool.mean is None or not isclose(estimate.central, pool.mean, rel_tol=_POOLED):
            yield f"a central value of {estimate.central:,g}", f"the pool's mean, {pool.mean}"
        return
    bounds = [claim.bounds for name in taken if (claim := pool.claims.get(name)) and claim.bounds]
    if bounds and not any(low <= estimate.central <= high for low, high in bounds):
        yield f"a central value of {estimate.central:,g}", f"what {sorted(taken)} say"


def _last(sources: Mapping[str, Source]) -> date:
    return max(source.published for source in sources.values())


def _first(sources: Mapping[str, Source]) -> date:
    return min(source.published for source in sources.values())
