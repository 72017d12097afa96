"""Reports that differ: each alone, their range, a pool by source tier, and where they only seem to.

Claims that speak of different things (each or in total, orders or interest) have different
`scope`s; they are never pooled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from h200analysis.evidence.records import Claim, Source


@dataclass(frozen=True, slots=True)
class Pool:
    """The claims of one scope of a group, in the order of publication, and what they come to.

    `weights` add up to 1 over the claims with a figure: by tier, reports of one origin counting
    once between them. `mean` is the mean of the linear pool, `low` and `high` its range.
    """

    scope: str | None
    unit: str | None
    claims: Mapping[str, Claim] = field(repr=False)
    weights: Mapping[str, float] = field(repr=False)
    mean: float | None
    low: float | None
    high: float | None

    @property
    def agrees(self) -> bool:
        """Whether all figures of the scope are the same, ranges end by end."""
        return len({self.claims[name].bounds for name in self.weights}) <= 1


def pools(
    claims: Mapping[str, Claim], sources: Mapping[str, Source], tiers: Sequence[float]
) -> tuple[Pool, ...]:
    """Return one pool for each scope among the claims of a group, the first reported first."""
    ordered = sorted(claims, key=lambda name: (sources[claims[name].source].published, name))
    scopes = dict.fromkeys(claims[name].scope for name in ordered)
    return tuple(
        _pool(scope, {n: claims[n] for n in ordered if claims[n].scope == scope}, sources, tiers)
        for scope in scopes
    )


def origin(claim: Claim, source: Source) -> str:
    """Return whose report a claim's words come from: its own origin, or whom its source relays.

    A source that relays nobody is itself the origin.
    """
    return claim.origin or source.via or source.publisher


def _pool(
    scope: str | None,
    claims: dict[str, Claim],
    sources: Mapping[str, Source],
    tiers: Sequence[float],
) -> Pool:
    weights = _weights(claims, sources, tiers)
    bounds = [claims[name].bounds or (0.0, 0.0) for name in weights]
    return Pool(
        scope=scope,
        unit=next((claims[name].unit for name in weights), None),
        claims=claims,
        weights=weights,
        mean=fsum(w * (claims[n].middle or 0.0) for n, w in weights.items()) if weights else None,
        low=min((low for low, _ in bounds), default=None),
        high=max((high for _, high in bounds), default=None),
    )


def _weights(
    claims: Mapping[str, Claim], sources: Mapping[str, Source], tiers: Sequence[float]
) -> dict[str, float]:
    """Give each origin the weight of its best source, shared among the claims that relay it."""
    origins: dict[str, list[str]] = {}
    for name, claim in claims.items():
        if claim.middle is not None and not _is_superseded(name, claims):
            origins.setdefault(origin(claim, sources[claim.source]), []).append(name)
    shares = {
        name: max(tiers[sources[claims[n].source].tier - 1] for n in names) / len(names)
        for names in origins.values()
        for name in names
    }
    total = fsum(shares.values())
    return {name: shares[name] / total for name in claims if name in shares}


def _is_superseded(name: str, claims: Mapping[str, Claim]) -> bool:
    return any(claim.supersedes == name for claim in claims.values())
