"""What moved the belief between two days: the moves add up, and only news moves on its day."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from h200analysis import evidence, futures
from h200analysis.cases.case import Case
from h200analysis.errors import ArgumentError
from h200analysis.evidence.readings import READINGS
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry import headlines
from h200analysis.inquiry.chronicle import ANY, CHIPS, as_json, leading, measured
from h200analysis.inquiry.story import Story, news_days, story
from tests.evidence.later import add_later_news

VIEWS = evidence.views()
JANUARY, FEBRUARY = date(2026, 1, 15), date(2026, 2, 5)


def chances(case: Case) -> dict[str, float]:
    """Measure the exact filter alone, which is quick."""
    found = futures.filtered(case)
    states = {f"beijing.{state}": chance for state, chance in found.beijing.items()}
    return {ANY: found.any_by(LAST_DAY), **states}


@cache
def told(first: date, last: date) -> Story[str]:
    """Return the story of the chances between two days."""
    return story(VIEWS, (first, last), chances, news_days(VIEWS(last), first))


@pytest.mark.parametrize(
    ("first", "last"),
    [(JANUARY, FEBRUARY), (date(2025, 12, 31), date(2026, 1, 14)), (date(2026, 5, 13),
      date(2026, 6, 2)), (date(2026, 7, 10), date(2026, 10, 12))],
)  # fmt: skip
def test_moves_add_up_to_the_difference_of_the_days(first: date, last: date) -> None:
    """News and waiting together are all that moved, and neither of them is nothing."""
    found = told(first, last)

    for name in found.before:
        moves = sum(event.move(name) for event in found.events) + found.waiting(name)
        assert found.after[name] - found.before[name] == pytest.approx(moves, abs=1e-12)
    assert any(abs(event.move("beijing.pause")) > 1e-3 for event in found.events)
    assert found.waiting("beijing.pause") != 0


def test_days_are_those_of_the_filter() -> None:
    """Both ends, and each day with its news, are what is found when that day is asked for."""
    found = told(JANUARY, FEBRUARY)

    assert chances(Case(evidence.read(JANUARY))) == found.before
    assert chances(Case(evidence.read(FEBRUARY))) == found.after
    for event in found.events:
        assert chances(Case(evidence.read(event.day))) == event.after


def test_january_tells_its_moves() -> None:
    """The approval of 400,000 chips moves the odds on its day, and the claims say so."""
    found = told(JANUARY, FEBRUARY)
    (approval,) = (event for event in found.events if event.day == date(2026, 1, 28))

    assert ("approved_400k",) == approval.news.claims
    assert ("return_visit",) == approval.news.meetings
    assert 0.01 < approval.move(ANY) < 0.05
    assert approval.move("beijing.approvals") > 0


def test_without_its_news_a_day_is_still_that_day() -> None:
    """Before the news is what is believed on the same day without it, not on the day before."""
    (event,) = (event for event in told(JANUARY, FEBRUARY).events if event.day == date(2026, 1, 30))
    ledger = VIEWS(event.day)
    fresh = {n for n in ledger.of(READINGS) if ledger.source_of(n).published == event.day}

    assert set(event.news.claims) <= fresh
    assert event.before[ANY] == pytest.approx(
        futures.filtered(Case(ledger), without=fresh).any_by(LAST_DAY), abs=1e-12
    )
    assert event.before[ANY] != chances(Case(VIEWS(date(2026, 1, 29))))[ANY]


def test_an_answer_is_news() -> None:
    """The day on which a question is answered names it, and the odds are then exactly 1."""
    found = told(date(2026, 7, 13), date(2026, 7, 16))
    answered = [event for event in found.events if event.news.answers]

    assert {"any_by_july"} <= {name for event in answered for name in event.news.answers}
    assert 1 == found.after[ANY]


def test_a_quiet_time_is_waiting_alone() -> None:
    """Between two days without a publication nothing but time has moved anything."""
    found = told(date(2026, 4, 2), date(2026, 4, 20))

    assert () == found.events
    assert found.waiting(ANY) == pytest.approx(found.after[ANY] - found.before[ANY])
    assert found.waiting(ANY) != 0


def test_one_day_has_no_story() -> None:
    """From a day to itself nothing moves."""
    found = told(JANUARY, JANUARY)

    assert () == found.events
    assert {0.0} == {found.waiting(name) for name in found.before}


def test_later_claims_change_nothing(data_folder: Path) -> None:
    """What is published after the last day is no part of the story; an earlier record would be."""
    before = told(date(2026, 1, 10), JANUARY)
    add_later_news(data_folder)
    views = evidence.views()
    days = news_days(views(JANUARY), date(2026, 1, 10))

    assert before == story(views, (date(2026, 1, 10), JANUARY), chances, days)
    assert date(2026, 1, 17) in news_days(views(date(2026, 1, 17)), JANUARY)


def test_the_order_of_a_file_changes_nothing(data_folder: Path) -> None:
    """Readings may stand in any order."""
    before = told(JANUARY, FEBRUARY)
    path = data_folder / "readings.toml"
    head, *records = path.read_text(encoding="utf-8").split("\n\n[")
    path.write_text("\n\n[".join([head, *reversed(records)]), encoding="utf-8")
    views = evidence.views()

    found = story(views, (JANUARY, FEBRUARY), chances, news_days(views(FEBRUARY), JANUARY))

    assert before.after == found.after
    assert [e.before for e in before.events] == [e.before for e in found.events]
    assert [{*e.news.claims} for e in before.events] == [{*e.news.claims} for e in found.events]


def test_days_in_the_wrong_order_are_refused() -> None:
    """The first day comes first."""
    with pytest.raises(ArgumentError, match="The first day is 2026-02-05, the last 2026-01-15"):
        told(FEBRUARY, JANUARY)


def test_headlines_of_the_belief_add_up_too() -> None:
    """Chance, chips and dollars of the drawn futures: the moves are all of the difference."""
    last = date(2026, 1, 26)
    days = news_days(VIEWS(last), JANUARY)
    found = story(VIEWS, (JANUARY, last), headlines.of_belief(7, 16_384), days)

    assert found.before.keys() == headlines.OF_BELIEF.keys()
    for headline in headlines.OF_BELIEF:
        moves = sum(event.move(headline) for event in found.events) + found.waiting(headline)
        assert found.after[headline] - found.before[headline] == pytest.approx(moves)
    over = futures.over(Case(VIEWS(JANUARY)), draws=16_384)
    assert found.before[headlines.DOLLARS] == over.expected("delivered_usd").value
    assert found.before[headlines.CHANCE] == over.any_by(LAST_DAY).value


def test_json_tells_the_story_whole() -> None:
    """Moves and waiting in JSON add up to both ends; each claim says who said what."""
    last = date(2026, 1, 20)
    days = news_days(VIEWS(last), JANUARY)
    found = story(VIEWS, (JANUARY, last), measured(draws=16_384), days)

    said = as_json(found, (JANUARY, last), VIEWS(last))

    (event,) = said["events"]
    assert {"suppliers_paused", "orders_expected_ft"} == {c["claim"] for c in event["claims"]}
    assert all(claim["publisher"] and claim["says"] for claim in event["claims"])
    for name in (ANY, CHIPS):
        total = event["moved"][name] + said["waiting"][name]
        assert said["after"][name] - said["before"][name] == pytest.approx(total)
    assert sum(said["after"]["beijing"].values()) == pytest.approx(1)
    assert "pause" == leading("beijing", found.before)[0]
    states: Mapping[str, float] = said["before"]["washington"]
    assert {"closed", "reviewing", "licensed"} == states.keys()
