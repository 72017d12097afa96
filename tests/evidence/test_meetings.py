"""Meetings of the two leaders: expected in a window, put off, fixed, each since its day."""

from datetime import date
from pathlib import Path

import pytest

from h200analysis import evidence
from h200analysis.evidence.meetings import MEETINGS, DatedMeeting
from tests.evidence.unsound import append, faults_of

MEETING = """
[wrong]
title = "A test"
[[wrong.values]]
since = 2026-01-15
recorded = 2026-11-25
claims = ["april_visit_seed"]
because = "A test."
"""
WINDOW = {"first": "2026-04-01", "last": "2026-04-30", "slips": "0.25", "slip_weeks": "8"}
WINDOW |= {"off": "0.1"}


def _expected(day: str, name: str) -> DatedMeeting:
    return evidence.read(day).of(MEETINGS)[name].current


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2026-01-15", date(2026, 4, 1), date(2026, 4, 30)),
        ("2026-02-20", date(2026, 3, 31), date(2026, 4, 2)),
        ("2026-03-16", date(2026, 4, 24), date(2026, 5, 15)),
    ],
)
def test_the_visit_of_spring_was_expected_ever_more_closely(
    day: str, first: date, last: date
) -> None:
    """Some day in April, then the days that the White House gave, then a month later."""
    expected = _expected(day, "spring_visit")

    assert (None, first, last) == (expected.on, expected.first, expected.last)


def test_a_day_once_given_by_both_is_fixed() -> None:
    """The visit of May has a day since 25 March, the return visit since 14 May."""
    assert date(2026, 5, 14) == _expected("2026-03-25", "spring_visit").on
    assert _expected("2026-05-13", "return_visit").on is None
    assert date(2026, 9, 24) == _expected("2026-05-14", "return_visit").on


def _fields(**fields: str) -> str:
    return MEETING + "".join(f"{name} = {text}\n" for name, text in fields.items())


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "one of `on`, a window from `first` to `last`, and `cancelled = true`"),
        (WINDOW | {"on": "2026-04-02"}, "one of `on`, a window"),
        ({"on": "2026-04-02", "cancelled": "true"}, "one of `on`, a window"),
        ({"first": "2026-04-01", "last": "2026-04-30"}, "all of `first`, `last`, `slips`"),
        (WINDOW | {"last": "2026-03-30"}, "`first` day is not after its `last`"),
        (WINDOW | {"first": "2025-12-01", "last": "2025-12-31"}, "a window that is not over"),
        (WINDOW | {"off": "0.8"}, "come to at most 1"),
        (WINDOW | {"off": "8"}, "values.0.off: found 8"),
        (WINDOW | {"slip_weeks": "0"}, "values.0.slip_weeks: found 0"),
        ({"on": '"soon"'}, "values.0.on: found 'soon'"),
    ],
)
def test_an_unsound_meeting_is_told(data_folder: Path, fields: dict[str, str], told: str) -> None:
    """One of three forms, whole, possible, and not over before it is expected."""
    append(data_folder, MEETINGS.file, _fields(**fields))

    faults = "\n".join(faults_of(data_folder))

    assert told in faults
    assert f"data/{MEETINGS.file}" in faults
    assert "wrong" in faults


@pytest.mark.parametrize(
    "fields", [WINDOW, {"on": "2026-04-02"}, {"cancelled": "true"}], ids=["window", "day", "never"]
)
def test_each_form_is_sound_by_itself(data_folder: Path, fields: dict[str, str]) -> None:
    """A window, a day, or a meeting that will not take place."""
    append(data_folder, MEETINGS.file, _fields(**fields))

    assert "wrong" in evidence.read("2026-01-15").of(MEETINGS)


def test_a_meeting_cites_what_was_known(data_folder: Path) -> None:
    """A value rests on claims, all published by its day."""
    path = data_folder / MEETINGS.file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("since = 2026-03-25", "since = 2026-03-20"), encoding="utf-8")

    assert any("published 2026-03-25" in fault for fault in faults_of(data_folder))
