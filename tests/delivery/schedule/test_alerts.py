"""Alerts: a failure, a silence, and the end of each, once."""

from datetime import timedelta

import pytest

from h200analysis.delivery.notice import Notice
from h200analysis.delivery.schedule import alerts, taking
from h200analysis.delivery.schedule.book import ABANDONED, FAILED, MADE, Book
from h200analysis.errors import H200Error
from tests.delivery.schedule.small_catalogue import called, catalogue, hour

KNOWN = catalogue(gap="daily 06:30 UTC", fee="daily 06:30 UTC")
BEFORE = hour("2026-06-01 00:00")


def _told(book: Book) -> list[Notice]:
    told: list[Notice] = []
    alerts.of_runs(book, KNOWN, told.append)
    return told


def _silence(book: Book, at: str) -> list[str]:
    told: list[Notice] = []
    alerts.of_silence(book, KNOWN, hour(at), told.append)
    return [notice.subject for notice in told]


def _day(book: Book, day: int, outcome: str) -> list[str]:
    called(book, KNOWN, hour(f"2026-06-0{day} 06:30"), outcome)
    return [notice.subject for notice in _told(book)]


def test_a_failure_is_told_once_and_its_end_once(book: Book) -> None:
    """Each notice names the hour that failed; what goes well is not told of."""
    called(book, KNOWN, BEFORE)

    told = [_day(book, day, outcome) for day, outcome in
            enumerate([MADE, ABANDONED, ABANDONED, MADE, MADE], start=1)]  # fmt: skip

    failed = [[f"failed {name} 2026-06-0{day}T06:30:00Z" for name in ("gap", "fee")]
              for day in (2, 3)]  # fmt: skip
    recovered = [f"recovered {name} 2026-06-03T06:30:00Z" for name in ("gap", "fee")]
    assert [[], *failed, recovered, []] == told
    assert [] == _told(book)


def test_what_is_tried_again_is_no_failure_yet(book: Book) -> None:
    """An attempt that fails is told of once nothing more is tried."""
    called(book, KNOWN, BEFORE)

    assert [] == _day(book, 1, FAILED)


def test_a_failure_says_why_and_what_to_do(book: Book) -> None:
    """The notice has the reason, the log, and the command that makes the hour once it is mended."""
    called(book, KNOWN, BEFORE)
    [taken, _] = taking.due(book, KNOWN, hour("2026-06-01 06:30"))
    book.end(taken.run, hour("2026-06-01 06:31"), ABANDONED, "Cell 3 failed.")

    [notice] = _told(book)

    assert "Small: no edition for 2026-06-01 06:30 UTC" == notice.title
    assert "It failed and will not be tried again. Cell 3 failed." in notice.text
    assert taken.run.log in notice.text
    assert "h200 run gap --hour 2026-06-01T06:30:00Z" in notice.text


def test_an_hour_that_is_mended_by_hand_has_recovered(book: Book) -> None:
    """The end of a failure is told too where somebody asked for the hour."""
    called(book, KNOWN, BEFORE)
    _day(book, 1, ABANDONED)
    at = hour("2026-06-01 09:00")
    taken = taking.one(book, KNOWN, "gap", hour("2026-06-01 06:30"), at)
    book.end(taken.run, at, MADE)

    assert ["recovered gap 2026-06-01T06:30:00Z"] == [each.subject for each in _told(book)]
    assert [] == _day(book, 2, MADE)[1:]  # only the other briefing's


def test_silence_is_told_by_whoever_looks_and_its_end_by_the_next_run(book: Book) -> None:
    """However often one looks and however long it lasts, its subject stays the same."""
    called(book, KNOWN, BEFORE)

    looked = [_silence(book, at) for at in
              ("2026-06-01 08:30", "2026-06-01 08:31", "2026-06-03 12:00")]  # fmt: skip
    called(book, KNOWN, hour("2026-06-03 12:01"))
    told = _told(book)

    since = "2026-06-01T06:30:00Z"
    assert [[], [f"silence since fee {since}"], [f"silence since fee {since}"]] == looked
    assert 1 == len(told)
    assert told[0].subject.startswith("silence over since ")
    assert [
        "- gap, 2026-06-01 06:30 UTC: missed",
        "- gap, 2026-06-02 06:30 UTC: missed",
        "- gap, 2026-06-03 06:30 UTC: begun late, made",
    ] == [line for line in told[0].text.splitlines() if line.startswith("- gap")]
    assert [] == _silence(book, "2026-06-03 12:02")


def test_what_a_later_hour_replaced_is_no_silence(book: Book) -> None:
    """An hour that came while another ran, and was left for a later one, is not missed by us."""
    known = catalogue(gap="0 * * * * UTC", fee={"schedule": "0 * * * * UTC"})
    for entry in known.briefings.values():
        assert entry.deadline > 60
    told: list[Notice] = []
    called(book, known, BEFORE)
    called(book, known, hour("2026-06-01 02:30"))

    alerts.of_runs(book, known, told.append)

    assert [] == told


def test_an_alert_that_cannot_be_told_is_told_next_time(book: Book) -> None:
    """The error is the caller's, and nothing counts as told that was not."""
    called(book, KNOWN, BEFORE)
    called(book, KNOWN, hour("2026-06-01 06:30"), ABANDONED)

    def refuse(notice: Notice) -> None:
        raise H200Error(notice.subject)

    with pytest.raises(H200Error, match="failed gap"):
        alerts.of_runs(book, KNOWN, refuse)

    assert ["failed gap", "failed fee"] == [each.subject[:10] for each in _told(book)]


def test_a_long_silence_is_told_in_a_short_list(book: Book) -> None:
    """Of a month of hours the first twenty are named, the others counted."""
    called(book, KNOWN, BEFORE)
    called(book, KNOWN, BEFORE + timedelta(days=30, hours=12))

    [notice] = _told(book)

    listed = [line for line in notice.text.splitlines() if line.startswith("- ")]
    assert 21 == len(listed)
    assert "- and 42 more" == listed[-1]
