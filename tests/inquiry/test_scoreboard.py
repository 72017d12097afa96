"""The board of scores: baselines as specified, each question on its day, one event as one."""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import cases, evidence, futures
from h200analysis.inquiry import baselines, register
from h200analysis.inquiry.first_delivery import (
    Odds,
    date_crps,
    none_log_score,
    window_log_score,
)
from h200analysis.inquiry.forecasts import END, MONTH_ENDS, Forecast, forecast
from h200analysis.inquiry.scoreboard import BELIEF, Scoreboard, scoreboard
from tests.inquiry.beliefs import made

AFTER, UNTIL, MIDDLE = date(2026, 6, 1), date(2026, 7, 14), date(2026, 6, 22)
DAYS = ("2026-01-15", "2026-02-01", "2026-02-28", "2026-03-15", "2026-04-01", "2026-05-01",
        "2026-05-20")  # fmt: skip
LEDGER = evidence.read("2026-12-31")
chances = st.floats(0.01, 0.99)
early = st.dates(date(2026, 1, 1), date(2026, 5, 31))


def _board(*forecasts: Forecast, known: str = "2026-12-31") -> Scoreboard:
    entries: list[register.Entry] = []
    for given_ in forecasts:
        entry = register.following(entries, given_, "e" * 64)
        assert entry is not None
        entries.append(entry)
    return scoreboard(entries, evidence.read(known))


BOARD = _board(*(made(day, 0.6) for day in DAYS))


@pytest.mark.parametrize(
    ("name", "log", "crps", "brier"),
    [
        ("flat 60%", 2.41, 10.7, 0.181),
        ("coin", 2.59, 12.8, 0.217),
        ("base rate", 3.16, 18.0, 0.323),
    ],
)
def test_baselines_over_the_seven_days(name: str, log: float, crps: float, brier: float) -> None:
    """Log score, CRPS in weeks and Brier score, to the digits of the specification's table."""
    rows = [row.by[name] for row in BOARD.dates]

    assert list(DAYS) == [str(row.as_of) for row in BOARD.dates]
    assert log == round(fmean(row.log for row in rows), 2)
    assert crps == round(fmean(row.crps for row in rows), 1)
    assert brier == round(fmean(row.by[name] for row in BOARD.odds), 3)
    assert [5, 5, 5, 5, 4, 3, 3] == [row.asked for row in BOARD.odds]


def test_a_market_at_65_in_may() -> None:
    """65% on 20 May, spread evenly: 2.09 nats and 11.6 weeks."""
    asked = date(2026, 5, 20)
    odds = baselines.evenly(asked, 0.65)

    assert 2.09 == round(window_log_score(asked, odds, AFTER, UNTIL), 2)
    assert 11.6 == round(date_crps(asked, odds, MIDDLE), 1)


def test_a_market_counts_while_its_price_is_known_and_fresh() -> None:
    """86% from 30 May, 65% from 3 June, and two weeks later none; before, nobody knew of one."""
    days = [date(2026, 5, 29), date(2026, 5, 30), date(2026, 6, 3), date(2026, 6, 17)]
    odds = [baselines.market(LEDGER, day) for day in (*days, date(2026, 6, 18))]

    assert [None, 0.86, 0.65, 0.65, None] == [each and pytest.approx(each[END]) for each in odds]


def test_a_belief_equal_to_a_baseline_has_its_scores_and_no_skill() -> None:
    """All are scored by the same code: an even 60% is the flat 60%, to the last digit."""
    [flat] = [skill for skill in BOARD.skill if skill.against == "flat 60%"]

    for row in BOARD.dates:
        assert row.by[BELIEF].log == pytest.approx(row.by["flat 60%"].log)
        assert row.by[BELIEF].crps == pytest.approx(row.by["flat 60%"].crps)
    assert (0, 0, 0) == pytest.approx((flat.log.mean, flat.log.least, flat.log.most))
    assert 0 == pytest.approx(flat.crps.mean)
    assert 7 == flat.days


