"""Events that pages look forward to: known from the day they were over, and told apart by words."""

from pathlib import Path

import pytest

from h200analysis import evidence
from h200analysis.evidence import DataError
from h200analysis.evidence.events import EVENTS

MEETING = """
[a_meeting]
title = "a meeting"
words = ["meeting of experts"]
[[a_meeting.values]]
since = 2026-05-20
recorded = 2026-11-28
claims = ["orders_seed"]
because = "It was held."
"""


def test_an_event_is_over_from_its_day_on() -> None:
    """On the day before it is still looked forward to, and the ledger holds nothing of it."""
    before, after = evidence.read("2026-07-14"), evidence.read("2026-07-15")

    assert "deliveries_begin" not in before.of(EVENTS)
    assert str(after.of(EVENTS)["deliveries_begin"].ending.since) == "2026-07-15"


def test_events_are_no_part_of_what_was_known(data_folder: Path) -> None:
    """How pages may speak moves no hash of the evidence, so no edition of an earlier day."""
    before = evidence.read("2026-08-27").fingerprint()
    with (data_folder / EVENTS.file).open("a", encoding="utf-8") as file:
        file.write(MEETING)

    assert "a_meeting" in evidence.read("2026-08-27").of(EVENTS)
    assert before == evidence.read("2026-08-27").fingerprint()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('["meeting of experts"]', "[]", "`words` or `expected`, by which a page speaks of it"),
        ("meeting of experts", "April visit", "words of its own, since 'spring_visit' has these"),
        ("meeting of experts", "it", "expected phrases of 4 characters or more"),
        ('"orders_seed"', '"orders_sed"', "claims: found 'orders_sed', expected the id of a sound"),
        ('"orders_seed"', '"delivered_august"', "published 2026-08-19, expected claims published"),
        ('"orders_seed"', "", "values.0.claims: found"),
    ],
)
def test_an_unsound_event_is_named(data_folder: Path, old: str, new: str, told: str) -> None:
    """Its words, its claims and their days are checked with file and record."""
    with (data_folder / EVENTS.file).open("a", encoding="utf-8") as file:
        file.write(MEETING.replace(old, new))

    with pytest.raises(DataError) as unsound:
        evidence.read("2026-08-27")

    assert "data/events.toml" in str(unsound.value)
    assert "a_meeting" in str(unsound.value)
    assert told in str(unsound.value)
