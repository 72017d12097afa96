"""The states of policy as supposed in January: terms, transitions, events, and what they do."""

from dataclasses import replace
from pathlib import Path

import pytest

from h200analysis import evidence
from h200analysis.evidence.policy_states import STATES
from h200analysis.futures.policy import chances_by_month, expected_open_months, terms
from h200analysis.model.flow import CapBasis, monthly_flow
from h200analysis.model.policy import PolicyState, PolicyTerms, under_policy
from tests.evidence.unsound import faults_of
from tests.model.runs import R1

BAN = PolicyState.DE_FACTO_BAN


def test_the_states_of_data_and_model_are_the_same() -> None:
    """Eight, under the same names and in the same order."""
    assert list(STATES) == [state.value for state in PolicyState]


def test_chances_are_distributions_and_the_meeting_moves_them(january: evidence.Ledger) -> None:
    """After April's meeting a bargain is likelier than a month before by more than a month does."""
    run = chances_by_month(january, BAN, 12)
    bargain = [month[STATES.index("negotiated_opening")] for month in run]

    assert all(pytest.approx(1) == sum(month) for month in run)
    assert bargain[3] - bargain[2] > 5 * (bargain[2] - bargain[1])


def test_the_gate_is_open_for_part_of_the_year(january: evidence.Ledger) -> None:
    """Between no month and all of them; longer from an opening than from a ban."""
    from_ban = expected_open_months(january, BAN, 12)
    from_opening = expected_open_months(january, PolicyState.FULL_OPENING, 12)

    assert 0 < from_ban < from_opening < 12


@pytest.mark.parametrize("state", list(PolicyState))
def test_every_state_can_be_run(state: PolicyState, january: evidence.Ledger) -> None:
    """A year under one state delivers no more than its gates and ceiling let pass."""
    set_ = terms(january, state, 0.25)
    flow = monthly_flow(under_policy(R1, [set_] * 12))

    assert 0 <= flow.delivered <= min(set_.ceiling, 2_000_000)
    if 0 in {set_.licence, set_.gate, set_.conversion}:
        assert 0 == flow.delivered


def test_a_run_keeps_its_own_limits(january: evidence.Ledger) -> None:
    """Under a full opening only the run's own gate, licences and throughput are left."""
    free: PolicyTerms = terms(january, PolicyState.FULL_OPENING, 0.25)
    without_cap = replace(R1, cap=replace(R1.cap, basis=CapBasis.OFF))

    assert monthly_flow(without_cap) == monthly_flow(under_policy(R1, [free] * 12))
    with pytest.raises(ValueError, match="the number of terms is 1; expected 12"):
        under_policy(R1, [free])


def test_nothing_is_supposed_too_early() -> None:
    """Before 15 January there was no such model, and it says so."""
    with pytest.raises(evidence.NotKnownError, match="Nothing was supposed"):
        evidence.read("2026-01-14").policy()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("formal_ban = 0.96", "formal_ban = 0.95", "chances that sum to 1, not 0.99"),
        ("[states.us_reban]", "[states.us_ban]", "us_ban"),
        ("[transitions.us_reban]", "[other.us_reban]", "other: found a field of this name"),
        ('"h20_licence_required"', '"nobody"', "'nobody', expected the id of a sound claim"),
        ('"h20_licence_required"', '"approved_400k"', "expected claims published by 2026-01-15"),
        ("de_facto_ban = 0.65", "de_facto_ban = 0.66", "chances that sum to 1"),
    ],
)
def test_an_unsound_policy_is_told(data_folder: Path, old: str, new: str, told: str) -> None:
    """Rows that are no distribution, states that are none, and claims of later days."""
    path = data_folder / "policy" / "2026-01-15.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new), encoding="utf-8")

    assert any(told in fault for fault in faults_of(data_folder))
