"""The sources of what an analyst made without a case: a line of reports, with their notes."""

from collections.abc import Iterable
from typing import Any

from h200analysis.cases import Citation, Outcome
from h200analysis.evidence import Ledger
from h200analysis.exhibits.bundle import Exhibit, ExhibitError
from h200analysis.exhibits.magics import case_of, notebook_names
from h200analysis.exhibits.prose import Page

Sources = str | Citation | Outcome | Iterable[Any]
"""Ids of claims of the notebook's case, what `case.cite` returns, outcomes, or several of these."""


def grounds(sources: Sources) -> Exhibit | None:
    """Return a small line that names the reports behind some sources, or nothing without any."""
    said: dict[str, dict[str, Ledger]] = {}
    for cited in _each(sources):
        for claim in cited.claims:
            said.setdefault(cited.ledger.source_of(claim).publisher, {})[claim] = cited.ledger
    if not said:
        return None
    names: dict[str, Any] = {}
    for n, (publisher, claims) in enumerate(said.items()):
        names[f"who{n}"] = publisher
        names[f"note{n}"] = Citation(tuple(claims), next(iter(claims.values())))
    page = Page()
    listed = "; ".join(f"{{who{n}}}{{note{n}}}" for n in range(len(said)))
    head = "Source" if len(said) == 1 else "Sources"
    markdown, html = page.write(f"{head}: {listed}.", names)
    return page.exhibit(f"::: {{.note}}\n{markdown}\n:::", f"<p><small>{html}</small></p>")


def _each(sources: Sources) -> Iterable[Citation]:
    match sources:
        case str():
            yield case_of(notebook_names()).cite(sources)
        case Citation():
            yield sources
        case Outcome():
            yield Citation(sources.claims, sources.ledger)
        case Iterable():
            for each in sources:
                yield from _each(each)
        case _:
            raise ExhibitError(
                f"{sources!r} is no source; give the id of a claim, an outcome, or "
                "case.cite('orders_seed')."
            )
