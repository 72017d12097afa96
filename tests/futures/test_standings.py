"""Many sets of readings filtered at once: each as the filter finds it alone."""

import pytest

from h200analysis import futures
from h200analysis.evidence import NotKnownError
from h200analysis.evidence.readings import READINGS, weighed
from h200analysis.futures.standings import standings
from tests.futures.days import LAST, case_of, filtered_of


@pytest.mark.parametrize("day", ["2026-01-15", "2026-05-20", "2026-12-31"])
def test_a_set_stands_as_the_filter_finds_it_alone(day: str) -> None:
    """With all readings, without one and without any, however many are asked for together."""
    case = case_of(day)
    counting = [each.claim for each in weighed(case.ledger)]
    sets = [frozenset[str](), *({name} for name in counting[:12]), frozenset(counting)]

    found = standings(case, sets)

    assert len(sets) == len(found)
    for place in (0, 1, 12, 13):
        alone = futures.filtered(case, without=sets[place])
        assert alone.washington == pytest.approx(found[place].washington, abs=1e-12)
        assert alone.beijing == pytest.approx(found[place].beijing, abs=1e-12)
        assert alone.any_by(LAST) == pytest.approx(found[place].any_by_end, abs=1e-12)
    assert found[0].passing != pytest.approx(found[13].passing, abs=0.005)


def test_both_gates_pass_where_both_states_let_pass() -> None:
    """The chance that chips pass today lies below that of either gate, and grows with approvals."""
    (february,) = standings(case_of("2026-02-01"), [()])
    (without,) = standings(case_of("2026-02-01"), [{"approved_400k"}])
    open_ = sum(february.beijing[state] for state in ("special", "approvals", "open"))

    assert 0 < february.passing < min(february.washington["licensed"], open_)
    assert february.passing > without.passing


def test_a_claim_that_the_view_does_not_hold_is_refused() -> None:
    """A misspelt claim is no claim that was left out."""
    with pytest.raises(NotKnownError, match="There is no claim 'approved_40k'"):
        standings(case_of("2026-02-01"), [{"approved_40k"}])


def test_what_is_answered_is_sure_whatever_is_left_out() -> None:
    """After the testimony of July no set of readings takes the first delivery back."""
    case = case_of("2026-07-20")
    every = frozenset(case.ledger.of(READINGS))

    assert {1.0} == {each.any_by_end for each in standings(case, [(), every])}
    assert 1 == filtered_of("2026-07-20").any_by(LAST)
