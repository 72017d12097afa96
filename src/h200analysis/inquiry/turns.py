"""What a day ahead could tell of deliveries in 2026: the odds after either answer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from h200analysis.cases.outcome import Outcome
from h200analysis.chance.replicates import REPLICATES
from h200analysis.futures import Futures
from h200analysis.futures.arrays import PASSES
from h200analysis.futures.weeks import LAST_DAY


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that a day answers: how likely yes is, and what follows from yes and from no.

    `if_yes` and `if_no` are the chances of a delivery in 2026, of another one once there has been
    one; `chips_if_yes` is the mean number delivered. Nothing where no future gives that answer.
    """

    day: date
    yes: Outcome
    if_yes: Outcome | None
    if_no: Outcome | None
    chips_if_yes: Outcome | None


def passing_on(drawn: Futures, day: date) -> Turn:
    """Return what follows from whether both governments let chips pass in the week of a day."""
    step, _ = drawn.belief.weeks.of(min(day, LAST_DAY))
    walks = drawn.belief.walks
    passes = PASSES[walks.washington[step], walks.beijing[step]].reshape(REPLICATES, -1)
    return _turn(drawn, day, passes, "passing_on")


def arrived_by(drawn: Futures, day: date) -> Turn:
    """Return what follows from whether a chip, or another one, has reached China by a day."""
    name = "further_chips" if drawn.has_begun else "delivered_chips"
    return _turn(drawn, day, drawn.told(min(day, LAST_DAY))[name] > 0, "arrived_by")


def _turn(drawn: Futures, day: date, holds: Any, question: str) -> Turn:
    named = f"{question}_{day}"
    yes = drawn.chance(holds, named)
    with_it = drawn.where(holds) if yes.value > 0 else None
    without = drawn.where(~holds) if yes.value < 1 else None
    return Turn(
        day,
        yes,
        _delivery(with_it, f"delivery_if_{named}") if with_it else None,
        _delivery(without, f"delivery_if_not_{named}") if without else None,
        with_it.expected("delivered_chips") if with_it else None,
    )


def _delivery(drawn: Futures, name: str) -> Outcome:
    told = drawn.told()["further_chips" if drawn.has_begun else "delivered_chips"]
    return drawn.chance(told > 0, name)
