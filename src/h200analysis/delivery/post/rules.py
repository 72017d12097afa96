"""When a recipient wants an edition: each, only what says something new, or a figure that moved."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from h200analysis.delivery.archive import Edition
from h200analysis.delivery.post import changes

_SENTENCE = re.compile(
    r"(?:(expected|median)\s+)?([\w\-]+)\s+moves\s+by\s+more\s+than\s+(\S+)", re.IGNORECASE
)
_WORDED = {"expected": "mean", "median": "p50", "": "as reported"}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)(%?)")
_HOUR = re.compile(r"(\d\d):(\d\d) (\S+)")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Moves(BaseModel):
    """A figure that must have moved since the last edition sent: by a share, "10%", or a size.

    `period` asks for one of a series, such as "2026-06-30": what is delivered until that day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    figure: str
    statistic: str = "mean"
    period: str = ""
    moves_by: Annotated[str, Field(pattern=rf"^{_SIZE.pattern}$")]

    def refusal(self, edition: Edition, last: Edition) -> str:
        """Return why an edition is not sent, or nothing where the figure has moved enough."""
        told = (self.figure, self.statistic, self.period)
        called = f"{self.figure} ({', '.join(filter(None, told[1:]))})"
        new, old = (changes.value(each, *told) for each in (edition, last))
        if new is None or old is None:
            lacking = edition if new is None else last
            return f"{lacking.address} prints no {called}"
        size, percent = _SIZE.fullmatch(self.moves_by).groups()  # type: ignore[union-attr]
        least = float(size) * (abs(old) / 100 if percent else 1)
        if abs(new - old) > least:
            return ""
        return f"{called} has not moved by more than {self.moves_by} since {last.address}"


def _as_moves(value: Any) -> Any:
    """Read the sentence "expected delivered_chips moves by more than 10%"."""
    read = _SENTENCE.fullmatch(value.strip()) if isinstance(value, str) else None
    if read is None:
        return value
    word, figure, size = read.groups()
    return {
        "figure": figure,
        "statistic": _WORDED[(word or "").lower()],
        "moves_by": size,
    }


Rule = Annotated[Literal["every edition", "changes"] | Moves, BeforeValidator(_as_moves)]


def refusal(rule: "str | Moves", edition: Edition, last: Edition | None) -> str:
    """Return why a rule keeps an edition back, or nothing; `last` is the one sent before.

    The first edition always goes.
    """
    if last is None or rule == "every edition":
        return ""
    if isinstance(rule, Moves):
        return rule.refusal(edition, last)
    return "" if changes.are_any(edition, last) else f"it prints what {last.address} prints"


class Digest(BaseModel):
    """Editions gathered into one message, at an hour of each day or of one day of the week."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    every: Literal["day", *_WEEK] = "day"  # type: ignore[valid-type]
    at: str

    @model_validator(mode="after")
    def _has_hour(self) -> "Digest":
        try:
            self._hour()
        except (ValueError, KeyError, AttributeError, OSError):
            raise ValueError(
                f'found at = {self.at!r}, expected an hour and its zone, "07:00 Europe/London"'
            ) from None
        return self

    def last(self, at: datetime) -> datetime:
        """Return the newest hour of the digest that is not after `at`, in UTC."""
        hour, zone = self._hour()
        today = at.astimezone(zone).date()
        for back in range(9):
            day = today - timedelta(days=back)
            due = datetime.combine(day, hour, zone).astimezone(UTC)
            if due <= at and self.every in {"day", _WEEK[day.weekday()]}:
                return due
        raise AssertionError("a week has each of its days")

    def _hour(self) -> tuple[time, ZoneInfo]:
        hour, minute, zone = _HOUR.fullmatch(self.at).groups()  # type: ignore[union-attr]
        return time(int(hour), int(minute)), ZoneInfo(zone)
