"""What a day's forecast is: one record of odds and amounts, locked to be scored later."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import floor, log10
from typing import Any, Protocol, Self

from h200analysis.errors import H200Error
from h200analysis.evidence import Ledger
from h200analysis.evidence.questions import QUESTIONS

END = date(2026, 12, 31)
"""The last day that any forecast speaks of."""

MONTH_ENDS = (*(date(2026, month, 1) - timedelta(1) for month in range(4, 13)), END)
"""The ends of the months from March to December 2026, by which any delivery is asked about."""

AMOUNTS = 100  # equally likely amounts that stand for a distribution
_ODDS_DECIMALS, _DIGITS = 4, 3


class ForecastError(H200Error, ValueError):
    """A record that is no forecast: the message says what was found and what was expected."""


class Belief(Protocol):
    """What a forecast is read from: what is believed, on a day, about deliveries to come."""

    def any_by(self, day: date) -> tuple[float, float]:
        """Return the chance that a chip has come by the end of a day, and its standard error."""

    def amounts(self, day: date) -> Iterable[float]:
        """Return a hundred equally likely amounts of chips delivered by the end of a day."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was expected on a day: odds of any delivery, and chips, by the end of later days.

    `any_by` gives the chance of any delivery by each month end that lies ahead, `chips_by` a
    hundred equally likely amounts by each day on which an amount is asked about. `recorded` is the
    day of the newest record that it rests on: one later than `as_of` makes it a hindcast.
    """

    as_of: date
    recorded: date
    any_by: Mapping[date, float] = field(repr=False)
    chips_by: Mapping[date, tuple[float, ...]] = field(repr=False)

    @property
    def is_hindsight(self) -> bool:
        """Whether something that it rests on was written down after the day that it speaks of."""
        return self.recorded > self.as_of

    def locked(self) -> dict[str, Any]:
        """Return the record as JSON holds it: odds to 4 decimals, chips to 3 digits, at most."""
        return {
            "as_of": str(self.as_of),
            "recorded": str(self.recorded),
            "any_by": {str(day): round(odds, _ODDS_DECIMALS) for day, odds in self.any_by.items()},
            "chips_by": {str(day): [*map(_rounded, each)] for day, each in self.chips_by.items()},
        }

    @classmethod
    def unlocked(cls, entry: Any) -> Self:
        """Return the forecast that `locked` wrote, or refuse what is none in a sentence."""
        try:
            odds = {date.fromisoformat(day): float(p) for day, p in entry["any_by"].items()}
            chips = {
                date.fromisoformat(day): tuple(map(float, amounts))
                for day, amounts in entry["chips_by"].items()
            }
            as_of, recorded = (date.fromisoformat(entry[n]) for n in ("as_of", "recorded"))
        except (LookupError, TypeError, AttributeError, ValueError):
            raise ForecastError(
                "found no forecast, expected as_of, recorded, any_by and chips_by"
            ) from None
        made = cls(as_of, recorded, odds, chips)
        _check(made)
        return made


def forecast(ledger: Ledger, belief: Belief) -> Forecast:
    """Return what a belief expects on a ledger's day, by all days asked about that lie ahead."""
    today, asked = ledger.as_of, ledger.of(QUESTIONS).values()
    days = {question.by for question in asked if question.about == "delivered_chips"}
    return Forecast(
        today,
        ledger.newest_recorded(),
        {day: min(belief.any_by(day)[0], 1.0) for day in MONTH_ENDS if day > today},
        {day: tuple(map(float, belief.amounts(day))) for day in sorted(days) if day > today},
    )


def unit_of_rounding(chips: float) -> float:
    """Return the step to which an amount is rounded: its third digit, and no less than a chip."""
    return 10.0 ** max(floor(log10(chips)) + 1 - _DIGITS, 0) if chips > 0 else 1.0


def _rounded(chips: float) -> float:
    unit = unit_of_rounding(chips)
    return round(chips / unit) * unit


def _check(made: Forecast) -> None:
    """Refuse odds that are none or fall, amounts that are not a hundred, and days that are past."""
    odds = [made.any_by[day] for day in sorted(made.any_by)]
    if not all(0 <= p <= 1 for p in odds) or odds != sorted(odds):
        raise ForecastError(
            "found odds beyond 0 and 1 or that fall, expected chances of any delivery by later days"
        )
    for day, chips in made.chips_by.items():
        if len(chips) != AMOUNTS or not all(0 <= each < float("inf") for each in chips):
            raise ForecastError(f"found other amounts by {day}, expected {AMOUNTS} of chips")
    if any(day <= made.as_of for day in (*made.any_by, *made.chips_by)):
        raise ForecastError(f"found a day that is past, expected days after {made.as_of}")
