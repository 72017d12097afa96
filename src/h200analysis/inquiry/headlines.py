"""The headline figures of an edition, as numbers to be compared with those of another."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from h200analysis.cases.binding import BASELINE
from h200analysis.cases.case import Case
from h200analysis.cases.evaluation import Asked
from h200analysis.cases.formulas import qualified
from h200analysis.evidence import NotKnownError
from h200analysis.futures import Futures, believe
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry.attribution import Run
from h200analysis.model import fees, market, stake
from h200analysis.model.formula import Function, formula_of

T = TypeVar("T")
FORMULAS: tuple[Function, ...] = (
    market.supply_gap,
    market.gap_at_list,
    fees.fee_revenue,
)
DRAWN: tuple[Function, ...] = (market.gap_at_list,)
STATISTICS = ("p05", "p50", "p95")
_WITHOUT_FORMULA = {"parameter", "belief.delivered_chips"}  # figures that go by their name


@dataclass(frozen=True, slots=True, order=True)
class Headline:
    """One figure that editions are compared by: a formula (market.supply_gap) and its statistic."""

    formula: str
    statistic: str = "as reported"


CHANCE = Headline(f"any_delivery_by_{LAST_DAY}", "chance")
CHIPS = Headline("delivered_chips", "mean")
DOLLARS = Headline(qualified(stake.delivered_usd), "mean")
OF_BELIEF = {CHANCE: "share", CHIPS: "chip", DOLLARS: "USD"}
"""The headlines that follow from the belief, told by event, with their units."""


def headlines(case: Case, seed: int) -> dict[Headline, float]:
    """Return the headlines as reported, and the 5th, 50th and 95th percentiles of drawn ones.

    What could not yet be computed on the case's day is left out.
    """
    plain = known(case.evaluate, FORMULAS)
    spreads = known(case.drawn(seed).evaluate, DRAWN)
    return {Headline(name): outcome.value for name, outcome in plain.items()} | {
        Headline(name, outcome.statistic): outcome.value
        for name, spread in spreads.items()
        for outcome in (spread.low, spread.middle, spread.high)
    }


def of_belief(seed: int = 7, draws: int = 65_536) -> Callable[[Case], dict[Headline, float]]:
    """Return what gives the headlines of the belief of a case: the mean over its futures."""

    def measure(case: Case) -> dict[Headline, float]:
        belief = believe(case, seed, draws)
        dollars = Futures(case, belief).compute(stake.delivered_usd).value
        chips = belief.chips_by(LAST_DAY)
        values = {CHANCE: chips > 0, CHIPS: chips, DOLLARS: dollars}
        return {headline: belief.mean(value)[0] for headline, value in values.items()}

    return measure


def known(evaluate: Callable[[Asked], T], wanted: Sequence[Function]) -> dict[str, T]:
    """Return by name what each formula gives, without those that nobody could compute yet."""
    results: dict[str, T] = {}
    for formula in wanted:
        try:
            results[qualified(formula)] = evaluate(formula)
        except NotKnownError:
            continue
    return results


def recorded(figures: Iterable[Mapping[str, Any]]) -> dict[Headline, float]:
    """Return the headlines that an edition's figures.json holds, as they were printed.

    Figures under another scenario, or with a value set by hand, are left out.
    """
    wanted = {Headline(qualified(formula)) for formula in FORMULAS}
    wanted |= {Headline(qualified(formula), p) for formula in DRAWN for p in STATISTICS}
    wanted |= OF_BELIEF.keys()
    values: dict[Headline, float] = {}
    for entry in figures:
        is_named = entry["formula"] in _WITHOUT_FORMULA
        headline = Headline(entry["name" if is_named else "formula"], entry["statistic"])
        if headline in wanted and entry["supposing"] == {"scenario": BASELINE}:
            values.setdefault(headline, entry["value"])
    return values


def units(named: Iterable[Headline]) -> dict[Headline, str]:
    """Return the unit of each headline."""
    results = {qualified(formula): str(formula_of(formula).result) for formula in FORMULAS}
    return {headline: results[headline.formula] for headline in named}


def run(case: Case, seed: int = 7) -> Run[Headline]:
    """Return a run of a case through today's model."""
    return Run(case, headlines, seed)
