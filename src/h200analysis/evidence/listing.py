"""The claims of a view as a table, CSV or JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterator

from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.records import Claim

COLUMNS = ("id", "subject", "metric", "figure", "unit", "qualifier", "as_of", "published",
           "publisher", "via", "attribution", "paraphrase", "url")  # fmt: skip


def table(ledger: Ledger) -> str:
    """Return one line a claim, oldest publication first: day, id, figure, qualifier, publisher."""
    lines = []
    for row in _rows(ledger):
        figure = f"{row['figure']} {row['unit']}".strip()
        quoted = f"“{row['qualifier']}”"
        lines.append(
            f"{row['published']}  {row['id']:<32} {figure:<26} {quoted} ({row['publisher']})"
        )
    return "\n".join([*lines, f"{len(lines)} claims known on {ledger.as_of}", ""])


def as_csv(ledger: Ledger) -> str:
    """Return the claims as CSV with a header."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(ledger))
    return text.getvalue()


def as_json(ledger: Ledger) -> str:
    """Return the claims as a JSON list."""
    return json.dumps(list(_rows(ledger)), indent=1, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Ledger], str]] = {"table": table, "csv": as_csv, "json": as_json}


def _rows(ledger: Ledger) -> Iterator[dict[str, str]]:
    def published(item: tuple[str, Claim]) -> tuple[str, str]:
        return str(ledger.sources[item[1].source].published), item[0]

    for name, claim in sorted(ledger.claims.items(), key=published):
        source = ledger.sources[claim.source]
        yield {
            "id": name,
            "subject": claim.subject,
            "metric": claim.metric,
            "figure": _figure(claim),
            "unit": claim.unit or "",
            "qualifier": claim.qualifier,
            "as_of": str(claim.as_of),
            "published": str(source.published),
            "publisher": source.publisher,
            "via": source.via or "",
            "attribution": claim.attribution,
            "paraphrase": claim.paraphrase,
            "url": source.url or "",
        }


def _figure(claim: Claim) -> str:
    if claim.low is not None and claim.high is not None:
        return f"{claim.low:,.15g} to {claim.high:,.15g}"
    return "" if claim.value is None else f"{claim.value:,.15g}"
