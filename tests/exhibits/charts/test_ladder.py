"""Bars from zero with their values at their ends."""

import pytest

from h200analysis import exhibits
from h200analysis.exhibits.bundle import ExhibitError
from tests.exhibits.charts.made import chips, dollars, forms, ladder, marks, spread, texts


def test_bars_are_as_long_as_their_values() -> None:
    """Lengths are in the ratio of the values, and nothing has no bar."""
    for spec in forms(ladder()):
        lengths = [bar["x2"] - bar["x"] for bar in marks(spec, "rect")]

        assert 3 == len(lengths)
        assert lengths[1] / lengths[0] == pytest.approx(0.25, rel=0.02)
        assert lengths[2] >= 2


def test_a_tiny_bar_is_still_seen() -> None:
    """Twenty thousand among two hundred million are two pixels, not none."""
    chart = exhibits.ladder(
        "l", "T", [exhibits.rung("a", chips(2e8)), exhibits.rung("b", chips(2e4))]
    )
    for spec in forms(chart):
        tiny = marks(spec, "rect")[-1]

        assert 2 == pytest.approx(tiny["x2"] - tiny["x"])


def test_the_unit_is_named_once() -> None:
    """The first value has its unit, with its hedge before it; the others are bare numbers."""
    for spec in forms(ladder()):
        assert {"over 2 million chips", "500,000", "20,000", "0"} <= set(texts(spec))


def test_a_range_stands_below_its_bar() -> None:
    """The line of a range is below the bar, from end to end, with a tick at its median."""
    chart = ladder()
    for spec in forms(chart):
        bar = marks(spec, "rect")[0]
        line, tick = marks(spec, "rule")
        scale = (bar["x2"] - bar["x"]) / 2e6

        assert line["y"] == line["y2"] > bar["y2"]
        assert tick["x"] == pytest.approx(bar["x"] + 2.1e6 * scale, abs=0.2)
        assert line["x2"] - line["x"] == pytest.approx(0.29e6 * scale, abs=0.2)
    assert "over 2 million chips, likely between 2.01 million chips and 2.3 million" in chart.alt
    assert chart.title.endswith("(line: 90% range)")


def test_bars_are_compared_in_words() -> None:
    """The alternative text says which bar is the longest and which the shortest."""
    assert ladder().alt.endswith(" The longest is Orders, the shortest Delivered in January.")


def test_a_rung_without_value_is_left_out() -> None:
    """What is not reported has no row."""
    chart = ladder()

    assert "Not reported" not in chart.alt
    assert 7 == len(chart.figures)
    assert all("Not reported" not in texts(spec) for spec in forms(chart))


@pytest.mark.parametrize(
    ("rungs", "reason"),
    [
        ([("a", chips(1)), ("b", dollars(1))], "'l' has values in USD, chip"),
        ([("a", None)], "'l' has values in none"),
        ([("a", chips(-1))], "'l' has a value below zero"),
    ],
)
def test_what_makes_no_ladder_is_refused(rungs: list[tuple[str, None]], reason: str) -> None:
    """Two units, no value, or a value below zero are each refused in a sentence."""
    with pytest.raises(ExhibitError, match=reason):
        exhibits.ladder("l", "T", [exhibits.rung(*each) for each in rungs])


def test_a_range_without_its_bar_s_middle_keeps_its_own() -> None:
    """A mean far from the median of its range is drawn beside it, not moved to it."""
    chart = exhibits.ladder("l", "T", [exhibits.rung("Mean", chips(29e3), spread(0, 0, 17e4))])
    bar, (_, tick) = marks(chart.spec, "rect")[0], marks(chart.spec, "rule")

    assert bar["x"] == tick["x"] < bar["x2"]
