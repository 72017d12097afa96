"""Forecasts: locked as given, scored only on what was known, January to May as known in July."""

import json
from pathlib import Path

import pytest

from h200analysis import cases, evidence
from h200analysis.inquiry.forecasts import Forecast, expected
from h200analysis.inquiry.scoreboard import scoreboard, scored
from h200analysis.inquiry.scores import brier, crps
from h200analysis.press.archive import locked

DAYS = ("2026-01-15", "2026-03-15", "2026-05-20")


@pytest.fixture
def july() -> evidence.Ledger:
    """What was known by the end of July."""
    return evidence.read("2026-07-31")


def made(day: str, draws: int = 16_384) -> list[Forecast]:
    """Return the forecasts of a day."""
    return [asked.forecast for asked in expected(cases.Case(evidence.read(day)), draws=draws)]


def test_a_forecast_comes_back_as_it_was_locked() -> None:
    """Through JSON and back, not a digit is lost."""
    for forecast in made(DAYS[0]):
        assert forecast == Forecast.unlocked(json.loads(json.dumps(forecast.locked())))
        assert 1 == pytest.approx(sum(forecast.chances))


def test_a_forecast_is_what_the_edition_prints() -> None:
    """The chance that is locked is the one on the page, and the amounts have its middle."""
    for asked in expected(cases.Case(evidence.read(DAYS[0])), draws=16_384):
        if isinstance(asked.figure, cases.Outcome):
            assert asked.figure.value == asked.forecast.chances[0]
        else:
            amounts = sorted(asked.forecast.amounts)
            assert asked.figure.middle.value == pytest.approx(
                (amounts[49] + amounts[50]) / 2, rel=0.1, abs=2e3
            )


def test_what_is_answered_is_not_asked_again() -> None:
    """In August nobody is asked whether any chip will come: it has."""
    asked = {forecast.question for forecast in made("2026-08-27", 1024)}

    assert {"chips_by_december"} == asked  # August is nearer than a month


def test_hindcasts_as_known_in_july(july: evidence.Ledger) -> None:
    """Forecasts of January, March and May against what was known by July, each score by hand."""
    forecasts = [forecast for day in DAYS for forecast in made(day)]
    scores = scored(forecasts, july)
    by_name = {(score.question, str(score.as_of)): score for score in scores}
    given = {(f.question, str(f.as_of)): f for f in forecasts}

    assert ("any_by_may", "2026-03-15") in by_name
    assert ("chips_by_december", "2026-01-15") not in by_name  # not known in July
    for key, score in by_name.items():
        forecast = given[key]
        if score.brier is not None:
            assert score.brier == brier(forecast.chances[0], score.outcome)
        else:
            assert score.crps == crps(forecast.amounts, forecast.chances, score.outcome)
            assert score.covered is not None
    days = scoreboard(scores)
    assert list(DAYS) == [str(day.as_of) for day in days]
    assert [6, 5, 2] == [day.answered for day in days]


def test_nothing_is_scored_before_it_was_known() -> None:
    """In May the question of July was open; in April none of January's was answered."""
    forecasts = made(DAYS[0], 1024)

    assert () == scored(forecasts, evidence.read("2026-04-30"))
    assert "any_by_july" not in {s.question for s in scored(forecasts, evidence.read("2026-06-15"))}


def test_locks_of_editions_are_read(tmp_path: Path) -> None:
    """Every edition's odds count once a day; a variant's, which were supposed, never."""
    entries = [forecast.locked() for forecast in made(DAYS[0], 1024)]
    for name in ("revenue_at_stake", "executive", "revenue_at_stake--half_firm"):
        folder = tmp_path / "2026-01-15" / name
        folder.mkdir(parents=True)
        told = entries if "--" not in name else [{**entries[0], "as_of": "2026-01-16"}]
        (folder / "forecasts.json").write_text(json.dumps(told), encoding="utf-8")

    found = locked(tmp_path)

    assert len(entries) == len(found)
    assert all("2026-01-15" == str(forecast.as_of) for forecast in found)
