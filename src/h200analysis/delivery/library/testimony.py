"""The claims that editions rest on, a page each: who said what, who differs, where it is used."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from h200analysis.delivery.library.holdings import Holding
from h200analysis.delivery.library.leaf import Leaf
from h200analysis.delivery.library.pages import Press
from h200analysis.delivery.library.rendering import claim_path
from h200analysis.evidence import Ledger
from h200analysis.exhibits.marks import claimed, day, publication, quoted
from h200analysis.inquiry.claims import parameters_citing

_AS_GIVEN = 9  # significant digits: more than any report gives
_SHOWN = 24  # editions of a briefing that a page links to; the others are told by their number


def leaves(press: Press, ledger: Ledger, holdings: Sequence[Holding]) -> Iterator[Leaf]:
    """Yield a page for each claim of the ledger, and the one that lists them all."""
    used = _used(holdings)
    told = {name: _told(ledger, name) for name in _newest_first(ledger)}
    for name, claim in told.items():
        yield press.page(
            claim_path(name),
            "claim.html",
            claim=claim,
            rivals=_rivals(ledger, name, told),
            conflict=_conflict(ledger, name),
            parameters=_parameters(ledger, name),
            used=used.get(name, []),
        )
    yield press.page(
        "claims.html", "claims.html", claims=list(told.values()), on=day(ledger.as_of),
        uses={name: sum(use["count"] for use in used.get(name, [])) for name in told},
    )  # fmt: skip


def entries(ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """Yield what a search finds of each claim: its path, its head, and its words."""
    for name in _newest_first(ledger):
        told = _told(ledger, name)
        words = f"{told['paraphrase']} {told['figure']} {told['reported']} {name}"
        yield claim_path(name), told["head"], words


def _newest_first(ledger: Ledger) -> list[str]:
    return sorted(
        ledger.claims, key=lambda name: (ledger.source_of(name).published, name), reverse=True
    )


def _told(ledger: Ledger, name: str) -> dict[str, Any]:
    claim, source = ledger.claims[name], ledger.source_of(name)
    replaced_by = [other for other, each in ledger.claims.items() if each.supersedes == name]
    return {
        "name": name,
        "head": f"{claim.subject}: {claim.metric}",
        "paraphrase": claim.paraphrase,
        "figure": "" if claim.bounds is None else claimed(claim, _AS_GIVEN),
        "quoted": quoted(claim),
        "attribution": claim.attribution,
        "origin": claim.origin or "",
        "is_forecast": claim.forecast,
        "true_of": day(claim.as_of),
        "recorded": day(claim.recorded),
        "reported": publication(claim, source),
        "published": str(source.published),
        "source": {"title": source.title, "url": source.url, "kind": source.kind,
                   "tier": source.tier},
        "scope": claim.scope or "",
        "supersedes": claim.supersedes or "",
        "superseded_by": sorted(replaced_by),
    }  # fmt: skip


def _conflict(ledger: Ledger, name: str) -> str:
    group = ledger.claims[name].conflict_group
    return ledger.conflicts[group].question if group else ""


def _rivals(ledger: Ledger, name: str, told: Mapping[str, Any]) -> list[Any]:
    group = ledger.claims[name].conflict_group
    return [told[other] for other in ledger.group(group) if other != name] if group else []


def _parameters(ledger: Ledger, name: str) -> list[dict[str, Any]]:
    return [
        {"title": ledger.parameters[parameter].title, "is_current": is_current}
        for parameter, is_current in parameters_citing(ledger, name).items()
    ]


def _used(holdings: Iterable[Holding]) -> dict[str, list[dict[str, Any]]]:
    """Return for each claim the editions whose figures rest on it, the newest first, by name."""
    found: dict[str, dict[str, list[Holding]]] = {}
    for holding in holdings:
        for claim in holding.card.claims:
            found.setdefault(claim, {}).setdefault(holding.card.name, []).append(holding)
    return {
        claim: [_use(name, editions) for name, editions in by_name.items()]
        for claim, by_name in found.items()
    }


def _use(name: str, editions: Sequence[Holding]) -> dict[str, Any]:
    newest = editions[::-1][:_SHOWN]
    return {
        "name": name,
        "subject": editions[0].subject,
        "count": len(editions),
        "first": editions[0].card.on,
        "editions": [
            {"folder": each.card.folder, "on": each.card.on, "number": each.card.number,
             "is_withdrawn": each.withdrawal is not None}
            for each in newest
        ],
    }  # fmt: skip
