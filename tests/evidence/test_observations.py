"""Observations: what claims say of amounts, how surely, and since when."""

from datetime import date
from math import exp, log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import evidence
from h200analysis.evidence.observations import OBSERVATIONS, Observed, observed
from tests.evidence.unsound import faults_of

LATEST = evidence.read(evidence.latest_day())
NINE_IN_TEN = 1.6448536269514722


def _observed(name: str) -> Observed:
    return next(each for each in observed(LATEST) if each.claim == name)


def test_a_deviation_comes_from_the_claims_own_words(data_folder: Path) -> None:
    """Roughly 10,000 is read as a quarter to either side at nine in ten, and so is twice that."""
    path = data_folder / OBSERVATIONS.file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("deviation = 0.25\n", ""), encoding="utf-8")

    (delivered,) = (
        each for each in observed(evidence.read("2026-08-27")) if each.claim == "delivered_august"
    )

    assert 20_000 == delivered.chips
    assert log(1.25) / NINE_IN_TEN == pytest.approx(delivered.deviation, rel=1e-12)
    assert 16_000 == pytest.approx(20_000 * exp(-NINE_IN_TEN * delivered.deviation))


def test_a_deviation_that_is_given_is_kept() -> None:
    """Firm demand is known within a factor of two, at nine in ten; August's report to a quarter."""
    assert 0.25 == _observed("delivered_august").deviation
    assert log(2) / NINE_IN_TEN == pytest.approx(
        _observed("orders_expected_ft").deviation, abs=5e-4
    )


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_no_amount_is_observed_before_it_was_published(day: date) -> None:
    """On any day, every observation is of a claim of the view, and of no day after it."""
    ledger = evidence.read(day)

    for each in observed(ledger):
        assert each.claim in ledger.claims
        assert each.by <= each.published <= day


def test_an_observation_can_be_left_out() -> None:
    """Without its claim an observation is gone, and the others stay; a misspelt one is refused."""
    left = observed(LATEST, without=frozenset({"delivered_august"}))

    assert {*observed(LATEST)} - {*left} == {_observed("delivered_august")}
    with pytest.raises(evidence.NotKnownError, match="There is no claim 'delivered_agust'"):
        observed(LATEST, without=frozenset({"delivered_agust"}))


def test_a_word_has_no_deviation() -> None:
    """What is called trivial is weighed by triplings."""
    trivial = _observed("shipped_july_trivial")

    assert ("at_most_words", 10_000, 0) == (trivial.form, trivial.chips, trivial.deviation)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[delivered_august]", "[delivered_agust]", "found no claim of this name"),
        ('"delivered"', '"sent"', "quantity: found 'sent', expected 'delivered' or 'firm_orders'"),
        ('"below"', '"under"', "form: found 'under', expected 'about', 'below' or 'at_most_words'"),
        ("chips = 33_000", "chips = 0", "chips: found 0"),
        ("by = 2026-08-19", "by = 2026-08-20", "by: found 2026-08-20, expected a day not after"),
        (
            "since = 2026-08-26",
            "since = 2026-08-25",
            "since: found 2026-08-25, expected 2026-08-26",
        ),
        ("deviation = 0.421", "deviation = 0", "deviation: found 0"),
        (
            "deviation = 0.15\n",
            "",
            "deviation: found nothing, expected a deviation, since data/rul",
        ),
        ("deviation = 0.421", "", "deviation: found nothing, expected a deviation, since data/rul"),
        (
            "chips = 10_000\n",
            "chips = 10_000\ndeviation = 0.1\n",
            "no `deviation` with the form 'at_most_words'",
        ),
    ],
)
def test_an_unsound_observation_is_told(data_folder: Path, old: str, new: str, told: str) -> None:
    """What cannot be weighed, or is of a day to come, names file, record and field."""
    path = data_folder / OBSERVATIONS.file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    faults = "\n".join(faults_of(data_folder))

    assert told in faults
    assert f"data/{OBSERVATIONS.file}" in faults
