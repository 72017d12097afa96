"""The claims of a view as a table, CSV or JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from unicodedata import category

from h200analysis.errors import ArgumentError
from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.news import learned
from h200analysis.evidence.records import Claim

COLUMNS = ("id", "subject", "metric", "figure", "unit", "qualifier", "as_of", "forecast",
           "published", "publisher", "via", "origin", "tier", "attribution", "paraphrase",
           "conflict_group", "scope", "supersedes", "measure", "url", "recorded",
           "change")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listing:
    """Claims in the order of publication, what happened to each, and a line to close with.

    `changes` says of a claim that it is new, superseded or in conflict; it is empty where one
    day's view is listed.
    """

    ledger: Ledger
    claims: tuple[str, ...]
    changes: dict[str, str]
    closing: str


def known(ledger: Ledger, subject: str | None = None) -> Listing:
    """Return all that was known on the ledger's day, of one subject if it is named."""
    names = _selected(ledger, ledger.claims, subject)
    return Listing(ledger, names, {}, f"{len(names)} claims known on {ledger.as_of}")


def news(earlier: Ledger, later: Ledger, subject: str | None = None) -> Listing:
    """Return what was learned after the earlier day and by the later one."""
    found = learned(earlier, later)
    changes = dict.fromkeys(found.new, "new")
    for group, names in found.disputed.items():
        changes |= dict.fromkeys(names, f"new, in conflict over {group}")
    changes |= {old: f"superseded by {new}" for old, new in found.superseded.items()}
    names = _selected(later, changes, subject)
    new = sum(name in found.new for name in names)
    disputed = sum("conflict" in changes[name] for name in names)
    closing = (
        f"{new} claims learned after {earlier.as_of} and by {later.as_of}: "
        f"{disputed} of them in conflict; {len(names) - new} older ones superseded"
    )
    return Listing(later, names, changes, closing)


def table(listing: Listing) -> str:
    """Return one line a claim: day of publication, id, figure, qualifier, publisher."""
    lines = []
    for row in _rows(listing):
        figure = f"{row['figure']} {row['unit']}".strip()
        change = f" · {row['change']}" if row["change"] else ""
        lines.append(
            f"{row['published']}  {row['id']:<32} {figure:<26} "
            f"“{row['qualifier']}” ({row['publisher']}){change}"
        )
    return "\n".join([*map(_visible, lines), listing.closing, ""])


def as_csv(listing: Listing) -> str:
    """Return the claims as CSV with a header."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(listing))
    return text.getvalue()


def as_json(listing: Listing) -> str:
    """Return the claims as a JSON list."""
    return json.dumps(list(_rows(listing)), indent=1, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Listing], str]] = {"table": table, "csv": as_csv, "json": as_json}


def figure_of(claim: Claim) -> str:
    """Return the figure as it was given, ungrounded digits and all, or nothing."""
    if claim.bounds is None:
        return ""
    low, high = claim.bounds
    return f"{low:,.15g}" if low == high else f"{low:,.15g} to {high:,.15g}"


def _visible(line: str) -> str:
    """Return a line in which no character turns or hides its neighbours on a terminal."""
    return "".join(f"⟨U+{ord(c):04X}⟩" if category(c) == "Cf" else c for c in line)


def _selected(ledger: Ledger, names: Iterable[str], subject: str | None) -> tuple[str, ...]:
    """Return the names in order of publication; a subject is met by any part of it."""
    wanted = (subject or "").casefold()
    kept = [name for name in names if wanted in ledger.claims[name].subject.casefold()]
    if subject is not None and not kept:
        subjects = ", ".join(sorted({claim.subject for claim in ledger.claims.values()}))
        raise ArgumentError(f"--subject {subject!r} meets no claim; the subjects are: {subjects}.")
    return tuple(sorted(kept, key=lambda name: (ledger.source_of(name).published, name)))


def _rows(listing: Listing) -> Iterator[dict[str, str]]:
    for name in listing.claims:
        claim, source = listing.ledger.claims[name], listing.ledger.source_of(name)
        yield {
            "id": name,
            "subject": claim.subject,
            "metric": claim.metric,
            "figure": figure_of(claim),
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
            "change": listing.changes.get(name, ""),
        }
