"""Sampling until the error allows the digits to be printed, or saying that it could not."""

import logging
from dataclasses import dataclass
from math import floor, log10
from typing import Annotated

from h200analysis.cases.case import Case
from h200analysis.cases.evaluation import Asked
from h200analysis.cases.outcome import Outcome, Spread
from h200analysis.chance import replicates
from h200analysis.counting import counted
from h200analysis.model import domains
from h200analysis.model.units import Count, Unit

logger = logging.getLogger(__name__)

MOST = 1 << 22


@dataclass(frozen=True, slots=True)
class Settled:
    """A drawn result, how many draws it took, and a sentence for each statistic still too rough."""

    spread: Spread
    draws: int
    unsettled: tuple[str, ...]


def settled(
    case: Case, asked: Asked, *, digits: int = 3, seed: int = 7, most: int = MOST
) -> Settled:
    """Double the draws until two standard errors of each statistic are under half a last digit.

    So the last digit is right in nineteen of twenty runs. `digits` are significant ones. The draws
    of a smaller number are the first of a larger one.
    """
    draws = replicates.LEAST_DRAWS
    domains.check("digits", digits, Count)
    domains.check("most", most, Annotated[int, Unit("draw", draws, replicates.MOST)])
    spread = case.drawn(seed, draws).evaluate(asked)
    while _rough(spread, digits) and 2 * draws <= most:
        draws *= 2
        logger.debug("%s: %d draws", spread.middle.name, draws)
        spread = case.drawn(seed, draws).evaluate(asked)
    told = (_sentence(outcome, digits, draws) for outcome in _rough(spread, digits))
    return Settled(spread, draws, tuple(told))


def last_digit(value: float, digits: int) -> float:
    """Return what one unit of the last of so many significant digits is worth; 0 for zero."""
    return 0.0 if value == 0 else 10.0 ** (floor(log10(abs(value))) - digits + 1)


def _rough(spread: Spread, digits: int) -> list[Outcome]:
    every = (spread.low, spread.middle, spread.high, spread.mean)
    return [o for o in every if (o.error or 0) > 0 and not _is_fine(o, digits)]


def _is_fine(outcome: Outcome, digits: int) -> bool:
    return 2 * (outcome.error or 0) < last_digit(outcome.value, digits) / 2


def _sentence(outcome: Outcome, digits: int, draws: int) -> str:
    within = 2 * (outcome.error or 0)
    return (
        f"The {outcome.statistic} of {outcome.name} is only known to within {within:,.2g} "
        f"{outcome.unit} after {draws:,} draws, too much for {counted(digits, 'digit')} of "
        f"{outcome.value:,.6g}."
    )
