"""What has changed between two editions of a briefing: title and printed figures."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from h200analysis.delivery.archive import Edition
from h200analysis.exhibits import figure_labels
from h200analysis.exhibits.labels import STATISTICS

_CENTRAL: tuple[Mapping[str, str], ...] = ({"scenario": "central"}, {})


@dataclass(frozen=True, slots=True)
class Range:
    """A figure with its 90% interval, each as printed; `mean` is empty where none is printed."""

    figure: str
    mean: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of two editions, as each prints it; empty where one does not.

    A series prints several under one name, such as one for each month.
    """

    figure: str
    statistic: str
    before: str
    after: str
    is_series: bool = False


def value(edition: Edition, figure: str, statistic: str, period: str = "") -> float | None:
    """Return a figure of an edition in its own unit, or None; that of the central case first.

    `period` is written as figures.json has it, such as "2026-06-30"; empty for the whole year.
    """
    found = _first(edition.figures, figure, statistic, period)
    number = found and found.get("value")
    return float(number) if isinstance(number, int | float) else None


def ranges(edition: Edition) -> list[Range]:
    """Return every figure of which an edition prints the 5th and the 95th percentile."""
    names = dict.fromkeys(str(each["name"]) for each in edition.figures)
    told = []
    for name in names:
        low, mean, high = (_first(edition.figures, name, each) for each in ("p05", "mean", "p95"))
        if low and high:
            printed = (str(each["text"]) if each else "" for each in (mean, low, high))
            told.append(Range(_label(low), *printed))
    return told


def since(edition: Edition, last: Edition) -> list[Change]:
    """Return each figure that is printed otherwise than in an earlier edition, in its order."""
    before, after = _printed(last), _printed(edition)
    labels = {each["name"]: _label(each) for each in [*last.figures, *edition.figures]}
    found = []
    for key in {**after, **before}:
        old, new = before.get(key, ()), after.get(key, ())
        if old != new:
            is_series = len(old) > 1 or len(new) > 1
            texts = ", ".join(old), ", ".join(new)
            found.append(Change(labels[key[0]], _statistic(key[1]), *texts, is_series))
    return found


def fault(edition: Edition) -> str:
    """Return why an edition cannot be compared or told of; nothing if it can."""
    try:
        since(edition, edition)
        ranges(edition)
        _ = edition.opening
    except Exception as error:  # whatever its files are like, it is that edition's fault alone
        return f"its page or figures.json cannot be read ({type(error).__name__}: {error})"
    return ""


def are_any(edition: Edition, last: Edition) -> bool:
    """Whether title or printed figures differ from those of an earlier edition."""
    return edition.opening.title != last.opening.title or bool(since(edition, last))


def _printed(edition: Edition) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Return the texts of each figure, told apart by statistic and by what it supposes."""
    texts: dict[tuple[str, str, str], dict[str, None]] = {}
    for each in edition.figures:
        supposing = json.dumps(each.get("supposing"), sort_keys=True)
        key = (str(each["name"]), str(each["statistic"]), supposing)
        texts.setdefault(key, {})[str(each["text"])] = None
    return {key: tuple(told) for key, told in texts.items()}


def _statistic(name: str) -> str:
    """Return what a statistic is called before a reader: "75th percentile" of "p75"."""
    percentile = re.fullmatch(r"p(\d\d)", name)
    return STATISTICS.get(name) or (f"{int(percentile[1])}th percentile" if percentile else name)


def _first(
    figures: Iterable[Mapping[str, Any]], name: str, statistic: str, period: str = ""
) -> Mapping[str, Any] | None:
    asked = (name, statistic, period)
    found = [x for x in figures if (x["name"], x["statistic"], x.get("period", "")) == asked]
    found.sort(key=lambda each: each.get("supposing") not in _CENTRAL)
    return found[0] if found else None


def _label(figure: Mapping[str, Any]) -> str:
    """Return what a figure is called before a reader; a parameter has its title with it."""
    name = str(figure["name"])
    titles = {each["name"]: str(each["title"]) for each in figure.get("inputs", ())}
    if name in titles:
        return titles[name]
    worded = figure_labels.of_name(name)
    if worded != name.replace("_", " "):
        return worded
    return figure_labels.of_figure(str(figure.get("formula", "")), name)
