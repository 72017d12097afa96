"""Chances carried as arrays: bit for bit what the formulas of the gates give for each draw."""

import numpy as np
import pytest

from h200analysis.futures import forward
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.model import gates
from h200analysis.model.gates import Arrival, Beijing, Washington
from tests.futures.days import filtered_of


def test_states_have_places() -> None:
    """What is placed and named again is the same, and each of the 36 states has a place."""
    joint = {state: number for number, state in enumerate(forward.JOINT)}

    assert len(Washington) * len(Beijing) * len(Arrival) == len(joint)
    assert joint == forward.named(forward.placed(dict(reversed(joint.items()))))
    assert [sum(range(18, 36))] == [forward.arrived(forward.placed(joint))]


def test_forward_is_one_step_after_another() -> None:
    """Each draw has, to the last bit, what a step of the gates and its evidence give in turn."""
    found = filtered_of("2026-05-20")
    weeks, rates, now = found.weeks, found.rates, found.history[0]
    evidence = [found.signals.of(step) for step in range(1, weeks.now + 1)]
    carried = rates.forward(forward.placed(now), 0, weeks.now + 5, evidence)

    for step, (chances, likely) in enumerate(carried, 1):
        now = gates.step(now, rates.washington, rates.beijing_in(step), rates.arrival)
        expected = 1.0
        if step <= weeks.now:
            now, expected = gates.conditioned(now, evidence[step - 1])
        assert np.array_equal(expected, likely)
        assert all(map(np.array_equal, forward.placed(now), chances))
        assert list(now) == list(forward.named(chances))
    assert weeks.now + 5 == step


def test_what_a_meeting_moves_is_moved_after_the_week() -> None:
    """Both moves together are those of the gates, to the last bit, where some draws have met."""
    rates = filtered_of("2026-05-20").rates
    held = np.arange(len(rates.arrival)) % 3 == 0
    meeting = gates.meeting(*(held * part for part in rates.kernel))

    found, expected = forward.after(rates.beijing, meeting), gates.after(rates.beijing, meeting)

    assert [*map(list, expected.values())] == [*map(list, found.values())]
    assert all(np.array_equal(found[a][b], expected[a][b]) for a in expected for b in expected[a])


@pytest.mark.parametrize("day", ["2026-01-15", "2026-05-20", "2026-12-31"])
def test_backward_tells_what_forward_comes_to(day: str) -> None:
    """From both ends the chance of a first chip in 2026 is the same, in each draw of the rates."""
    found = filtered_of(day)
    now, (last, part) = found.weeks.now, found.weeks.of(LAST_DAY)
    carried = found.rates.forward(forward.placed(found.now), now, last)
    first, *later = forward.placed(found.now), *(chances for chances, _ in carried)
    before, after = (forward.arrived(each) for each in ([first, first, *later])[-2:])

    assert found.any_by_in_each(LAST_DAY) == pytest.approx(
        before + part * (after - before), abs=1e-14
    )
