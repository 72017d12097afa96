"""Where a printed figure comes from, in words: what a card or a table says of it."""

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from h200analysis.cases.formulas import registered, summary
from h200analysis.exhibits import ranges
from h200analysis.exhibits.chances import EXPLAINED
from h200analysis.exhibits.figure_labels import of_figure, of_name
from h200analysis.exhibits.labels import STATISTICS
from h200analysis.exhibits.origins import titled
from h200analysis.exhibits.wording import worded

Entry = Mapping[str, Any]
"""An entry of figures.json."""

_STATISTICS: dict[str, str] = {
    **STATISTICS,
    "mean": "mean",
    "chance": "share of the simulated futures",
    "difference": "difference",
    "pooled": "weighted by the quality of the sources",
    EXPLAINED: "share of the variance",
    "likelihood ratio": "likelihood ratio",
    "p25": "25th percentile",
    "p75": "75th percentile",
}
_COUNTED = "Counted across the simulated futures."
_SAID = {
    "parameter": "An input, used as it stands.",
    "claim": "As the report says.",
}
_SIMULATED = {"belief", "delivered_chips", "further_chips", "waiting_share"}
_SIMULATED_VALUE = "counted across the simulated futures"
_PLAIN = {"as reported", "as published"}


@dataclass(frozen=True, slots=True)
class Ground:
    """An input of a figure: what it is called, its value in words, and what stands behind it."""

    title: str
    value: str
    claims: tuple[str, ...]
    assumption: str
    is_set_by_hand: bool
    is_simulated: bool = False  # of our odds, which the annex sets out


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a reader may ask of a figure; each text is one in which it is printed."""

    id: str
    texts: tuple[str, ...]
    title: str
    formula: str
    grounds: tuple[Ground, ...]
    range: str
    error: str


def provenances(figures: Iterable[Entry]) -> dict[str, Provenance]:
    """Return the provenance of each figure by its id; two roundings of a number are one figure."""
    printed: dict[str, list[Entry]] = {}
    for entry in figures:
        if "id" in entry:
            printed.setdefault(entry["id"], []).append(entry)
    intervals = _intervals(entries[0] for entries in printed.values())
    return {name: _provenance(name, entries, intervals) for name, entries in printed.items()}


def _provenance(name: str, entries: Sequence[Entry], intervals: Mapping[str, str]) -> Provenance:
    entry = entries[0]
    return Provenance(
        id=name,
        texts=tuple(dict.fromkeys(printed["text"] for printed in entries)),
        title=_title(entry),
        formula=_formula(entry),
        grounds=tuple(_ground(used) for used in entry["inputs"]),
        range=_range(entry, intervals),
        error=worded(entry["error"], entry["unit"], 1) if entry["error"] else "",
    )


def _range(entry: Entry, intervals: Mapping[str, str]) -> str:
    """Return the 90% interval of a figure's quantity; that of a plain figure allows for hedges."""
    found = intervals.get(_quantity(entry), "")
    if found and entry["statistic"] in _PLAIN:
        return f"Allowing for how the reports hedge: {found}."
    return f"{_capital(found)}." if found else ""


def _title(entry: Entry) -> str:
    """Return what a figure is called, with its statistic where that is one of drawn values."""
    if entry["formula"] not in _SAID or len(entry["inputs"]) != 1:
        label = of_figure(entry["formula"], entry["name"])
    elif entry["inputs"][0]["name"] in _SIMULATED:
        label = of_name(entry["name"])
    else:
        label = _called(entry["inputs"][0])
    called = _capital(label).replace("'", "’")
    if entry["statistic"] in _PLAIN:
        return called
    return f"{called} ({_STATISTICS.get(entry['statistic'], entry['statistic'])})"


def _formula(entry: Entry) -> str:
    """Return a formula in words: the first line of what its author wrote of it."""
    name = entry["formula"]
    if name in _SAID:
        return _SAID[name] if entry["statistic"] in _PLAIN else _COUNTED
    if source := entry.get("formulas_of_notebook", {}).get(name):
        return _docstring(source) or "A formula of this notebook."
    made = registered(name)
    return summary(made).replace("'", "’") if made else _COUNTED


def _docstring(source: str) -> str:
    try:
        body = ast.parse(source.strip()).body
    except SyntaxError:
        return ""
    first = body[0] if body else None
    text = ast.get_docstring(first) if isinstance(first, ast.FunctionDef) else None
    return (text or "").partition("\n")[0]


def _ground(used: Mapping[str, Any]) -> Ground:
    is_simulated = used["name"] in _SIMULATED
    return Ground(
        title="Our odds" if is_simulated else _capital(_called(used)).replace("'", "’"),
        value=_SIMULATED_VALUE if is_simulated else worded(used["value"], used["unit"]),
        is_simulated=is_simulated,
        claims=tuple(used["claims"]),
        assumption=used.get("assumption", ""),
        is_set_by_hand=used.get("set_by_hand", False),
    )


def _called(used: Mapping[str, Any]) -> str:
    title: str = used["title"]
    return titled(title) if used.get("set_by_hand") else title


def _quantity(entry: Entry) -> str:
    """Return what the statistics of one quantity have in common."""
    inputs = [(used["name"], used["value"]) for used in entry["inputs"]]
    return repr((entry["name"], entry["formula"], sorted(entry["supposing"].items()), inputs))


def _intervals(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the 90% interval of each quantity of which one low and one high end are printed.

    Of the same quantity on several days nothing tells which ends belong together.
    """
    ends: dict[str, dict[str, set[str]]] = {}
    for entry in entries:
        said = ends.setdefault(_quantity(entry), {})
        said.setdefault(entry["statistic"], set()).add(entry["text"])
    return {
        quantity: ranges.likely(min(said["p05"]), min(said["p95"]))
        for quantity, said in ends.items()
        if len(said.get("p05", ())) == len(said.get("p95", ())) == 1
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
