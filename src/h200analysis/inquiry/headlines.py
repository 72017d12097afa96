"""The headline figures of an edition, as numbers to be compared with those of another."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from h200analysis.cases.binding import BASELINE
from h200analysis.cases.case import Case
from h200analysis.cases.evaluation import Asked
from h200analysis.cases.formulas import qualified
from h200analysis.evidence import NotKnownError
from h200analysis.inquiry.attribution import Run
from h200analysis.model import market, regimes, stake
from h200analysis.model.formula import Function, formula_of

T = TypeVar("T")
AS_REPORTED: dict[str, Function] = {
    "Shortfall": market.supply_gap,
    "Shortfall at list": market.gap_at_list,
    "Expected delivered": stake.expected_delivered_usd,
    "Chance of any delivery": regimes.chance_of_delivery,
}
_TOLD = ("likely from", "middle future", "likely to")
DRAWN: dict[str, Function] = {"Shortfall at list": market.gap_at_list}


def headlines(case: Case, seed: int) -> dict[str, float]:
    """Return the plain headlines, and of drawn ones the 5, 50 and 95 of a hundred.

    What could not yet be computed on the case's day is left out.
    """
    plain = {label: found.value for label, found in _known(case.evaluate, AS_REPORTED).items()}
    spreads = _known(case.drawn(seed).evaluate, DRAWN)
    return plain | {
        f"{label}, {told}": outcome.value
        for label, spread in spreads.items()
        for told, outcome in zip(_TOLD, (spread.low, spread.middle, spread.high), strict=True)
    }


def _known(evaluate: Callable[[Asked], T], wanted: Mapping[str, Function]) -> dict[str, T]:
    found: dict[str, T] = {}
    for label, formula in wanted.items():
        try:
            found[label] = evaluate(formula)
        except NotKnownError:
            continue
    return found


def recorded(figures: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Return the headlines that an edition's figures.json holds, as they were printed.

    Figures under another scenario, or with a value set by hand, are left out.
    """
    wanted = {(qualified(formula), "as reported"): label for label, formula in AS_REPORTED.items()}
    for label, formula in DRAWN.items():
        told = zip(("p05", "p50", "p95"), _TOLD, strict=True)
        wanted |= {(qualified(formula), each): f"{label}, {name}" for each, name in told}
    found: dict[str, float] = {}
    for entry in figures:
        label_ = wanted.get((entry["formula"], entry["statistic"]))
        if label_ is not None and entry["supposing"] == {"scenario": BASELINE}:
            found.setdefault(label_, entry["value"])
    return found


def units(found: Mapping[str, float]) -> dict[str, str]:
    """Return the unit of each headline by its label."""
    every = AS_REPORTED | DRAWN
    named = {label: every[label.partition(",")[0]] for label in found}
    return {label: str(formula_of(formula).result) for label, formula in named.items()}


def run(case: Case, seed: int = 7) -> Run:
    """Return a run of a case through today's model."""
    return Run(case, headlines, seed)
