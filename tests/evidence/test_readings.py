"""Readings: what claims say of policy, one for each report, and never before they were known."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import evidence
from h200analysis.errors import ArgumentError
from h200analysis.evidence.readings import FACTORS, READINGS, STATES, Reading, weighed
from tests.evidence.unsound import append, faults_of

LATEST = evidence.read(evidence.latest_day())


def _by_claim(ledger: evidence.Ledger, strength: float = 1.0) -> Mapping[str, Mapping[str, float]]:
    return {each.claim: each.factors for each in weighed(ledger, strength=strength)}


def _edit(folder: Path, old: str, new: str) -> None:
    text = (folder / READINGS.file).read_text(encoding="utf-8")
    assert old in text
    (folder / READINGS.file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_words_are_likelihood_ratios() -> None:
    """The scale is that of its literature, with one word above it."""
    assert {"weak": 1.5, "moderate": 3, "strong": 10, "decisive": 30, "own": 300} == FACTORS


@pytest.mark.parametrize(
    ("claim", "state", "factor"),
    [
        ("h200_revenue_none_february", "arrived", 300.0),  # tier 1
        ("approved_400k", "discouraged", 10**0.75),  # tier 2
        ("conceded_may", "approvals", 3**0.5),  # tier 3
    ],
)
def test_a_factor_is_tempered_by_tier(claim: str, state: str, factor: float) -> None:
    """Its logarithm counts in full for a filing, three quarters for press, half for a copy."""
    assert factor == pytest.approx(_by_claim(LATEST)[claim][state], rel=1e-15)


def test_only_marked_states_have_a_factor() -> None:
    """The states that a claim fits best are left out, and count as 1."""
    for each in weighed(LATEST):
        marked = LATEST.of(READINGS)[each.claim].against
        assert marked.keys() == each.factors.keys()
        assert each.factors.keys() < set(STATES[each.gate])


@given(st.floats(0, 4))
def test_strength_is_an_exponent(strength: float) -> None:
    """At strength 0 no reading says anything; otherwise its logarithm grows in proportion."""
    plain, scaled = _by_claim(LATEST), _by_claim(LATEST, strength)

    for claim, factors in plain.items():
        for state, factor in factors.items():
            assert factor**strength == pytest.approx(scaled[claim][state], rel=1e-12)


@given(st.dates(date(2025, 12, 1), date(2026, 12, 31)))
def test_nothing_is_read_before_it_was_published(day: date) -> None:
    """On any day, every reading is of a claim of the view, and in the order of publication."""
    ledger = evidence.read(day)
    readings = weighed(ledger)

    assert all(each.claim in ledger.claims and each.published <= day for each in readings)
    assert sorted(readings, key=lambda each: (each.published, each.claim)) == list(readings)


def test_a_claim_of_tomorrow_has_no_reading() -> None:
    """The filing of 25 February is read on that day, and not on the day before."""
    before, after = (_by_claim(evidence.read(f"2026-02-{day}")) for day in (24, 25))

    assert "h200_licence_first" not in before
    assert "h200_licence_first" in after


def test_a_reading_is_known_only_as_recorded() -> None:
    """The ledger as it stood before a reading was written does not hold it."""
    assert {} == evidence.read("2026-08-27", recorded="2026-11-24").of(READINGS)


@given(st.permutations(sorted(LATEST.of(READINGS))))
def test_the_order_of_records_changes_nothing(names: list[str]) -> None:
    """Records in any order weigh the same, to the last bit."""
    readings = LATEST.of(READINGS)

    assert weighed(LATEST) == weighed(_with({name: readings[name] for name in names}))


def test_one_mark_more_changes_what_is_weighed() -> None:
    """The law above can fail: a stronger word, or another order of tiers, does show."""
    readings = dict(LATEST.of(READINGS))
    marked = readings["approved_400k"].against | {"discouraged": "decisive"}
    readings["approved_400k"] = readings["approved_400k"].model_copy(update={"against": marked})

    assert weighed(LATEST) != weighed(_with(readings))


@pytest.mark.parametrize("day", ["2026-01-15", "2026-02-24", "2026-08-27"])
def test_relays_weigh_nothing(day: str) -> None:
    """Without the relays and second statements of its reports, what is weighed is the same."""
    ledger = evidence.read(day)
    counting = {each.claim for each in weighed(ledger)}
    relays = ledger.of(READINGS).keys() - counting

    assert relays
    assert weighed(ledger) == weighed(ledger, without=relays)
    assert weighed(ledger) != weighed(ledger, without=counting)


def test_the_next_claim_of_a_report_takes_the_place_of_the_first() -> None:
    """The best tier counts, then the earliest; without it the relay does, with its own tier."""
    whole = _by_claim(LATEST)
    left = {each.claim: each for each in weighed(LATEST, without={"delivered_february"})}

    assert "delivered_february_peters" not in whole
    assert 10**0.75 == pytest.approx(whole["delivered_february"]["arrived"])
    assert 10**0.5 == pytest.approx(left["delivered_february_peters"].factors["arrived"])
    assert "pause_semafor" in whole  # 7 January, a day before the other report of its tier
    assert "pause_january" not in whole


@pytest.mark.parametrize("strength", [-1, float("nan"), float("inf"), "1", None])
def test_a_strength_is_a_number_from_zero(strength: float) -> None:
    """Anything else is refused with what it has to be."""
    with pytest.raises(ArgumentError, match=r"strength is .*; expected a number from 0 up"):
        weighed(LATEST, strength=strength)


def test_a_misspelt_claim_cannot_be_left_out() -> None:
    """Leaving out what nobody said would look like a result."""
    with pytest.raises(evidence.NotKnownError, match="There is no claim 'approved_40k'"):
        weighed(LATEST, without={"approved_40k"})


FAULTY = {
    "claim": (
        "[approved_400k]",
        "[approved_40k]",
        "approved_40k: found no claim of this name, expected the id of a sound claim",
    ),
    "gate": (
        'gate = "washington"',
        'gate = "brussels"',
        "gate: found 'brussels', expected 'washington', 'beijing' or 'arrived'",
    ),
    "state": (
        'against = { open = "weak" }',
        'against = { opened = "weak" }',
        "against.opened: found 'opened', expected a state of beijing: formal_ban, discouraged",
    ),
    "word": (
        'against = { open = "weak" }',
        'against = { open = "feeble" }',
        "against.open: found 'feeble', expected 'weak', 'moderate', 'strong', 'decisive' or 'own'",
    ),
    "all marked": (
        'against = { none = "own" }',
        'against = { none = "own", arrived = "weak" }',
        "against: found a mark on every state, expected at least one state without a mark",
    ),
    "two reports": (
        'report = "ten_firms_cleared"',
        'report = "licensed_for_many"',
        "the report of 'licences_many_huang', which speaks of 2026-03-17, expected a report of its",
    ),
    "since": (
        "since = 2026-01-28",
        "since = 2026-01-29",
        "since: found 2026-01-29, expected 2026-01-28, the day on which its claim was published",
    ),
    "recorded": (
        "recorded = 2026-11-25",
        "recorded = 2026-11-22",
        "recorded: found 2026-11-22, expected a day not before the claim was recorded, 2026-11-2",
    ),
    "field": ("because =", "why =", "a field of this name"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_an_unsound_reading_is_told_with_its_place(data_folder: Path, name: str) -> None:
    """File, line, record and field, what was found and what was expected."""
    old, new, told = FAULTY[name]
    _edit(data_folder, old, new)

    faults = "\n".join(faults_of(data_folder))

    assert re.search(rf"data/{READINGS.file}:\d+ · ", faults)
    assert told in faults


def test_a_reading_of_an_unsound_claim_is_no_second_fault(data_folder: Path) -> None:
    """What is wrong with a claim is told once, not again by what is said of it."""
    path = data_folder / "claims" / "approvals.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('qualifier = "over 400,000"', "qualifier = 4"), encoding="utf-8")

    assert [] == [fault for fault in faults_of(data_folder) if READINGS.file in fault]


def test_a_reading_may_say_nothing(data_folder: Path) -> None:
    """Without a mark a reading is sound, and its claim counts for no state."""
    told = """
[ministry_january]
report = "ministry_january"
gate = "beijing"
against = {}
since = %s
because = "A test."
"""
    since = LATEST.source_of("ministry_january").published
    append(data_folder, READINGS.file, told % since)

    silent = {each.claim: each for each in weighed(evidence.read("2026-08-27"))}

    assert {} == silent["ministry_january"].factors


def test_readings_are_hindsight_where_they_were_written_later() -> None:
    """A view with readings names the day on which they were judged."""
    assert date(2026, 11, 25) in evidence.read("2026-01-15").hindsight()
    assert date(2026, 11, 25) not in evidence.read("2026-11-25").hindsight()


def _with(readings: Mapping[str, Reading]) -> evidence.Ledger:
    return replace(LATEST, kinds={**LATEST.kinds, READINGS: readings})
