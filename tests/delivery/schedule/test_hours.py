"""When a briefing is due: tables of hours checked by hand, through each change of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.press.schedule import Schedule, parsed
from tests.delivery.schedule.small_catalogue import hour, hours

# Of each schedule the hours between two days, in UTC.
TABLES = {
    # Clocks in Britain go on at 01:00 on 29 March 2026 and back at 02:00 on 25 October.
    ("daily 06:30 Europe/London", "2026-03-27 12:00", "2026-03-31"): (
        "2026-03-28 06:30", "2026-03-29 05:30", "2026-03-30 05:30",
    ),
    ("daily 01:30 Europe/London", "2026-03-28", "2026-03-31"): (
        "2026-03-28 01:30", "2026-03-29 01:00", "2026-03-30 00:30",  # 01:30 is skipped: at 02:00
    ),
    ("daily 01:30 Europe/London", "2026-10-24", "2026-10-27"): (
        "2026-10-24 00:30", "2026-10-25 00:30", "2026-10-26 01:30",  # shown twice, due once
    ),
    ("0 * * * * Europe/London", "2026-10-24 23:30", "2026-10-25 02:30"): (
        "2026-10-25 00:00", "2026-10-25 01:00", "2026-10-25 02:00",  # by the time that passes
    ),
    # Clocks in New York go on at 02:00 on 8 March 2026 and back at 02:00 on 1 November.
    ("daily 02:30 America/New_York", "2026-03-07", "2026-03-10"): (
        "2026-03-07 07:30", "2026-03-08 07:00", "2026-03-09 06:30",
    ),
    ("daily 01:30 America/New_York", "2026-10-31", "2026-11-03"): (
        "2026-10-31 05:30", "2026-11-01 05:30", "2026-11-02 06:30",
    ),
    ("weekdays 18:00 America/New_York", "2026-03-06", "2026-03-11"): (
        "2026-03-06 23:00", "2026-03-09 22:00", "2026-03-10 22:00",
    ),
    # No change of clocks.
    ("mon,thu 09:00 Asia/Singapore", "2026-01-14", "2026-01-20"): (
        "2026-01-15 01:00", "2026-01-19 01:00",
    ),
    ("weekends 12:00 UTC", "2026-01-15", "2026-01-20"): ("2026-01-17 12:00", "2026-01-18 12:00"),
    # Ends of months, and the leap day.
    ("monthly 07:00 UTC", "2026-01-15", "2026-04-02"): (
        "2026-02-01 07:00", "2026-03-01 07:00", "2026-04-01 07:00",
    ),
    ("0 7 L * * UTC", "2028-01-31", "2028-04-01"): (
        "2028-01-31 07:00", "2028-02-29 07:00", "2028-03-31 07:00",
    ),
    ("0 7 31 * * UTC", "2026-01-01", "2026-06-01"): (
        "2026-01-31 07:00", "2026-03-31 07:00", "2026-05-31 07:00",
    ),
    ("0 7 29 2 * UTC", "2024-03-01", "2032-03-01"): ("2028-02-29 07:00", "2032-02-29 07:00"),
}  # fmt: skip
ZONES = ("Europe/London", "America/New_York", "Asia/Singapore", "Australia/Lord_Howe", "UTC")


def schedule(text: str) -> Schedule:
    """Return the schedule of a text."""
    found = parsed(text)
    assert isinstance(found, Schedule)
    return found


@pytest.mark.parametrize("asked", TABLES, ids=lambda asked: " from ".join(asked[:2]))
def test_the_hours_are_those_of_the_table(asked: tuple[str, str, str]) -> None:
    """Each hour comes once, in order, also where the clock skips a time or shows it twice."""
    text, after, until = asked

    found = list(schedule(text).hours(hour(after), hour(until)))

    assert hours(TABLES[asked]) == found


@given(
    zone=st.sampled_from(ZONES),
    minute=st.integers(0, 59),
    of_day=st.integers(0, 23),
    start=st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_every_local_day_has_one_hour(zone: str, minute: int, of_day: int, start: datetime) -> None:
    """What is daily comes once each day of its zone, whatever its clocks do."""
    found = list(schedule(f"daily {of_day}:{minute:02} {zone}").hours(start, start + timedelta(40)))
    days = [each.astimezone(ZoneInfo(zone)).date() for each in found]

    assert days == [days[0] + timedelta(n) for n in range(len(days))]
    assert len(days) in {39, 40, 41}


@given(
    text=st.sampled_from([text for text, *_ in TABLES]),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    cut=st.floats(0, 1),
)
def test_hours_do_not_depend_on_where_one_begins(text: str, start: datetime, cut: float) -> None:
    """Two spans side by side have the hours of the whole."""
    asked, end = schedule(text), start + timedelta(days=5)
    middle = start + cut * (end - start)

    halves = [*asked.hours(start, middle), *asked.hours(middle, end)]

    assert list(asked.hours(start, end)) == halves


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("daily 06:30", "expected days, a time and a time zone"),
        ("daily 24:30 UTC", "found the time '24:30'"),
        ("workdays 06:30 UTC", "found the days 'workdays'"),
        ("mon,,tue 06:30 UTC", "found the days 'mon,,tue'"),
        ("daily 06:30 Europe/Lundon", "found the time zone 'Europe/Lundon'"),
        ("daily 06:30 ../../etc/passwd", "expected one of the tz database"),
        ("30 6 * * 9 UTC", "Bad day-of-week"),
        ("0 7 31 2 * UTC", "Bad day-of-month"),
        ("", "expected days, a time and a time zone"),
    ],
)
def test_what_is_no_schedule_is_refused(text: str, told: str) -> None:
    """The sentence says what was found and what was expected."""
    with pytest.raises(ValueError, match=told):
        parsed(text)
