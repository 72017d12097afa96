"""A day's forecast: one record, read from a belief by exact days, that comes back as locked."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import cases, evidence, futures
from h200analysis.inquiry import register
from h200analysis.inquiry.forecasts import (
    END,
    MONTH_ENDS,
    Forecast,
    ForecastError,
    forecast,
    unit_of_rounding,
)
from tests.inquiry.beliefs import Even, made

JANUARY = evidence.read("2026-01-15")


@dataclass(frozen=True)
class _Noting(Even):
    """An even belief that notes the days on which it is asked."""

    asked: list[date]

    def any_by(self, day: date) -> tuple[float, float]:
        self.asked.append(day)
        return super().any_by(day)


def test_a_belief_is_asked_about_exact_days() -> None:
    """Month ends are asked about as they are, never as the month before: 31 March in January."""
    belief = _Noting(JANUARY.as_of, 0.6, asked=[])

    given_ = forecast(JANUARY, belief)

    assert list(MONTH_ENDS) == belief.asked[: len(MONTH_ENDS)]
    assert [date(2026, 3, 31), date(2026, 4, 30), END] == [MONTH_ENDS[n] for n in (0, 1, -1)]
    assert given_.any_by[date(2026, 3, 31)] == pytest.approx(0.6 * 75 / 350)
    assert {date(2026, 6, 1), date(2026, 8, 19), date(2026, 10, 9), END} <= given_.chips_by.keys()


@given(st.dates(date(2026, 1, 15), END))
def test_only_days_ahead_are_forecast(day: date) -> None:
    """Whatever the day, all that is forecast lies after it, up to the end of the year."""
    given_ = forecast(evidence.read(day), Even(day, 0.5))

    assert all(day < by <= END for by in (*given_.any_by, *given_.chips_by))
    assert [by for by in MONTH_ENDS if by > day] == list(given_.any_by)
    assert all(100 == len(amounts) for amounts in given_.chips_by.values())


def test_a_forecast_knows_when_its_judgements_were_recorded() -> None:
    """January's judgements were written down in November; what was written by its day is none."""
    given_ = forecast(JANUARY, Even(JANUARY.as_of, 0.5))

    assert JANUARY.newest_recorded() == given_.recorded
    assert given_.is_hindsight
    assert not replace(given_, recorded=given_.as_of).is_hindsight


def test_a_forecast_comes_back_as_it_was_locked() -> None:
    """Through JSON and back nothing is lost but what rounding takes, and that only once."""
    once = Forecast.unlocked(json.loads(json.dumps(made("2026-02-01", 0.61234567).locked())))

    assert Forecast.unlocked(json.loads(json.dumps(once.locked()))) == once
    assert 0.6123 == once.any_by[END]


@given(st.floats(0, 2e6))
def test_chips_are_locked_to_three_digits_and_no_finer_than_a_chip(chips: float) -> None:
    """The lock lies within half a unit of the third digit, and within half a chip of small lots."""
    one = replace(made("2026-02-01", 0.5), chips_by={END: (chips,) * 100})
    locked = one.locked()["chips_by"][str(END)][0]

    assert abs(locked - chips) <= 0.5 * unit_of_rounding(chips) * (1 + 1e-9)
    assert max(chips / 100, 1) * (1 + 1e-9) >= unit_of_rounding(chips)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"any_by": {"2026-12-31": 1.2}}, "odds beyond 0 and 1"),
        ({"any_by": {"2026-11-30": 0.5, "2026-12-31": 0.4}}, "or that fall"),
        ({"chips_by": {"2026-12-31": [1.0] * 99}}, "expected 100 of chips"),
        ({"chips_by": {"2026-12-31": [float("nan")] * 100}}, "expected 100 of chips"),
        ({"any_by": {"2026-02-01": 0.5}}, "expected days after 2026-02-01"),
        ({"any_by": {"tomorrow": 0.5}}, "found no forecast"),
        ({"as_of": None}, "found no forecast"),
        ({"chips_by": 7}, "found no forecast"),
    ],
)
def test_what_is_no_forecast_is_refused(change: dict[str, Any], told: str) -> None:
    """Odds that are none, amounts too few, days that are past: each gets a sentence."""
    with pytest.raises(ForecastError, match=told):
        Forecast.unlocked({**made("2026-02-01", 0.5).locked(), **change})


@pytest.mark.parametrize("day", ["2026-01-15", "2026-05-20", "2026-08-27"])
def test_the_belief_of_a_day_is_a_forecast(day: str) -> None:
    """What is believed passes the lock and back; its amounts are above none as often as its odds.

    A delivery that the ledger knows of is certain.
    """
    ledger = evidence.read(day)
    given_ = forecast(ledger, futures.believe(cases.Case(ledger)))
    again = Forecast.unlocked(given_.locked())

    assert register.is_same(given_, again)
    for by in again.any_by.keys() & again.chips_by.keys():
        some = sum(chips > 0 for chips in again.chips_by[by])
        assert again.any_by[by] == pytest.approx(some / 100, abs=0.011)
    assert (1.0 == again.any_by[END]) == (day == "2026-08-27")
