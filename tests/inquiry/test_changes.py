"""What changed between two days: moves that add up, definitions told apart, calls scored."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from h200analysis import evidence, futures
from h200analysis.cases import Case, Outcome
from h200analysis.errors import ArgumentError
from h200analysis.evidence.observations import OBSERVATIONS
from h200analysis.evidence.readings import READINGS
from h200analysis.exhibits.bundle import FIGURES
from h200analysis.exhibits.changes import direction, largest_move, moves, other_reports, what_moved
from h200analysis.exhibits.earlier_calls import calls_in_short, earlier_calls
from h200analysis.exhibits.learned import learned
from h200analysis.exhibits.news_labels import LABELS
from h200analysis.exhibits.then_and_now import definition, then_and_now
from h200analysis.futures import Futures
from h200analysis.inquiry.baselines import base_rate
from h200analysis.inquiry.calls import amount_calls, odds_calls
from h200analysis.inquiry.changes import Changes, Shift, changes
from h200analysis.inquiry.story import News

DRAWS = 65_536
JANUARY = date(2026, 1, 15)


@cache
def drawn(day: str) -> Futures:
    """Return the futures of a day."""
    return futures.over(Case(evidence.read(day)), 7, DRAWS)


@cache
def fortnight() -> Changes:
    """Return what changed in the second half of January."""
    return changes(drawn("2026-01-31"), JANUARY)


def without_events(since: str, day: str) -> Changes:
    """Return two days side by side without the events between, which take long to measure."""
    rest = drawn(day).outcome("moved_by_the_rest", 0.0, "chip", "difference")
    return Changes(drawn(since), drawn(day), (), rest, ())


@pytest.mark.parametrize("since", ["2026-01-31", "2026-02-01"])
def test_the_earlier_day_comes_first(since: str) -> None:
    """A day is compared with an earlier one alone."""
    with pytest.raises(ArgumentError, match=f"since is {since} and as_of 2026-01-31; expected"):
        changes(drawn("2026-01-31"), since)


def test_shifts_and_rest_are_the_whole_difference() -> None:
    """What the shown news moved and all the rest come to the difference of the two days."""
    found = fortnight()
    then, now = (each.expected("delivered_chips").value for each in (found.before, found.after))

    moved = sum(shift.chips.value for shift in found.shifts) + found.rest.value
    assert moved == pytest.approx(now - then, abs=1e-6)
    assert date(2026, 1, 28) in [shift.day for shift in found.shifts]
    assert all(found.since < shift.day <= found.as_of for shift in found.shifts)
    assert all(abs(s.chips.value) > 2 * (s.chips.error or 0) for s in found.shifts)


def test_a_waterfall_adds_up_as_it_is_printed() -> None:
    """All parts are rounded alike: start and steps as printed come to the printed end."""
    chart = moves(fortnight())
    assert chart is not None
    start, *steps, end = (figure["value"] for figure in chart.figures)

    assert start + sum(steps) == end
    assert len(steps) >= 2
    assert all(value % 1_000 == 0 for value in (start, *steps, end))
    assert "28 January: Beijing approves chips for three firms" in chart.alt


def test_each_claim_of_a_day_is_told_once() -> None:
    """What moved most stands in the table, what moved less in the list, nothing in both."""
    found = fortnight()
    others = other_reports(found)
    assert others is not None

    assert "more than 400,000 chips between them" in what_moved(found).markdown
    assert "more than 400,000 chips between them" not in others.markdown


def test_half_a_page_says_that_nothing_moved() -> None:
    """Without news there is no chart, and each part says so in a sentence."""
    found = without_events("2026-01-15", "2026-01-16")

    assert moves(found) is None
    assert "No report in between moved the figures" in what_moved(found).markdown
    assert "No report in between" in largest_move(found)[0]
    assert other_reports(found) is None
    assert "has been answered since" in earlier_calls(found).markdown


def test_another_count_is_no_sale() -> None:
    """The stock fell from August on because other chips are counted, and the page says so."""
    since_january = without_events("2026-01-15", "2026-08-27")
    since_december = without_events("2026-01-15", "2026-01-31")

    assert "Definition changed" in then_and_now(since_january).markdown
    assert "built for China" in definition(since_january)[0]
    assert "Another definition" not in then_and_now(since_december).markdown
    assert "counts the same thing" in definition(since_december)[0]


def test_figures_of_two_days_keep_their_hedges() -> None:
    """A limit for each of some firms, multiplied, is still a limit."""
    rows = then_and_now(without_events("2026-01-15", "2026-08-27")).markdown

    assert "| up to [750,000 chips" in rows.replace("\\", "")


def test_the_reason_of_a_change_points_the_way_it_went() -> None:
    """What we expected fell from December to November, so the table names a fall."""
    rest = without_events("2025-12-31", "2026-11-28")
    moved = {
        date(2026, 7, 14): ("shipped_july_cnbc", 3e4),
        date(2026, 10, 9): ("delivered_october", -2e4),
    }
    shifts = tuple(
        Shift(
            when,
            News(("rationed_october", claim), (), (), (), ()),
            rest.after.outcome("moved", size, "chip", "difference"),
            None,
        )
        for when, (claim, size) in moved.items()
    )
    found = replace(rest, shifts=shifts)
    row = next(r for r in then_and_now(found).markdown.splitlines() if "Expected to arrive" in r)
    told, _ = largest_move(found)

    assert found.largest is not None
    assert found.largest.chips.value > 0
    assert (
        "Largest fall on a single day: one account knows of no other delivery (9 October 2026)"
        in row.replace("\\", "")
    )
    assert "claim=delivered_october" in row
    assert told.index("the largest fall") < told.index("the largest rise")


def test_a_settled_question_gets_no_chance_now() -> None:
    """Once chips have come, the table gives the chance of then and says since when."""
    found = without_events("2026-01-15", "2026-08-27")
    row = next(r for r in then_and_now(found).markdown.splitlines() if "Any delivery" in r)

    assert "42%" in row
    assert "yes, first reported in July" in row
    assert "100%" not in row


def test_calls_are_scored_by_what_came() -> None:
    """A Brier score is the squared distance between what we said and what came."""
    before, later = drawn("2026-01-15"), evidence.read("2026-08-27")
    calls = {call.question.by: call for call in odds_calls(before, later)}

    assert [day.month for day in calls] == [3, 4, 5, 7, 12]
    assert calls[date(2026, 5, 31)].said.value == pytest.approx(0.197, abs=0.01)
    assert calls[date(2026, 5, 31)].came == 0
    for call in calls.values():
        assert call.score.value == pytest.approx((call.said.value - call.came) ** 2, abs=1e-12)
        base = base_rate(JANUARY)[call.question.by]
        assert call.base_rate.value == pytest.approx((base - call.came) ** 2, abs=1e-12)
    [may] = amount_calls(before, later)
    assert (may.came, may.unchanged.value, may.is_covered) == (0, 0, True)
    assert 300 < may.score.value < 900


def test_a_call_names_what_came_and_what_did_not() -> None:
    """The bullet gives the last month without a delivery, and the first with one."""
    text, said = calls_in_short(without_events("2026-01-15", "2026-08-27"))

    assert "by the end of May (none came)" in text
    assert "by the end of July (it came)" in text
    assert len(said) == 2


def test_what_was_learned_is_counted() -> None:
    """New claims are those that the later day has and the earlier had not."""
    found = without_events("2026-01-15", "2026-08-27")
    told = learned(found)
    counts = [f["value"] for f in told.figures if f["name"] == "claims"]
    earlier, later = evidence.read("2026-01-15"), evidence.read("2026-08-27")

    assert counts == [len(later.claims) - len(earlier.claims), len(earlier.claims)]
    assert "The American president’s visit to Beijing, on 14 May 2026" in told.markdown


def test_a_headline_says_up_only_if_it_prints_so() -> None:
    """Figures that print alike are unchanged, whatever lies behind their digits."""

    def chips(value: float) -> Outcome:
        return drawn("2026-01-15").outcome("it", value, "chip", "mean")

    assert direction(chips(28_990), chips(29_200)) == "unchanged from"
    assert direction(chips(28_990), chips(50_000)) == "up from"
    assert direction(chips(28_990), chips(25_300)) == "down from"


def test_every_label_is_of_a_report() -> None:
    """Words for news that no longer exists are taken out."""
    ledger = evidence.read("2026-11-25")
    known = {reading.report for reading in ledger.of(READINGS).values()}
    known |= set(ledger.of(READINGS)) | set(ledger.of(OBSERVATIONS))

    assert LABELS.keys() <= known


def test_charts_hand_over_their_figures() -> None:
    """Whatever a waterfall prints is among the figures of the edition."""
    chart = moves(fortnight())
    assert chart is not None
    data, _ = chart._repr_mimebundle_()

    assert len(data[FIGURES]) == len(fortnight().shifts) + 3
