"""The claims known on a day, or learned between two days, as a listing."""

from collections.abc import Iterable, Mapping

from rich.table import Column

from h200analysis.counting import counted
from h200analysis.evidence import Claim, Ledger
from h200analysis.evidence.news import News, learned, on_subject
from h200analysis.exhibits.marks import claimed
from h200analysis.exhibits.terminal.console import NAME, QUIET, WARNING, line, table
from h200analysis.exhibits.terminal.listing import Listing

COLUMNS = ("id", "subject", "metric", "figure", "unit", "qualifier", "as_of", "forecast",
           "published", "publisher", "via", "origin", "tier", "attribution", "paraphrase",
           "conflict_group", "scope", "supersedes", "measure", "url", "recorded",
           "change")  # fmt: skip
_AS_GIVEN = 9  # significant digits: more than any report gives


def known(ledger: Ledger, subject: str | None = None) -> Listing:
    """Return all that was known on the ledger's day, of one subject if it is named."""
    names = on_subject(ledger, ledger.claims, subject)
    return _listing(ledger, names, {}, f"{counted(len(names), 'claim')} known on {ledger.as_of}")


def news(earlier: Ledger, later: Ledger, subject: str | None = None) -> Listing:
    """Return what was learned after the earlier day and by the later one."""
    added = learned(earlier, later)
    names = on_subject(later, (*added.new, *added.superseded), subject)
    new = sum(name in added.new for name in names)
    disputed = {name for newcomers in added.disputed.values() for name in newcomers}
    closing = (
        f"{counted(new, 'claim')} learned after {earlier.as_of} and by {later.as_of}: "
        f"{len(disputed.intersection(names))} of them in conflict; "
        f"{counted(len(names) - new, 'older one')} superseded"
    )
    return _listing(later, names, _changes(added), closing)


def _changes(added: News) -> dict[str, str]:
    """Return what happened to each claim: it is new, in conflict or superseded."""
    changes = dict.fromkeys(added.new, "new")
    for group, names in added.disputed.items():
        changes |= dict.fromkeys(names, f"new, in conflict over {group}")
    return changes | {old: f"superseded by {new}" for old, new in added.superseded.items()}


def _listing(
    ledger: Ledger, names: Iterable[str], changes: Mapping[str, str], closing: str
) -> Listing:
    rows = [_row(ledger, name, changes.get(name, "")) for name in names]
    columns = [
        Column("Published", no_wrap=True, style=QUIET),
        Column("Claim", no_wrap=True, style=NAME),
        Column("Figure"),
        Column("As reported"),
        *([Column("Change", style=WARNING)] if changes else []),
    ]
    shown = [
        (
            row["published"], row["id"], claimed(ledger.claims[row["id"]], _AS_GIVEN),
            f"“{row['qualifier']}” ({row['publisher']})", *([row["change"]] if changes else []),
        )
        for row in rows
    ]  # fmt: skip
    body = [table(*columns, rows=shown)] if rows else []
    return Listing(COLUMNS, rows, (*body, line(closing)))


def _row(ledger: Ledger, name: str, change: str) -> dict[str, str]:
    claim, source = ledger.claims[name], ledger.source_of(name)
    return {
        "id": name,
        "subject": claim.subject,
        "metric": claim.metric,
        "figure": _number(claim),
        "unit": claim.unit or "",
        "qualifier": claim.qualifier,
        "as_of": str(claim.as_of),
        "forecast": "true" if claim.forecast else "",
        "published": str(source.published),
        "publisher": source.publisher,
        "via": source.via or "",
        "origin": claim.origin or "",
        "tier": str(source.tier),
        "attribution": claim.attribution,
        "paraphrase": claim.paraphrase,
        "conflict_group": claim.conflict_group or "",
        "scope": claim.scope or "",
        "supersedes": claim.supersedes or "",
        "measure": claim.measure or "",
        "url": source.url or "",
        "recorded": str(claim.recorded),
        "change": change,
    }


def _number(claim: Claim) -> str:
    """Return the figure in its unit for programs, every digit as given, or nothing."""
    if claim.bounds is None:
        return ""
    low, high = claim.bounds
    return f"{low:,.15g}" if low == high else f"{low:,.15g} to {high:,.15g}"
