"""The draws behind the headline of an edition, drawn again and held to what it printed."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from h200analysis import cases, evidence, futures
from h200analysis.cases.formulas import registered
from h200analysis.delivery.archive import Edition
from h200analysis.errors import H200Error

if TYPE_CHECKING:
    import pandas as pd

    from h200analysis.cases.outcome import Spread

_STATISTICS = ("mean", "p50")
_OF_FUTURES = {"delivered_chips", "further_chips", "waiting_share", "belief"}
_AS_PRINTED = 1e-9  # of the value: what another order of adding up may change


@dataclass(frozen=True, slots=True)
class Draws:
    """The figure that was drawn, as the edition has it, and a row for each of its draws."""

    figure: Mapping[str, Any] = field(repr=False)
    frame: "pd.DataFrame" = field(repr=False)


def draws(edition: Edition) -> Draws | None:
    """Return the draws of the first mean or median that an edition prints.

    They are drawn by this package from the evidence of this project. Nothing is returned where the
    edition prints no such figure, or where it comes out otherwise now than it was printed.
    """
    drawn = (figure for figure in edition.figures if figure["statistic"] in _STATISTICS)
    figure = next(drawn, None)
    if figure is None:
        return None
    try:
        made = next((frame for frame in _frames(edition, figure)), None)
    except H200Error:  # a name, a claim or a formula that is no longer there
        return None
    return None if made is None else Draws(figure, made)


def _frames(edition: Edition, figure: Mapping[str, Any]) -> "Iterator[pd.DataFrame]":
    """Yield the draws in each reading in which the figure comes out as it was printed."""
    values = edition.manifest["parameters"]
    supposed = {k: v for k, v in figure["supposing"].items() if k != "scenario"}
    ledger = evidence.read(figure["as_of"], recorded=edition.manifest["recorded"])
    case = cases.Case(ledger, figure["supposing"]["scenario"]).let(**supposed)
    asked = registered(figure["formula"]) or figure["name"]
    if not _OF_FUTURES & {used["name"] for used in figure["inputs"]}:
        drawn = case.drawn(values["seed"], values["draws"])
        if _is_printed(drawn.evaluate(asked), figure):
            yield drawn.frame(asked)
        return
    paths = futures.over(case, values["seed"], values["draws"])
    for reading in (paths, paths.at_reported_values()):
        if _is_printed(reading.evaluate(asked), figure):
            yield reading.frame(asked)


def _is_printed(found: "Spread", figure: Mapping[str, Any]) -> bool:
    outcome = found.mean if figure["statistic"] == "mean" else found.middle
    is_same = math.isclose(outcome.value, figure["value"], rel_tol=_AS_PRINTED)
    return is_same and outcome.unit == figure["unit"]
