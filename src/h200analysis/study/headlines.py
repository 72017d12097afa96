"""The headline figures of an edition, as numbers to be compared with those of another."""

from h200analysis.model import market, regimes, stake
from h200analysis.study.attribution import Edition
from h200analysis.study.case import Case
from h200analysis.study.formulas import Formula

AS_REPORTED: dict[str, Formula] = {
    "Shortfall": market.supply_gap,
    "Shortfall at list": market.gap_at_list,
    "Expected delivered": stake.expected_delivered_usd,
    "Chance of any delivery": regimes.chance_of_delivery,
}
DRAWN: dict[str, Formula] = {"Shortfall at list": market.gap_at_list}


def headlines(case: Case, seed: int) -> dict[str, float]:
    """Return the plain headlines, and of drawn ones the 5, 50 and 95 of a hundred."""
    plain = {label: case.evaluate(formula).value for label, formula in AS_REPORTED.items()}
    drawn = case.drawn(seed)
    spreads = {label: drawn.evaluate(formula) for label, formula in DRAWN.items()}
    return plain | {
        f"{label}, {outcome.statistic}": outcome.value
        for label, spread in spreads.items()
        for outcome in (spread.low, spread.middle, spread.high)
    }


def edition(case: Case, seed: int = 7) -> Edition:
    """Return a case as an edition of today's model."""
    return Edition(case, headlines, seed)
