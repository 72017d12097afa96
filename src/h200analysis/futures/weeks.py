"""The weeks in which the belief is kept: seven days each, and one ends on the day asked."""

from dataclasses import dataclass
from datetime import date, timedelta

from h200analysis.errors import ArgumentError

FIRST_DAY = date(2025, 12, 11)  # three days after Washington announced that it would allow exports
LAST_DAY = date(2026, 12, 31)
_DAYS = 7
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Weeks:
    """Steps of a week, numbered from 1; the step `now` ends with the day asked.

    The start lies in the week up to 11 December 2025, the last step holds 31 December 2026. An
    instant is a number of days since the start; a day ends at a whole one.
    """

    as_of: date

    def __post_init__(self) -> None:
        if not FIRST_DAY <= self.as_of <= LAST_DAY:
            raise ArgumentError(
                f"as_of is {self.as_of}; expected a day from {FIRST_DAY} to {LAST_DAY}, for which "
                "the belief is kept."
            )

    @property
    def now(self) -> int:
        """The number of steps until the day asked."""
        return -(-(self.as_of - FIRST_DAY).days // _DAYS)

    @property
    def start(self) -> date:
        """The day at whose end the first step begins."""
        return self.as_of - timedelta(days=_DAYS * self.now)

    @property
    def count(self) -> int:
        """The number of all steps."""
        return -(-(LAST_DAY - self.start).days // _DAYS)

    def end(self, step: int) -> date:
        """Return the day with which a step ends."""
        return self.start + timedelta(days=_DAYS * step)

    def instant(self, day: date) -> int:
        """Return the instant at which a day ends."""
        return (day - self.start).days

    def last_by(self, day: date) -> int:
        """Return the last step that ends by a day, at most today's; 0 if there is none."""
        return min(max(self.instant(day) // _DAYS, 0), self.now)

    def first_from(self, day: date) -> int:
        """Return the first step that ends on a day or after it, at most today's."""
        return min(max(-(-self.instant(day) // _DAYS), 1), self.now)

    def of(self, day: date) -> tuple[int, float]:
        """Return the step that holds a day's end, and the part of it that has then passed."""
        if not isinstance(day, date) or day > LAST_DAY:
            raise ArgumentError(f"day is {day!r}; expected a date of up to {LAST_DAY}.")
        whole, days = divmod(self.instant(day), _DAYS)
        return (whole, 1.0) if days == 0 else (whole + 1, days / _DAYS)
