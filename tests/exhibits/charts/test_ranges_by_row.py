"""Charts of low and high: dumbbells, fans, reliability, parts of a whole."""

from dataclasses import replace
from datetime import date

import pytest

from h200analysis import exhibits
from h200analysis.cases import Outcome
from h200analysis.exhibits.bundle import ExhibitError
from tests.exhibits.charts.made import (
    chips,
    dollars,
    dumbbell,
    fan,
    forms,
    marks,
    reliability,
    share,
    stacked_bars,
    texts,
)


def test_equal_factors_are_equal_distances() -> None:
    """On the logarithmic scale a doubling is as long anywhere."""
    rows = [exhibits.span("a", chips(1e3), chips(2e3)), exhibits.span("b", chips(1e5), chips(2e5))]
    for spec in forms(exhibits.dumbbell("d", "T", rows, log=True)):
        first, second = (line["x2"] - line["x"] for line in marks(spec, "rule"))

        assert 5 < first == pytest.approx(second, abs=0.2)


def test_a_band_lies_behind_all_rows() -> None:
    """The band to compare with is drawn first, spans its values and is named with them."""
    chart = dumbbell()
    for spec in forms(chart):
        assert "rect" == spec["layer"][0]["mark"]["type"]
        assert "Output in 2026: 600,000" in " ".join(texts(spec))
    assert "To compare: Output in 2026, 600,000 chips to 805,000 chips." in chart.alt


def test_a_band_leaves_labels_above_it_free() -> None:
    """In the narrow form, where labels stand above their row, the band begins below them."""
    _, narrow = forms(dumbbell())
    bands = [bar for bar in marks(narrow, "rect") if bar["y2"] - bar["y"] > 12]
    lines = [text for text in marks(narrow, "text") if text["text"]]
    crossed = [
        text["text"]
        for text in lines
        for bar in bands
        if text["y"] + 7 > bar["y"] and text["y"] - 7 < bar["y2"]
    ]

    assert 3 == len(bands) < len(lines)
    assert [] == crossed


def test_two_ends_differ_in_shape() -> None:
    """First and second values have a shape each, which the key names."""
    for spec in forms(dumbbell()):
        shapes = [mark["shape"] for mark in marks(spec, "point")]

        assert {"circle", "diamond"} == set(shapes)
        assert {"at least", "at most"} <= set(texts(spec))


def test_a_logarithmic_scale_has_no_zero() -> None:
    """Nothing is infinitely far from one; the refusal says what to do."""
    with pytest.raises(ExhibitError, match="begins above zero, not at 0; use a linear one"):
        exhibits.dumbbell("d", "T", [exhibits.span("a", chips(0), chips(1))], log=True)


def test_a_fan_tells_every_month() -> None:
    """The alternative text holds five percentiles for each day, and the chart those of the last."""
    chart = fan()

    assert 50 == len(chart.figures)
    assert "28 March 2026: 0 chips, 0 chips, 0 chips, 30,000 chips, 60,000 chips; 28" in chart.alt
    for spec in forms(chart):
        assert {"240,000 chips", "120,000", "median 0", "0"} <= set(texts(spec))


def test_a_fan_labels_each_amount_once() -> None:
    """Percentiles that print alike have one label, that of the median where it is among them."""
    values = [*map(chips, (2e4, 2e4, 2e4, 3e4, 6e4))]
    months = [exhibits.fan_month(date(2026, month, 28), *values) for month in (1, 2)]
    for spec in forms(exhibits.fan("n", "T", months)):
        ends = [line for line in texts(spec) if line.removeprefix("median ").startswith("20,000")]

        assert ["median 20,000"] == [line for line in ends if line != "20,000"]
        assert len(ends) <= 2  # the other is a tick of the axis


def test_a_fan_of_one_month_is_refused() -> None:
    """Bands join two months at least."""
    with pytest.raises(ExhibitError, match="'n' has 1 month; it needs two"):
        exhibits.fan("n", "T", [exhibits.fan_month(date(2026, 3, 31), *map(chips, range(5)))])


def test_chances_that_came_true_as_said_lie_on_the_diagonal() -> None:
    """A dot lies on, above or below the diagonal as its chance was right, too low or too high."""
    chart = reliability()
    for spec in forms(chart):
        dots = marks(spec, "point")
        (diagonal,) = [m for m in marks(spec, "rule") if m["x"] != m["x2"] and m["y"] != m["y2"]]
        slope = (diagonal["y2"] - diagonal["y"]) / (diagonal["x2"] - diagonal["x"])
        off = [dot["y"] - diagonal["y"] - slope * (dot["x"] - diagonal["x"]) for dot in dots]

        assert 0 == pytest.approx(off[0], abs=0.2)
        assert off[1] < -5
        assert off[2] > 5
    assert "said 90%, came true 80%, 1 case. 1 of 3 came true more often than said, 1" in chart.alt


def test_the_parts_of_a_price_add_up_as_printed() -> None:
    """Parts of a price that are printed to the dollar add up to the price."""
    half_dollars = {"duty": replace(dollars(1687.5), unit="USD/chip"),
                    "rest": replace(dollars(18_562.5), unit="USD/chip")}  # fmt: skip
    chart = exhibits.stacked_bars("s", "T", {"One": half_dollars})

    assert "duty $1,688, rest $18,562." in chart.alt


def test_no_chances_make_no_diagram() -> None:
    """Without anything stated there is nothing to draw."""
    with pytest.raises(ExhibitError, match="'r' has no chances to show"):
        exhibits.reliability("r", "T", [])


def test_parts_fill_their_bar() -> None:
    """Parts follow one another without a gap, on one scale for all bars, each named below."""
    chart = stacked_bars()
    for spec in forms(chart):
        parts = [bar for bar in marks(spec, "rect") if bar["y2"] - bar["y"] > 10]
        lengths = sorted(bar["x2"] - bar["x"] for bar in parts)

        assert 4 == len(parts)
        assert lengths[0] / lengths[-1] == pytest.approx(0.25, abs=0.01)
        assert {"duty $1,690", "cost $6,750", "duty $6,750"} <= set(texts(spec))
    assert "All of the price: duty $6,750, cost $6,750." in chart.alt


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"a": dollars(-1)}, "has the part .* of -1 USD; parts that are stacked are not below"),
        ({name: share(0.1) for name in "abcde"}, "has 5 kinds of parts; give it 4 at most"),
    ],
)
def test_what_cannot_be_stacked_is_refused(parts: dict[str, Outcome], reason: str) -> None:
    """Parts below zero, or more kinds than greys can tell apart, are refused."""
    with pytest.raises(ExhibitError, match=reason):
        exhibits.stacked_bars("s", "T", {"One": parts})
