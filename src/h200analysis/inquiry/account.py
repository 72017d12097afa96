"""An account of the belief of a day, as numbers: both gates, odds, amounts, and what moved them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from h200analysis.cases.case import Case
from h200analysis.futures.belief import Belief, believe
from h200analysis.futures.over import statistics
from h200analysis.inquiry.forecasts import MONTH_ENDS
from h200analysis.inquiry.influence import (
    AmountInfluence,
    Influences,
    amount_influences,
    influences,
)


@dataclass(frozen=True)
class Account:
    """The belief of a day: odds and amounts at each month's end, and what each claim moved.

    `chips_by` has for each day the quantiles p05 to p95 and the mean of the chips delivered.
    """

    case: Case
    belief: Belief
    any_by: Mapping[date, float] = field(repr=False)
    chips_by: Mapping[date, Mapping[str, float]] = field(repr=False)

    @cached_property
    def influences(self) -> Influences:
        """How far each claim moved the odds: the slowest part, so it waits until it is asked."""
        return influences(self.case, self.belief.drawn.seed)

    @cached_property
    def amounts(self) -> tuple[AmountInfluence, ...]:
        """How far each report of an amount moved the mean number of chips."""
        return amount_influences(self.belief)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON tells it; chances are shares, amounts are chips."""
        return {
            "as_of": str(self.belief.weeks.as_of),
            "washington": dict(self.belief.washington),
            "beijing": dict(self.belief.beijing),
            "any_by": {str(day): chance for day, chance in self.any_by.items()},
            "chips_by": {str(day): dict(chips) for day, chips in self.chips_by.items()},
            "evidence": [*self._readings(), *self._amounts()],
        }

    def _readings(self) -> list[dict[str, Any]]:
        return [
            {
                "claim": each.claim,
                "published": str(each.published),
                "gate": each.gate,
                "moved_any_by_december": each.alone.any_by_end,
                "moved_passing_today": each.alone.passing,
                "in_order_any_by_december": each.in_order.any_by_end,
                "in_order_passing_today": each.in_order.passing,
            }
            for each in self.influences.claims
        ]

    def _amounts(self) -> list[dict[str, Any]]:
        return [
            {
                "claim": each.claim,
                "published": str(each.published),
                "amount": each.quantity,
                "moved_mean_chips_by_december": each.mean_chips,
            }
            for each in self.amounts
        ]


def account(case: Case, seed: int = 7, draws: int = 65_536) -> Account:
    """Return an account of what is believed on a case's day.

    A month that has ended by then is read from the same futures: 0 or 1 where it is answered.
    """
    belief = believe(case, seed, draws)
    chips = {day: belief.chips_by(day) for day in MONTH_ENDS}
    return Account(
        case,
        belief,
        {day: belief.any_by(day)[0] for day in MONTH_ENDS},
        {
            day: {name: value for name, (value, _, _) in statistics(belief, amounts).items()}
            for day, amounts in chips.items()
        },
    )
