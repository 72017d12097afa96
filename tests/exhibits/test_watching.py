"""What to watch next: dated as it was known on the day, with the odds after each answer."""

from datetime import date

import pytest

from h200analysis.exhibits.changes import rounded
from h200analysis.exhibits.newest import newest
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.watching import meeting_to_watch, report_to_watch
from h200analysis.inquiry.changes import shift_on
from tests.inquiry.beliefs_of_days import AFTER, BEFORE, drawn


def _said(sentence: tuple[str, dict[str, object]]) -> str:
    template, outcomes = sentence
    return Page().write(template, outcomes)[1]


def test_the_next_meeting_has_its_day_its_source_and_both_odds() -> None:
    """In August the visit of 24 September was due; the odds are of another delivery."""
    template, outcomes = meeting_to_watch(drawn(AFTER))
    said = _said((template, outcomes))

    assert "visit to Washington is due on 24 September 2026" in said
    assert "another delivery this year" in said
    assert {"yes", "no", "meeting"} <= outcomes.keys()


def test_a_meeting_of_the_day_is_told_as_todays() -> None:
    """On 14 May nothing looked forward to the 14th any more."""
    assert "visit to Beijing is today" in _said(meeting_to_watch(drawn("2026-05-14")))


def test_without_a_dated_meeting_it_says_so() -> None:
    """After the visit of September no meeting has a date in what was read."""
    template, outcomes = meeting_to_watch(drawn("2026-10-09"))

    assert template.startswith("No further meeting")
    assert outcomes == {}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (BEFORE, "the quarter to January 2026 is expected in about February 2026. It comes too"),
        (
            AFTER,
            "the quarter to October 2026 is expected in about November 2026. If it shows that no",
        ),
        ("2026-11-28", "is due by now, but is not among the reports that we read"),
    ],
)
def test_the_next_report_follows_the_last_by_a_quarter(day: str, words: str) -> None:
    """Thirteen weeks after the one before it; where that has passed, it is missing."""
    assert words in _said(report_to_watch(drawn(day)))


def test_the_newest_report_says_what_its_day_moved() -> None:
    """On 20 May Nvidia's report lowered what we expect, by what `changes` gives for that day.

    It is told to the digit to which two digits of the expected chips are known.
    """
    of_may = drawn("2026-05-20")
    template, outcomes = newest(of_may)
    shift = shift_on(of_may, date(2026, 5, 20), of_may.belief.drawn.seed)

    assert template.startswith("20 May 2026: ")
    assert "That day’s reports lowered the deliveries" in template
    assert shift is not None
    assert outcomes["size"].value == rounded(shift.chips, 1000).value * -1 > 0


def test_a_move_within_the_noise_has_no_number() -> None:
    """The two reports of 15 January point in opposite ways and together move next to nothing."""
    template, outcomes = newest(drawn("2026-01-15"))

    assert "hardly moved" in template
    assert "size" not in outcomes


def test_a_number_of_chips_is_told_before_words() -> None:
    """On 19 August the first number of deliveries came with other reports."""
    _, outcomes = newest(drawn("2026-08-19"))

    assert "delivered_august" in outcomes["claims"].claims[:1]


def test_what_one_source_moved_is_called_so() -> None:
    """On 15 July a single report called the shipments trivial, and the sentence says so."""
    template, _ = newest(drawn("2026-07-16"))

    assert "This one source lowered the deliveries" in template
