"""The leaders' next meeting is told as it was expected on the day."""

import pytest

from h200analysis import cases, evidence, futures
from h200analysis.exhibits.deciding import next_meeting, when, who_decides
from h200analysis.exhibits.marks import claimed
from h200analysis.exhibits.registers import differs


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-12-31", "expected between July and December 2026"),
        ("2026-01-15", "expected in April 2026"),
        ("2026-03-01", "expected between 31 March and 2 April 2026"),
        ("2026-05-13", "due on 14 May 2026"),
        ("2026-05-14", "due today"),
        ("2026-05-20", "due on 24 September 2026"),
    ],
)
def test_the_next_meeting_is_told_as_it_was_expected(day: str, words: str) -> None:
    """A window of whole months is told by its months, a day by its date."""
    ledger = evidence.read(day)
    meeting = next_meeting(cases.Case(ledger))

    assert meeting is not None
    assert words == when(meeting, ledger.as_of)


def test_a_window_ends_today() -> None:
    """Nothing is expected between two days of which the last is today's."""
    meeting = next_meeting(cases.Case(evidence.read("2026-03-01")))

    assert meeting is not None
    assert meeting.last is not None
    assert "expected today at the latest" == when(meeting, meeting.last)


def test_what_is_sure_is_told_as_a_fact() -> None:
    """In August Washington's licences are a fact; where Beijing stands has its chance."""
    told, _ = who_decides(futures.over(cases.Case(evidence.read("2026-08-27")), draws=16_384))

    assert "Washington {w_state}, and Beijing most likely ({b_chance:bare}) {b_state}." in told
    assert "never both allow further deliveries between 19 August 2026 and the end" in told


def test_reports_that_print_alike_do_not_disagree() -> None:
    """15,840 and 15,832 are both printed as 15,800."""
    ledger = evidence.read("2026-08-27")
    shown = [pool for group in ledger.conflicts for pool in ledger.pools(group) if differs(pool)]

    assert shown
    for pool in shown:
        assert len({claimed(pool.claims[name]) for name in pool.weights}) > 1
        assert not pool.agrees
