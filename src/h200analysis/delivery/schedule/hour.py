"""A due hour of a briefing: when it may begin, by when it is to be met, and of which day."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from h200analysis.delivery.schedule.stamps import stamp
from h200analysis.press.schedule import Scheduled


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour at which an edition of a briefing is due; `day` is the one that it speaks of."""

    briefing: str
    due: datetime
    day: date
    begins: datetime
    deadline: datetime
    zone: tzinfo

    @property
    def name(self) -> str:
        """Return what it is called in subjects and in a log: "executive 2026-01-15T06:30:00Z"."""
        return f"{self.briefing} {stamp(self.due)}"


def of(briefing: str, entry: Scheduled, due: datetime) -> Hour:
    """Return the hour that is due; the schedule's zone says which day it belongs to."""
    zone = entry.schedule.zone if entry.schedule else UTC
    local = due.astimezone(zone).date()
    return Hour(
        briefing=briefing,
        due=due,
        day=local - timedelta(days=entry.logical_day == "previous"),
        begins=due + timedelta(seconds=_jitter(briefing, due, entry.jitter)),
        deadline=due + timedelta(minutes=entry.deadline),
        zone=zone,
    )


def _jitter(briefing: str, due: datetime, most: int) -> int:
    """Return seconds up to `most`, spread over briefings and hours and always the same for one."""
    seed = hashlib.sha256(f"{briefing} {stamp(due)}".encode()).digest()
    return int.from_bytes(seed[:8]) % (most + 1)
