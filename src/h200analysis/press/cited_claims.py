"""The claims that an edition rests on, as its claims.json has them: who said what, when, where."""

from typing import Any

from nbformat import NotebookNode

from h200analysis.evidence import Ledger
from h200analysis.press.figures import cited, figures

_SOURCE = ("publisher", "via", "title", "url", "published", "kind", "tier")
_CLAIM = (
    "subject", "metric", "value", "low", "high", "unit", "qualifier", "translation", "paraphrase",
    "as_of", "forecast", "attribution", "origin", "supersedes", "recorded",
)  # fmt: skip


def told(notebook: NotebookNode, ledger: Ledger) -> list[dict[str, Any]]:
    """Return each claim behind a figure or words of an executed notebook, by its id.

    `qualifier` is the source's own words. What a claim or its source does not say is left out.
    """
    named = {claim for entry in figures(notebook) for claim in entry["claims"]}
    return [claim(ledger, name) for name in sorted({*named, *cited(notebook)})]


def claim(ledger: Ledger, name: str) -> dict[str, Any]:
    """Return a claim with its source, as JSON holds it."""
    made, source = ledger.claim(name), ledger.source_of(name)
    of_source = {"id": made.source, **{field: getattr(source, field) for field in _SOURCE}}
    own = {field: getattr(made, field) for field in _CLAIM}
    return {"id": name, **_said(own), "source": _said(of_source)}


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    plain = {k: v if isinstance(v, str | int | float | None) else str(v) for k, v in fields.items()}
    return {name: value for name, value in plain.items() if value is not None}
