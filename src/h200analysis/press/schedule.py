"""When a briefing is due: hours of a time zone, in words or as a cron line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from h200analysis.counting import counted

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DAYS = {"daily": "* * *", "weekdays": "* * 1-5", "weekends": "* * 6,0", "monthly": "1 * *"}
_WEEK = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_EXPECTED = (
    'expected days, a time and a time zone, such as "weekdays 06:30 Europe/London", with daily, '
    'weekdays, weekends, monthly (the 1st) or days such as "mon,thu"; or a cron line of five '
    'fields and a zone, such as "30 6 * * 1-5 Europe/London"'
)
_BEFORE_A_FOLD = timedelta(hours=3)  # no clock is put back by more


@dataclass(frozen=True, slots=True)
class Schedule:
    """Hours of a time zone: `text` as the catalogue has it, `cron` as a line of five fields.

    A time that the clock skips in spring is due as soon as it goes on; one that it shows twice in
    autumn is due the first time. Lines with a star for the hour go by the time that passes, as
    those of Debian's cron do.
    """

    text: str
    cron: str
    zone: ZoneInfo = field(repr=False)

    def hours(self, after: datetime, until: datetime | None = None) -> Iterator[datetime]:
        """Yield each due hour after an hour and up to another, in order, in UTC."""
        last = after
        for found in CronSim(self.cron, (after - _BEFORE_A_FOLD).astimezone(self.zone)):
            hour = found.astimezone(UTC)
            if until is not None and hour > until:
                return
            if hour > last:
                yield hour
                last = hour

    @property
    def begins_before_greenwich(self) -> bool:
        """Whether an hour comes before its day has begun in UTC, at least in summer."""
        line = CronSim(self.cron, datetime(2026, 1, 1, tzinfo=UTC))
        earliest = timedelta(hours=min(line.hours), minutes=min(line.minutes))
        ahead = [datetime(2026, month, 1, tzinfo=self.zone).utcoffset() for month in (1, 7)]
        return any(each is not None and earliest < each for each in ahead)


def parsed(text: object) -> object:
    """Return the schedule that a text describes; ValueError says what was expected."""
    if not isinstance(text, str):
        return text
    *line, zone = text.split() or [""]
    if len(line) not in {2, 5}:
        raise ValueError(f"found {text!r}, {_EXPECTED}")
    cron = " ".join(line) if len(line) == 5 else _cron(line[0], line[1], text)
    try:
        CronSim(cron, datetime(2026, 1, 1, tzinfo=UTC))
    except CronSimError as error:
        raise ValueError(f"found {text!r} ({error}), {_EXPECTED}") from None
    return Schedule(text, cron, _zone(zone))


def _cron(days: str, time: str, text: str) -> str:
    told = _TIME.fullmatch(time)
    if told is None:
        raise ValueError(f"found the time {time!r} in {text!r}, {_EXPECTED}")
    return f"{int(told[2])} {int(told[1])} {_DAYS.get(days) or _of_the_week(days, text)}"


def _of_the_week(days: str, text: str) -> str:
    named = days.split(",")
    if not set(named) <= set(_WEEK):
        raise ValueError(f"found the days {days!r} in {text!r}, {_EXPECTED}")
    return f"* * {','.join(str(_WEEK.index(each)) for each in named)}"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, LookupError, ValueError):
        raise ValueError(
            f"found the time zone {name!r}, expected one of the tz database, such as "
            "Europe/London or UTC"
        ) from None


class Scheduled(BaseModel):
    """What the catalogue says of when a briefing is due; without `schedule` it never is.

    `logical_day` is the day that the edition speaks of: the same as that of the due hour, in the
    schedule's zone, or the previous one. `catch_up` says what becomes of hours that passed while
    nothing ran: none past its deadline, the latest, or all. `jitter` puts off each hour by up to so
    many seconds, always the same for one hour. After `deadline` minutes an hour counts as late. A
    failed hour is tried again `retries` times.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    schedule: Annotated[Schedule | None, BeforeValidator(parsed)] = None
    logical_day: Literal["same", "previous"] = "same"
    catch_up: Literal["none", "latest", "all"] = "latest"
    jitter: Annotated[int, Field(ge=0, le=3600)] = 0
    deadline: Annotated[int, Field(gt=0, le=7 * 24 * 60)] = 120
    retries: Annotated[int, Field(ge=0, le=20)] = 3

    @model_validator(mode="after")
    def _possible(self) -> "Scheduled":
        if self.jitter >= self.deadline * 60:
            raise ValueError(
                f"jitter: found {counted(self.jitter, 'second')}, expected less than the deadline "
                f"of {counted(self.deadline, 'minute')}"
            )
        if self.schedule and self.logical_day == "same" and self.schedule.begins_before_greenwich:
            raise ValueError(
                f"schedule: found {self.schedule.text!r}, expected a time at which the day has "
                "begun in UTC, since an edition says what was known on its day; name a "
                'later time, or logical_day = "previous"'
            )
        return self
