"""Two gates and an arrival: the small cases by hand, and the laws that hold for any rates."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model import gates, hazards, meetings
from h200analysis.model.domains import DomainError
from h200analysis.model.gates import Arrival, Beijing, Washington

RATE = st.floats(0, 2)
SHUT, OPEN = "shut", "open"
ROWS = {SHUT: {SHUT: 0.9, OPEN: 0.1}, OPEN: {SHUT: 0.05, OPEN: 0.95}}


def test_two_states_move_as_by_hand() -> None:
    """From 0.8 and 0.2, rows (0.9, 0.1) and (0.05, 0.95) lead to 0.73 and 0.27."""
    moved = gates.propagated({SHUT: 0.8, OPEN: 0.2}, ROWS)

    assert moved == pytest.approx({SHUT: 0.73, OPEN: 0.27})


def test_a_move_may_follow_another() -> None:
    """From "shut" the same rows twice lead to 0.9 x 0.9 + 0.1 x 0.05 = 0.815 shut."""
    twice = gates.after(ROWS, ROWS)

    assert twice[SHUT] == pytest.approx({SHUT: 0.815, OPEN: 0.185})
    assert twice[OPEN] == pytest.approx({SHUT: 0.0925, OPEN: 0.9075})


@pytest.mark.parametrize(("factor", "expected"), [(1 / 3, 0.525974), (3**-0.5, 0.390475)])
def test_a_claim_against_a_state_moves_as_by_hand(factor: float, expected: float) -> None:
    """Moderate evidence against "shut", of the first tier and of the third."""
    moved, likely = gates.conditioned({SHUT: 0.73, OPEN: 0.27}, {SHUT: factor})

    assert moved[OPEN] == pytest.approx(expected, abs=5e-7)
    assert likely == pytest.approx(0.73 * factor + 0.27)


def test_two_factors_are_one_of_their_product() -> None:
    """Evidence of factors 3 and 10 on one step is evidence of the factor 30."""
    start = {SHUT: 0.73, OPEN: 0.27}
    once, first = gates.conditioned(start, {SHUT: 1 / 30})
    half, second = gates.conditioned(start, {SHUT: 1 / 3})
    both, third = gates.conditioned(half, {SHUT: 1 / 10})

    assert both == pytest.approx(once)
    assert second * third == pytest.approx(first)
    assert half[OPEN] < both[OPEN]


def test_a_factor_alike_for_all_states_moves_nothing() -> None:
    """What a claim says of every state alike it says of none; of one state, it moves them."""
    start = {SHUT: 0.73, OPEN: 0.27}

    assert gates.conditioned(start, {SHUT: 0.2, OPEN: 0.2})[0] == pytest.approx(start, abs=1e-12)
    assert gates.conditioned(start, {})[0] == pytest.approx(start, abs=1e-12)
    assert gates.conditioned(start, {SHUT: 0.2})[0] != pytest.approx(start, abs=1e-3)


@given(st.dictionaries(st.sampled_from([(a, b) for a in Beijing for b in Beijing if a != b]), RATE))
def test_rows_sum_to_one(rates: dict[tuple[Beijing, Beijing], float]) -> None:
    """A gate is somewhere a week later, whatever its rates."""
    for row in gates.transitions(Beijing, rates, 1).values():
        assert math.fsum(row.values()) == pytest.approx(1, abs=1e-12)
        assert min(row.values()) >= 0


def test_a_gate_leaves_in_proportion_to_its_rates() -> None:
    """Rates of 0.1 and 0.3 leave in a week with 1 - exp(-0.4), a quarter of it to the first."""
    pause, special, approvals = Beijing.PAUSE, Beijing.SPECIAL, Beijing.APPROVALS
    rows = gates.transitions(Beijing, {(pause, special): 0.1, (pause, approvals): 0.3}, 1)
    leaving = 1 - math.exp(-0.4)

    assert rows[pause] == pytest.approx(
        {special: leaving / 4, approvals: 0.75 * leaving, pause: 1 - leaving}
    )
    assert rows[Beijing.OPEN] == {Beijing.OPEN: 1}


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_meeting_opens_and_never_shuts(approvals: float, open_: float) -> None:
    """It moves a gate towards approvals or an open door, and only from where neither stands."""
    rows = gates.meeting(approvals, open_)

    for row in rows.values():
        assert math.fsum(row.values()) == pytest.approx(1)
        assert min(row.values()) >= 0
    assert rows[Beijing.PAUSE][Beijing.APPROVALS] == min(approvals, 1 - open_)
    assert rows[Beijing.FORMAL_BAN] == {Beijing.FORMAL_BAN: 1}
    assert rows[Beijing.APPROVALS].get(Beijing.DISCOURAGED) is None


def joint(washington: Washington, beijing: Beijing) -> dict[gates.Joint, float]:
    """Return the certainty of one pair of states with nothing arrived."""
    return {
        (w, b, a): float((w, b, a) == (washington, beijing, Arrival.NONE))
        for w in Washington
        for b in Beijing
        for a in Arrival
    }


@pytest.mark.parametrize("washington", Washington)
@pytest.mark.parametrize("beijing", Beijing)
def test_a_chip_arrives_only_where_both_gates_let_pass(
    washington: Washington, beijing: Beijing
) -> None:
    """At standing gates the chance of an arrival is that of the week, or none."""
    still = gates.transitions(Washington, {}, 1), gates.transitions(Beijing, {}, 1)
    moved = gates.step(joint(washington, beijing), *still, hazards.exit_chance(0.1, 1))
    passes = washington is Washington.LICENSED and beijing in {
        Beijing.SPECIAL, Beijing.APPROVALS, Beijing.OPEN
    }  # fmt: skip

    arrived = math.fsum(chance for state, chance in moved.items() if state[2] is Arrival.ARRIVED)
    assert arrived == pytest.approx((1 - math.exp(-0.1)) * passes)
    assert math.fsum(moved.values()) == pytest.approx(1)


def test_an_arrival_moves_as_by_hand() -> None:
    """A hazard of 0.1 a week, told "none" or told nothing for a week (reports take four).

    Open 0.547078 after a step: arrived 0.052061; told "none", open 0.522203; silence alone leaves
    0.041018 for arrived.
    """
    open_ = 0.525974 * 0.95 + (1 - 0.525974) * 0.1
    arrived = open_ * hazards.exit_chance(0.1, 1)
    states = {"shut": 1 - open_, "open": open_ - arrived, "arrived": arrived}
    told, _ = gates.conditioned(states, {"arrived": 0})
    silent, _ = gates.conditioned(states, {"arrived": math.exp(-1 / 4)})

    assert open_ == pytest.approx(0.547078, abs=1e-6)
    assert arrived == pytest.approx(0.052061, abs=1e-6)
    assert told["open"] == pytest.approx(0.522203, abs=1e-6)
    assert silent["arrived"] == pytest.approx(0.041018, abs=1e-6)


def test_an_unsure_rate_is_learned_from_waiting() -> None:
    """Of Gamma(2, 20) ten weeks without an exit leave 0.444444, and a rate of 2/30."""
    assert hazards.chance_of_none(2, 20, 10) == pytest.approx(0.444444, abs=1e-6)
    assert hazards.chance_of_none(0.5, 41, 20) == pytest.approx(0.819836, abs=1e-6)
    assert hazards.rate_after_none(2, 20, 10) == pytest.approx(0.0667, abs=1e-4)
    assert hazards.rate_after_none(2, 20, 0) == 0.1


def test_a_window_is_cut_at_what_has_passed() -> None:
    """A visit in April, 10% off: unseen by 15 April, it is off with 0.1 / (0.1 + 0.45)."""
    assert meetings.window(30, 0, 0, 0.1, 15)[-1] == pytest.approx(0.1818, abs=1e-4)
    assert meetings.window(30, 0, 0, 0.1, 0)[-1] == pytest.approx(0.1)
    assert meetings.window(30, 0.25, 56, 0.1, 30)[:-1] == pytest.approx([0.25 / 56 / 0.35] * 56)


@given(st.integers(1, 60), st.integers(0, 56), st.integers(0, 200))
def test_a_window_sums_to_one(days: int, slip_days: int, passed: int) -> None:
    """However much of it has passed, the meeting falls on a day that is left, or on none."""
    slips = 0.25 if slip_days else 0
    chances = meetings.window(days, slips, slip_days, 0.1, passed)

    assert math.fsum(chances) == pytest.approx(1)
    assert len(chances) == max(days + slip_days - passed, 0) + 1


def test_a_window_refuses_more_chance_than_there_is() -> None:
    """A meeting cannot slip or fall through with more than certainty."""
    with pytest.raises(DomainError, match="slips"):
        meetings.window(30, 0.95, 7, 0.1, 0)
