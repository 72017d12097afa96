"""Shapes refuse numbers that they cannot take, and say which shape can."""

import pytest

from h200analysis.evidence import spreads
from h200analysis.evidence.spreads import Shape


@pytest.mark.parametrize(
    ("shape", "central", "low", "high", "credibility", "expected"),
    [
        ("lognormal", 140_000, 10_000, 300_000, 0.9, "use the shape 'metalog'"),
        ("lognormal", 140_000, 10_000, 300_000, 0.9, "54,772"),
        ("lognormal", 1, 0, 2, 0.9, "above zero"),
        ("lognormal", 2, 1, 4, 1, "credibility below 1"),
        ("metalog", 140_000, 10_000, 145_000, 0.9, "a median between"),
        ("metalog", 140_000, 10_000, 145_000, 0.9, "use the shape 'pert'"),
        ("pert", 2, 1, 6, 0.9, "its ends are bounds"),
        ("above", 3, 2, 6, 1, "central at low"),
        ("below", 3, 2, 6, 1, "central at high"),
        ("pert", 7, 1, 6, 1, "low <= central <= high"),
        ("metalog", 1, 1, 1, 0.9, "low below high"),
        ("above", 2, None, 6, 1, "low, high and credibility"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(
    shape: Shape,
    central: float,
    low: float | None,
    high: float | None,
    credibility: float,
    expected: str,
) -> None:
    """The refusal names what was wrong and a shape that would do."""
    with pytest.raises(ValueError, match=expected):
        spreads.check(shape, central, low, high, credibility)


@pytest.mark.parametrize(
    ("shape", "central", "low", "high", "credibility"),
    [
        ("lognormal", 27_000, 25_500, 28_600, 0.9),
        ("metalog", 140_000, 10_000, 300_000, 0.9),
        ("pert", 140_000, 10_000, 145_000, 1),
        ("above", 2_000_000, 2_000_000, 2_500_000, 1),
        ("below", 1_600_000, 800_000, 1_600_000, 1),
    ],
)
def test_numbers_that_fit_are_taken(
    shape: Shape, central: float, low: float, high: float, credibility: float
) -> None:
    """Each shape takes what it is for; an end on the other side of it is refused."""
    spreads.check(shape, central, low, high, credibility)
    with pytest.raises(ValueError, match="low <= central <= high"):
        spreads.check(shape, central, 2 * central, high, credibility)


def test_a_long_tail_is_warned_of() -> None:
    """A median of 140,000 with 5% at 10,000 fits a lognormal, whose tail is seldom meant."""
    spreads.check("lognormal", 140_000, 10_000, 1_960_000, 0.9)

    told = spreads.warning("lognormal", 10_000, 1_960_000)
    assert told is not None
    assert "14 times above its median" in told
    assert "metalog or pert" in told
    assert spreads.warning("lognormal", 560_000, 875_000) is None
    assert spreads.warning("metalog", 10_000, 1_960_000) is None
