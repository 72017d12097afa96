"""How chances and their moves are printed: nothing is called sure that is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.exhibits.terminal.chances import chance, points


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0%"), (1, "100%"), (1e-9, "<0.1%"), (1 - 1e-9, ">99.9%"), (0.003, "0.3%"),
        (0.42, "42%"), (0.997, "99.7%"), (0.0004, "<0.1%"), (0.015, "2%"),
    ],
)  # fmt: skip
def test_chances_are_worded(share: float, said: str) -> None:
    """Whole per cents in the middle, tenths at the ends."""
    assert said == chance(share)


@given(st.floats(0, 1))
def test_only_what_is_sure_reads_so(share: float) -> None:
    """0% and 100% stand for exactly 0 and 1."""
    assert (chance(share) in {"0%", "0.0%"}) == (share == 0)
    assert (chance(share) in {"100%", "100.0%"}) == (share == 1)


@pytest.mark.parametrize(
    ("move", "said"), [(0.0871, "+8.7"), (-0.0036, "−0.4"), (0.0004, ""), (0, "")]
)
def test_moves_are_in_points(move: float, said: str) -> None:
    """A tenth of a point, with its sign; less is not printed."""
    assert said == points(move)
