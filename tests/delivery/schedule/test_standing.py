"""Due, late, waiting, missed: how hours stand, and that each is met once."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h200analysis.delivery import database
from h200analysis.delivery.schedule import hour as due_hours
from h200analysis.delivery.schedule import standing, taking
from h200analysis.delivery.schedule.book import ABANDONED, FAILED, MADE, MISSED, Book
from tests.delivery.schedule.small_catalogue import called, catalogue, hour, hours, missed

DAILY = "daily 06:30 UTC"
NONE_YET = Path("none-yet")  # a folder that is not there: its book is one in memory
BEFORE = hour("2026-06-01 00:00")


def _states(book: Book, timing: object, at: str) -> list[tuple[str, str]]:
    known = catalogue(gap=timing)  # type: ignore[arg-type]
    found = standing.standings(known, book, hour(at))
    return [(f"{each.hour.due:%d %H:%M}", each.state) for each in found]


def test_a_schedule_begins_with_the_first_call(book: Book) -> None:
    """No hour before it is due, and it is not in service before."""
    assert not book.is_in_service()
    assert [("02 06:30", "next")] == _states(book, DAILY, "2026-06-01 12:00")

    assert [] == called(book, catalogue(gap=DAILY), hour("2026-06-01 12:00"))

    assert book.is_in_service()
    assert hours(["2026-06-02 06:30"]) == called(
        book, catalogue(gap=DAILY), hour("2026-06-02 06:30")
    )


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2026-06-01 06:29", "next"),
        ("2026-06-01 06:30", "due"),
        ("2026-06-01 08:30", "due"),
        ("2026-06-01 08:31", "late"),
    ],
)
def test_an_hour_is_due_from_its_minute_and_late_after_its_deadline(
    book: Book, at: str, state: str
) -> None:
    """Two hours after it has come, an hour is late."""
    called(book, catalogue(gap=DAILY), BEFORE)

    assert ("01 06:30", state) == _states(book, DAILY, at)[0]


@pytest.mark.parametrize(
    ("policy", "met", "left"),
    [
        ("none", [], range(1, 8)),
        ("latest", [7], range(1, 7)),
        ("all", range(1, 8), []),
    ],
)
def test_a_week_of_downtime_is_caught_up_as_asked(
    book: Book, policy: str, met: list[int], left: list[int]
) -> None:
    """None past its deadline, the latest, or all in their order; the others are missed."""
    known = catalogue(gap={"schedule": DAILY, "catch_up": policy})
    called(book, known, BEFORE)

    found = called(book, known, hour("2026-06-07 20:00"))

    assert hours(f"2026-06-0{day} 06:30" for day in met) == found
    assert set(hours(f"2026-06-0{day} 06:30" for day in left)) == missed(book)
    assert [] == called(book, known, hour("2026-06-07 20:01"))


def test_within_its_deadline_an_hour_is_made_whatever_the_policy(book: Book) -> None:
    """To catch up on none concerns what is late."""
    known = catalogue(gap={"schedule": DAILY, "catch_up": "none"})
    called(book, known, BEFORE)

    assert hours(["2026-06-03 06:30"]) == called(book, known, hour("2026-06-03 08:00"))


def test_a_failed_hour_is_tried_again_after_growing_pauses_and_then_left(book: Book) -> None:
    """One attempt, and two more after a minute and five; the last one has nothing after it."""
    known = catalogue(gap={"schedule": DAILY, "retries": 2})
    called(book, known, BEFORE)
    begun, at = [], hour("2026-06-01 06:30")
    for minutes in range(120):
        now = at + timedelta(minutes=minutes)
        for each in called(book, known, now, FAILED):
            assert each == at
            begun.append(minutes)
            if len(begun) == 3:  # what the service notes of the last
                book.end(book.history(last=1)[0], now, ABANDONED)

    assert [0, 1, 6] == begun


def test_a_later_hour_takes_the_place_of_a_failed_one(book: Book) -> None:
    """Whoever wants the latest alone does not wait for an older one."""
    known = catalogue(gap=DAILY)
    called(book, known, BEFORE)
    called(book, known, hour("2026-06-01 06:30"), FAILED)

    assert hours(["2026-06-02 06:30"]) == called(book, known, hour("2026-06-02 06:30"))

    [first] = [run for run in book.history() if run.due == hour("2026-06-01 06:30")]
    assert ABANDONED == first.outcome


def test_jitter_puts_off_an_hour_by_the_same_each_time(book: Book) -> None:
    """It stays below its most, differs between briefings and hours, and keeps their order."""
    entry = catalogue(gap={"schedule": DAILY, "jitter": 600}).briefing("gap")
    due = hour("2026-06-01 06:30")
    put_off = {
        (due_hours.of(name, entry, due + timedelta(n)).begins - due - timedelta(n)).seconds
        for name in ("gap", "fee")
        for n in range(20)
    }

    assert max(put_off) <= 600
    assert len(put_off) > 30
    assert due_hours.of("gap", entry, due) == due_hours.of("gap", entry, due)


def test_the_day_before_is_named_where_the_catalogue_asks_for_it() -> None:
    """The day is that of the schedule's zone, not of Greenwich."""
    late = {"schedule": "daily 20:00 America/New_York"}
    due = hour("2026-06-02 00:00")  # 20:00 of 1 June in New York
    same = catalogue(gap=late).briefing("gap")
    previous = catalogue(gap={**late, "logical_day": "previous"}).briefing("gap")

    assert "2026-06-01" == str(due_hours.of("gap", same, due).day)
    assert "2026-05-31" == str(due_hours.of("gap", previous, due).day)


