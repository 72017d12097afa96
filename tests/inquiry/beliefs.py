"""Tiny beliefs made by hand, for tests of forecasts, the register and scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from h200analysis.inquiry.forecasts import AMOUNTS, END, MONTH_ENDS, Forecast

DAYS = (date(2026, 6, 1), date(2026, 8, 19), date(2026, 10, 9), END)


@dataclass(frozen=True)
class Even:
    """A chance of any delivery, spread evenly over the year that is left; 20,000 chips if any."""

    as_of: date
    chance: float

    def any_by(self, day: date) -> tuple[float, float]:
        """Return the chance by a day, which is exact."""
        return self.chance * ((day - self.as_of) / (END - self.as_of)), 0.0

    def amounts(self, day: date) -> Sequence[float]:
        """Return none in as many of a hundred as the chance leaves, and 20,000 in the others."""
        some = round(self.any_by(day)[0] * AMOUNTS)
        return (0.0,) * (AMOUNTS - some) + (20_000.0,) * some


def made(day: str, chance: float, recorded: str = "2026-11-25") -> Forecast:
    """Return the forecast of an even belief, without a ledger."""
    as_of = date.fromisoformat(day)
    belief = Even(as_of, chance)
    return Forecast(
        as_of,
        date.fromisoformat(recorded),
        {by: belief.any_by(by)[0] for by in MONTH_ENDS if by > as_of},
        {by: tuple(belief.amounts(by)) for by in DAYS if by > as_of},
    )
