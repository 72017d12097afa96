"""What a reading adds: the odds with all of them, less the odds without it."""

import pytest

from h200analysis.futures import believe, filtered
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry.evidence_weight import moved, without
from h200analysis.inquiry.reweighing import chance
from tests.inquiry.beliefs_of_days import AFTER, BEFORE, drawn


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_the_same_evidence_gives_the_same_odds(day: str) -> None:
    """With nothing left out the chance is that of the belief, any delivery or another."""
    told = drawn(day).told()
    name = "further_chips" if drawn(day).has_begun else "delivered_chips"
    value, error = drawn(day).belief.mean(told[name] > 0)

    found = chance(drawn(day), drawn(day).belief.filtered)
    assert found.value == pytest.approx(value, abs=4 * error)


def test_a_reading_left_out_is_left_out() -> None:
    """What is told of a reading is the difference that the filter finds without it."""
    found = drawn(BEFORE).belief.filtered
    every = moved(drawn(BEFORE))
    first = every[0]
    other = filtered(drawn(BEFORE).case, without={first.reading.claim})

    assert first.points.value == pytest.approx(
        100 * (found.any_by(LAST_DAY) - other.any_by(LAST_DAY))
    )
    assert any(each.points.value < 0 for each in every)
    assert len(every) <= 10
    days = [each.reading.published for each in every]
    assert days == sorted(days, reverse=True)


def test_a_report_is_left_out_whole() -> None:
    """What a filing says twice goes together: its second statement does not take the place."""
    both = {"guidance_q2fy27_release", "imports_unknown_may"}
    found = without(drawn("2026-05-20"), "guidance_q2fy27_release")
    case = drawn("2026-05-20").case

    assert found.any_by(LAST_DAY) == pytest.approx(filtered(case, without=both).any_by(LAST_DAY))
    alone = filtered(case, without={"guidance_q2fy27_release"})
    assert found.any_by(LAST_DAY) != pytest.approx(alone.any_by(LAST_DAY), abs=0.005)


def test_weighing_anew_agrees_with_drawing_anew() -> None:
    """Once chips have arrived, futures weighed anew tell what futures drawn anew tell."""
    claim = "sales_restricted_august"
    case = drawn(AFTER).case
    weighed = chance(drawn(AFTER), filtered(case, without={claim}))
    again = believe(case, without={claim})
    another, error = again.mean(again.chips_by(LAST_DAY) > again.chips_by(case.ledger.as_of))

    assert another == pytest.approx(weighed.value, abs=3 * error + 0.02)


@pytest.mark.parametrize("claim", ["approve_some_q1", "rule_case_by_case", "volume_rules"])
def test_old_readings_are_forgotten_by_the_time_of_another_delivery(claim: str) -> None:
    """What is left out of the search after a delivery moves the chance by less than is told."""
    before = chance(drawn(AFTER), drawn(AFTER).belief.filtered)

    after = chance(drawn(AFTER), without(drawn(AFTER), claim))

    assert before.value == pytest.approx(after.value, abs=0.002)
