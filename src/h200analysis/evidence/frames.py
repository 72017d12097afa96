"""The records of a day as data frames: ids as index, dates as dates, few words as categories.

What each column holds stands in `attrs["columns"]` of a frame, and its unit, where all rows have
one, in `attrs["units"]`. With pyarrow installed a frame is read by polars and DuckDB as it is.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from h200analysis.errors import ArgumentError, instead
from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.timeline import measures

if TYPE_CHECKING:
    import pandas as pd

Rows = Mapping[Any, Mapping[str, Any]]

_FIGURE = {
    "value": "the figure in `unit`, none of a range",
    "low": "the lower end of a range",
    "high": "its upper end",
    "unit": "the unit of the figures of this row",
}
_COLUMNS: dict[str, dict[str, str]] = {
    "claims": {
        "subject": "what it speaks of",
        "metric": "which quantity",
        **_FIGURE,
        "qualifier": "the words of the source",
        "paraphrase": "what it says, in our words",
        "as_of": "the day it is true of",
        "forecast": "whether it looks ahead",
        "attribution": "on whose word",
        "origin": "whose words these are, if not the publisher’s",
        "source": "an id of the sources",
        "publisher": "who published it",
        "published": "when",
        "tier": "1 is the origin itself, 3 the furthest from it",
        "conflict_group": "the question that it answers with others",
        "scope": "what it counts within that group",
        "supersedes": "an older claim that it replaces",
        "measure": "the measure that it reports on",
        "recorded": "when it entered the ledger",
    },
    "sources": {
        "publisher": "who published it",
        "via": "whom it relays",
        "title": "its title",
        "url": "its address",
        "published": "when",
        "precision": "how exactly that day is known",
        "accessed": "when we read it",
        "kind": "official, company, press or analyst",
        "tier": "1 is the origin itself, 3 the furthest from it",
        "claims": "how many claims of it are known",
    },
    "parameters": {
        "title": "what it is",
        "value": "the value that we compute with, in `unit`",
        "low": "the lower end of its spread",
        "high": "the upper end",
        "unit": "the unit of the figures of this row",
        "credibility": "the share of chances between the ends",
        "shape": "how it is spread; fixed is not drawn",
        "minimum": "the least that it may be set to",
        "maximum": "the most, none without a bound",
        "claims": "the claims that it rests on",
        "assumed": "our reason where no claim gives it",
        "choice": "the rule by which it was chosen among claims",
        "quality": "green, amber or red",
        "since": "the day from which the value holds",
        "recorded": "when it was judged",
    },
    "measures": {
        "title": "what it is called",
        "actor": "who takes it",
        "announced": "when it was announced",
        "effective": "since when it is in force",
        "loosened": "since when it is loosened",
        "ended": "when it ended",
        "state": "how it stood on the day of the ledger",
        "claims": "the reports of it, the oldest first",
    },
    "conflicts": {
        "title": "what the question is called",
        "scope": "what the claim counts; only one scope is pooled",
        **_FIGURE,
        "weight": "its weight in the pool of its scope",
        "pooled": "the mean of that pool, in `unit`",
        "publisher": "who published it",
        "published": "when",
        "tier": "1 is the origin itself, 3 the furthest from it",
    },
}
_DATES = {
    "as_of", "published", "recorded", "accessed", "since",
    "announced", "effective", "loosened", "ended",
}  # fmt: skip
_CATEGORIES = {
    "unit", "attribution", "source", "conflict_group", "measure", "precision", "kind", "shape",
    "choice", "quality", "actor", "state",
}  # fmt: skip
_NUMBERS = {
    "value", "low", "high", "credibility", "minimum", "maximum", "weight", "pooled",
}  # fmt: skip


def frame(ledger: Ledger, kind: str) -> "pd.DataFrame":
    """Return all records of a kind that were known on the day; see `Ledger.frame`."""
    rows = _ROWS.get(kind)
    if rows is None:
        raise ArgumentError(f"There is no frame of {kind!r}; {instead(kind, _ROWS)}")
    index = ["group", "claim"] if kind == "conflicts" else ["id"]
    return made(rows(ledger), index, _COLUMNS[kind], as_of=str(ledger.as_of))


def made(rows: Rows, index: list[str], columns: Mapping[str, str], **told: str) -> "pd.DataFrame":
    """Return rows by their index as a typed frame with documented columns.

    `told` goes into its `attrs`.
    """
    import pandas as pd

    keys = (
        pd.MultiIndex.from_tuples(rows, names=index)
        if len(index) > 1
        else pd.Index(list(rows), name=index[0], dtype=object if not rows else None)
    )
    table = pd.DataFrame(list(rows.values()), index=keys, columns=list(columns))
    for name in table:
        table[name] = _typed(table[name])
    table.attrs["columns"] = dict(columns)
    table.attrs.update(told)
    return table


def _typed(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return a column as dates, as categories or as numbers, by its name."""
    import pandas as pd

    if column.name in _DATES:
        return pd.to_datetime(column)
    if column.name in _CATEGORIES:
        return column.astype("category")
    if column.name in _NUMBERS:
        return column.astype("float64")
    return column.astype("str") if column.dtype == object else column


def _claims(ledger: Ledger) -> Rows:
    return {name: dict(claim) | _published(ledger, name) for name, claim in ledger.claims.items()}


def _published(ledger: Ledger, claim: str) -> dict[str, Any]:
    source = ledger.source_of(claim)
    return {"publisher": source.publisher, "published": source.published, "tier": source.tier}


def _sources(ledger: Ledger) -> Rows:
    cited = [claim.source for claim in ledger.claims.values()]
    return {n: dict(it) | {"claims": cited.count(n)} for n, it in ledger.sources.items()}


def _parameters(ledger: Ledger) -> Rows:
    return {
        name: dict(each) | dict(each.current) | {
            "value": each.current.central, "claims": _listed(each.current.claims),
        }
        for name, each in ledger.parameters.items()
    }  # fmt: skip


def _measures(ledger: Ledger) -> Rows:
    return {
        name: {
            "title": it.title, "actor": it.actor, "announced": it.announced,
            "effective": it.effective, "loosened": it.loosened, "ended": it.ended,
            "state": it.state(ledger.as_of), "claims": _listed(it.claims),
        }
        for name, it in measures(ledger).items()
    }  # fmt: skip


def _conflicts(ledger: Ledger) -> Rows:
    return {
        (group, name): dict(claim) | _published(ledger, name) | {
            "title": conflict.title, "weight": pool.weights.get(name), "pooled": pool.mean,
        }
        for group, conflict in ledger.conflicts.items()
        for pool in ledger.pools(group)
        for name, claim in pool.claims.items()
    }  # fmt: skip


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


_ROWS: dict[str, Callable[[Ledger], Rows]] = {
    "claims": _claims,
    "sources": _sources,
    "parameters": _parameters,
    "measures": _measures,
    "conflicts": _conflicts,
}