def test_skill_is_the_gain_over_a_baseline() -> None:
    """Over the coin: the difference of the mean log scores, and the share of its CRPS saved."""
    [coin] = [skill for skill in BOARD.skill if skill.against == "coin"]

    assert coin.log.mean == pytest.approx(math.log(0.6 / 0.5))
    ours, theirs = (fmean(row.by[n].crps for row in BOARD.dates) for n in (BELIEF, "coin"))
    assert coin.crps.mean == pytest.approx(1 - ours / theirs)
    assert coin.crps.least <= coin.crps.mean <= coin.crps.most


def test_the_base_rate_by_hand() -> None:
    """Half an end in 41 weeks: no end in 11 more weeks has the chance (41 / 52) ** ½, .8880."""
    asked = date(2026, 1, 15)
    weeks = (date(2026, 3, 31) - asked).days / 7

    assert 0.8880 == pytest.approx((41 / 52) ** 0.5, abs=5e-5)
    assert baselines.base_rate(asked)[date(2026, 3, 31)] == pytest.approx(
        1 - (41 / (41 + weeks)) ** 0.5
    )
    later = baselines.base_rate(date(2026, 3, 5))  # seven weeks on
    assert later[END] == pytest.approx(1 - (48 / (48 + 301 / 7)) ** 0.5)


@given(early, chances)
def test_log_scores_of_all_windows_share_out_all_chances(asked: date, chance: float) -> None:
    """The chances of the windows between month ends, and of none, sum to 1."""
    odds = baselines.evenly(asked, chance)
    ends = [asked, *odds]
    masses = [math.exp(-window_log_score(asked, odds, a, b)) for a, b in itertools.pairwise(ends)]

    assert 1 == pytest.approx(sum(masses) + math.exp(-none_log_score(asked, odds)))


def _expected(score: Callable[[Odds, int], float], truth: float, told: Odds) -> float:
    """Return a score in expectation, where any day of the year left is as likely as another."""
    left = 40
    return sum(truth / left * score(told, n + 1) for n in range(left)) + (1 - truth) * score(
        told, left
    )


@given(chances, chances)
def test_the_honest_date_scores_best(truth: float, told: float) -> None:
    """CRPS of the date is proper, none counted as the last day: no other chance does better."""
    asked = date(2026, 11, 21)

    def score(odds: Odds, days: int) -> float:
        return date_crps(asked, odds, date.fromordinal(asked.toordinal() + days))

    honest = _expected(score, truth, baselines.evenly(asked, truth))
    assert honest <= _expected(score, truth, baselines.evenly(asked, told)) + 1e-9


def test_what_was_ruled_out_is_infinitely_surprising() -> None:
    """A first delivery that came when it had no chance cannot be made good."""
    asked = date(2026, 5, 20)

    assert math.inf == window_log_score(asked, dict.fromkeys(MONTH_ENDS[2:], 0.4), AFTER, UNTIL)
    assert math.inf == none_log_score(asked, dict.fromkeys(MONTH_ENDS[2:], 1.0))


@pytest.mark.parametrize(
    ("known", "any_by", "chips_by"),
    [
        ("2026-05-19", [], []),
        ("2026-05-20", ["03-31", "04-30"], []),
        ("2026-06-30", ["03-31", "04-30", "05-31"], ["06-01"]),
        ("2026-07-30", ["03-31", "04-30", "05-31"], ["06-01"]),
        ("2026-07-31", ["03-31", "04-30", "05-31", "07-31"], ["06-01"]),
        ("2026-08-27", ["03-31", "04-30", "05-31", "07-31"], ["06-01", "08-19"]),
        ("2026-12-31", ["03-31", "04-30", "05-31", "07-31", "12-31"], ["06-01", "08-19"]),
    ],
)
def test_a_question_counts_from_its_day_be_it_yes_or_no(
    known: str, any_by: Sequence[str], chips_by: Sequence[str]
) -> None:
    """The yes of December, known in July, is no score before December, which a no could not be."""
    board = _board(made("2026-01-15", 0.5), known=known)

    assert len(any_by) == sum(row.asked for row in board.odds)
    assert chips_by == [f"{row.question.by:%m-%d}" for row in board.amounts][: len(chips_by)]