def test_a_changed_schedule_begins_anew(book: Book) -> None:
    """Hours of the new one that lie before the change were never due."""
    called(book, catalogue(gap=DAILY), BEFORE)

    assert [] == called(book, catalogue(gap="daily 05:00 UTC"), hour("2026-06-01 05:30"))
    assert set() == missed(book)


def test_what_is_left_running_by_a_kill_is_tried_again(book: Book) -> None:
    """A row without an end is of a process that is gone; the pause counts from its start."""
    known = catalogue(gap=DAILY)
    called(book, known, BEFORE)
    called(book, known, hour("2026-06-01 06:30"), "running")

    assert hours(["2026-06-01 06:30"]) == called(book, known, hour("2026-06-01 06:31"))
    assert [2, 1] == [run.attempt for run in book.history()]


def test_a_kill_each_time_ends_after_the_retries(book: Book) -> None:
    """What kills its process every time is not tried for ever."""
    known = catalogue(gap={"schedule": DAILY, "retries": 2})
    called(book, known, BEFORE)
    for minutes in range(10):
        called(book, known, hour("2026-06-01 06:30") + timedelta(minutes=minutes), "running")

    assert [ABANDONED, FAILED, FAILED] == [run.outcome for run in book.history()]


SPANS = st.lists(st.integers(1, 3 * 24 * 60), min_size=1, max_size=25)  # minutes between calls


@settings(max_examples=60)
@given(spans=SPANS, policy=st.sampled_from(["none", "latest", "all"]), jitter=st.integers(0, 3000))
def test_each_hour_is_met_or_missed_once_however_calls_are_spread(
    spans: list[int], policy: str, jitter: int
) -> None:
    """Every hour that has come has one row at the end, none before it was due, in their order."""
    timing = {"schedule": "0 5,6,18 * * * UTC", "catch_up": policy, "jitter": jitter}
    known = catalogue(gap={**timing, "logical_day": "previous"})
    entry, at = known.briefing("gap"), BEFORE
    met: list[datetime] = []
    with database.seen(NONE_YET) as connection:
        book = Book(connection)
        called(book, known, at)
        for span in spans:
            at += timedelta(minutes=span)
            now = called(book, known, at)
            assert all(due_hours.of("gap", entry, due).begins <= at for due in now)
            met += now
        left = missed(book)
        rows = [run.due for run in book.history()]

    assert sorted(set(met)) == met
    assert not left & set(met)
    assert len(set(rows)) == len(rows)
    assert entry.schedule is not None
    come = set(entry.schedule.hours(BEFORE, at))
    ready = set(entry.schedule.hours(BEFORE, at - timedelta(seconds=jitter)))
    assert ready <= set(rows) <= come
    assert policy != "all" or not left


@settings(max_examples=60)
@given(spans=st.lists(st.integers(-3 * 24 * 60, 3 * 24 * 60), min_size=1, max_size=25))
def test_a_clock_that_jumps_makes_no_hour_twice(spans: list[int]) -> None:
    """Forward or back: an hour that was met is not begun again, and none is begun before it."""
    known, at = catalogue(gap=DAILY), BEFORE + timedelta(days=30)
    met: list[datetime] = []
    with database.seen(NONE_YET) as connection:
        book = Book(connection)
        for span in spans:
            at = max(at + timedelta(minutes=span), BEFORE)
            now = called(book, known, at)
            assert all(due <= at for due in now)
            met += now

    assert len(set(met)) == len(met)


def test_after_a_jump_ahead_and_back_hours_are_met_as_they_come(book: Book) -> None:
    """A clock that was a year ahead for a moment leaves no year without editions."""
    known = catalogue(gap=DAILY)
    called(book, known, BEFORE)
    called(book, known, hour("2027-06-01 07:00"))
    later = [called(book, known, hour(f"2026-06-0{day} 06:31")) for day in (1, 2, 3)]

    assert [hours([f"2026-06-0{day} 06:30"]) for day in (1, 2, 3)] == later


def test_an_hour_that_failed_by_a_clock_far_ahead_is_tried_again_now(book: Book) -> None:
    """Its pause ends when the clock says so, which would be years from now."""
    known = catalogue(gap={"schedule": DAILY, "catch_up": "all"})
    called(book, known, BEFORE)
    ahead = hour("2031-01-01 00:00")
    [taken] = taking.due(book, known, hour("2026-06-01 06:30"))
    book.end(taken.run, ahead, FAILED)

    assert hours(["2026-06-01 06:30"]) == called(book, known, hour("2026-06-01 06:31"))


@pytest.mark.parametrize(
    ("policy", "at", "why"),
    [
        ("none", "2026-06-01 12:00", "The deadline had passed, and catch_up is 'none'."),
        ("latest", "2026-06-02 06:30", "A newer edition is due, and catch_up is 'latest'."),
    ],
)
def test_why_a_failed_hour_is_left_is_told(book: Book, policy: str, at: str, why: str) -> None:
    """A deadline that has passed is not taken for a newer edition."""
    known = catalogue(gap={"schedule": DAILY, "catch_up": policy})
    called(book, known, BEFORE)
    called(book, known, hour("2026-06-01 06:30"), FAILED)
    called(book, known, hour(at))

    [left] = book.last_attempts(ABANDONED)

    assert left.reason.endswith(f"Not tried again. {why}")


def test_the_outcomes_of_a_row_are_told_apart(book: Book) -> None:
    """What was met, what was missed and what is tried again are found by their outcome."""
    known = catalogue(gap=DAILY)
    called(book, known, BEFORE)
    called(book, known, hour("2026-06-03 06:30"))

    made, left = book.latest("gap", [MADE]), book.latest("gap", [MISSED])

    assert made is not None
    assert left is not None
    assert hours(["2026-06-03 06:30", "2026-06-02 06:30"]) == [made.due, left.due]
