"""How a change is shared among its players: a known game, and who may play."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model.shapley import shapley

WORTHS = st.lists(st.floats(-1e6, 1e6), min_size=8, max_size=8)


def test_shapley_of_a_known_game() -> None:
    """Of a glove game the one who holds the scarce glove gets two thirds."""

    def worth(group: tuple[str, ...]) -> float:
        return float("left" in group and len(group) > 1)

    found = shapley(("left", "right", "other"), worth)

    assert pytest.approx(2 / 3) == found["left"]
    assert pytest.approx(1 / 6) == found["right"] == found["other"]


@given(WORTHS)
def test_shares_add_up(worths: list[float]) -> None:
    """Whatever the groups are worth, the shares are the worth of all less that of none."""

    def worth(group: tuple[str, ...]) -> float:
        return worths[sum(1 << "abc".index(player) for player in group)]

    found = shapley(tuple("abc"), worth)
    assert worths[7] - worths[0] == pytest.approx(sum(found.values()), abs=1e-6)


def test_a_player_joins_once() -> None:
    """Players that are named twice are told, since their shares would add up to too much."""
    with pytest.raises(ValueError, match="players holds a twice; expected each player once"):
        shapley(("a", "b", "a"), len)