def test_the_date_is_scored_once_it_is_known_for_all_days_before_it() -> None:
    """On 14 July nothing is; on 15 July all days asked before June are, and none after."""
    every = [made(day, 0.5) for day in ("2026-01-15", "2026-05-20", "2026-06-01", "2026-07-20")]

    assert () == _board(*every, known="2026-07-14").dates
    known = _board(*every, known="2026-07-15").dates
    assert ["2026-01-15", "2026-05-20"] == [str(row.as_of) for row in known]


def test_what_was_answered_already_is_no_test_of_odds() -> None:
    """Asked on 20 July, when a delivery was known, the odds of later days prove nothing."""
    before, after = made("2026-07-14", 0.5), made("2026-07-20", 1.0)

    assert [(before.as_of, 2)] == [(row.as_of, row.asked) for row in _board(before, after).odds]


def test_the_belief_stands_where_it_was_specified() -> None:
    """About 2.40 nats and 10.4 weeks over the seven days: better than a coin, not than 60%."""
    ledgers = map(evidence.read, DAYS)
    board = _board(*(
        forecast(ledger, futures.believe(cases.Case(ledger), draws=16_384)) for ledger in ledgers
    ))  # fmt: skip
    gains = {skill.against: skill.log.mean for skill in board.skill}

    assert 2.40 == pytest.approx(fmean(row.by[BELIEF].log for row in board.dates), abs=0.1)
    assert 10.4 == pytest.approx(fmean(row.by[BELIEF].crps for row in board.dates), abs=0.6)
    assert gains["coin"] > 0.1
    assert 0 == pytest.approx(gains["flat 60%"], abs=0.1)


def test_amounts_are_scored_by_crps_beside_no_more_than_today() -> None:
    """Asked in January about 19 August: half none, half 20,000, where 20,000 came."""
    even = replace(
        made("2026-01-15", 0.5), chips_by={date(2026, 8, 19): (0.0,) * 50 + (20_000.0,) * 50}
    )
    [row] = _board(even).amounts

    assert 20_000 == row.outcome
    assert row.by[BELIEF] == pytest.approx(5_000)  # 10,000 from it, less half of 10,000 between
    assert 20_000 == row.by["no more than today"]
    assert (0.5, 1.0) == pytest.approx(row.integral)
    assert row.is_covered


def test_what_was_delivered_is_what_was_known_then() -> None:
    """Nothing until 19 August, about 20,000 since."""
    assert [0, 0, 20_000, 20_000] == [
        baselines.delivered(LEDGER, date(2026, month, day))
        for month, day in ((1, 15), (8, 18), (8, 19), (10, 1))
    ]


def test_the_sell_side_is_a_year_of_its_sales() -> None:
    """$10 billion at $27,000 is 370,370 chips a year, counted from the day it was said."""
    [whole] = [baselines.sell_side(LEDGER, date(2026, 1, 15), date(2026, 12, 13))]

    assert whole == pytest.approx(10e9 / 27_000)
    assert baselines.sell_side(LEDGER, date(2025, 12, 12), END) is None


def test_hindsight_is_told_with_the_day_of_writing() -> None:
    """A forecast recorded after its day is marked; one recorded by then is not."""
    late, in_time = made("2026-01-15", 0.5), made("2026-02-01", 0.5, recorded="2026-02-01")

    assert {date(2026, 1, 15): date(2026, 11, 25)} == _board(late, in_time).hindsight
