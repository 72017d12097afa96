"""The figures of an edition as rows that can be set beside those of another."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from h200analysis.cases import BASELINE
from h200analysis.exhibits.figure_labels import of_period
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.provenance import provenances

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Row:
    """A printed figure: `key` is what it has in common with the same figure of another edition.

    Several may have one key. `exhibit` printed it first; empty in editions that did not yet say so.
    `error` is the simulation error of its value, zero where it has none.
    """

    key: str
    exhibit: str
    title: str
    text: str
    value: float
    unit: str
    error: float


def rows(figures: Iterable[Mapping[str, Any]], as_of: str) -> list[Row]:
    """Return a row for each figure of an edition, in the order of its pages.

    A key has name, statistic, formula, unit, period and what was supposed, and the day of a figure
    that is of another day than its edition. One number in several roundings is one figure.
    """
    printed: dict[tuple[str, object], list[Mapping[str, Any]]] = {}
    for figure in figures:
        which = _key(figure, as_of), figure.get("id", figure["value"])
        printed.setdefault(which, []).append(figure)
    chosen = [(key, _worded(roundings)) for (key, _), roundings in printed.items()]
    titles = _titles([figure for _, figure in chosen])
    return [
        Row(
            key=key,
            exhibit=figure.get("exhibit", ""),
            title=title + _period(figure) + _supposing(figure, as_of),
            text=figure["text"],
            value=float(figure["value"]),
            unit=figure["unit"],
            error=float(figure.get("error") or 0),
        )
        for (key, figure), title in zip(chosen, titles, strict=True)
    ]


def _worded(roundings: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the first rounding; of “a little worse than even” and “46%” the latter."""
    return next((each for each in roundings if _DIGIT.search(each["text"])), roundings[0])


def _titles(figures: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what figures are called; those of one title are told apart by their names."""
    known = provenances(figures)
    titles = [
        known[figure["id"]].title if figure.get("id") in known else _words(figure["name"])
        for figure in figures
    ]
    names: dict[str, set[str]] = {}
    for figure, title in zip(figures, titles, strict=True):
        names.setdefault(title, set()).add(figure["name"])
    return [
        title if len(names[title]) == 1 else f"{title}: {_words(figure['name'])}"
        for figure, title in zip(figures, titles, strict=True)
    ]


def _key(figure: Mapping[str, Any], as_of: str) -> str:
    parts = [figure["name"], figure["statistic"], figure["formula"], figure["unit"]]
    parts += [f"{name}={value}" for name, value in sorted(figure["supposing"].items())]
    return "|".join([*parts, _other_day(figure, as_of), *filter(None, [figure.get("period")])])


def _other_day(figure: Mapping[str, Any], as_of: str) -> str:
    told = str(figure.get("as_of", as_of))
    return "" if told == as_of else told


def _period(figure: Mapping[str, Any]) -> str:
    period = figure.get("period")
    return f", {of_period(period)}" if period else ""


def _supposing(figure: Mapping[str, Any], as_of: str) -> str:
    """Return in words what a figure supposes beside the central scenario, and its day if other."""
    told = [
        f"{_words(name)}: {_words(value)}"
        for name, value in sorted(figure["supposing"].items())
        if (name, value) != ("scenario", BASELINE)
    ]
    supposed = f", supposing {'; '.join(told)}" if told else ""
    other = _other_day(figure, as_of)
    return supposed + (f", as of {day(date.fromisoformat(other))}" if other else "")


def _words(value: object) -> str:
    return str(value).replace("_", " ")
