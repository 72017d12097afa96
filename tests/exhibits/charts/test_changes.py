"""Charts of what moves a figure: by event, and by assumption."""

import pytest

from h200analysis import exhibits
from h200analysis.exhibits.bundle import CLAIMS, ExhibitError
from tests.exhibits.charts.made import chips, dollars, forms, marks, texts, tornado, waterfall


def test_steps_lead_from_one_figure_to_the_other() -> None:
    """Each bar begins where the one before ends, and both totals stand on zero."""
    for spec in forms(waterfall()):
        first, up, down, *_, last = sorted(marks(spec, "rect"), key=lambda bar: bar["y"])

        assert up["x"] == pytest.approx(first["x2"], abs=0.1)
        assert down["x2"] == pytest.approx(up["x2"], abs=0.1)
        assert first["x"] == last["x"]
        assert last["x2"] == pytest.approx(down["x"], abs=0.1)


def test_a_change_is_told_by_sign_arrow_and_word() -> None:
    """Up and down are not told by colour alone."""
    chart = waterfall()
    for spec in forms(chart):
        arrows = [mark["shape"] for mark in marks(spec, "point")]

        assert ["triangle-up", "triangle-down"] == arrows
        assert {"+$1 billion", "−$3.5 billion", "$0"} <= set(texts(spec))
    assert "the figure falls. In January $4 billion; Approvals reported, 28 January" in chart.alt
    assert "2026: up, +$1 billion; No imports by May, 20 May 2026: down, −$3.5 billion" in chart.alt


def test_an_event_s_claims_are_handed_over() -> None:
    """What tells of an event is cited by the chart, though no figure rests on it."""
    data, _ = waterfall()._repr_mimebundle_()

    assert ["price_seed"] == data[CLAIMS]


@pytest.mark.parametrize(
    ("count", "end", "reason"),
    [(2, 4.0, "end at 2 USD, not at the 4 given; add a step"), (9, 9.0, "has 9 steps; give it 8")],
)
def test_steps_that_do_not_add_up_are_refused(count: int, end: float, reason: str) -> None:
    """A waterfall has eight steps at most, and they make the whole difference."""
    steps = [exhibits.step(f"Step {n}", dollars(1)) for n in range(count)]
    with pytest.raises(ExhibitError, match=reason):
        exhibits.waterfall("w", "T", ("a", dollars(0)), steps, ("b", dollars(end)))


def test_a_step_without_a_day_has_none() -> None:
    """A cause that is no event is told by its name alone."""
    steps = [exhibits.step("The passing of time", chips(1), None)]
    chart = exhibits.waterfall("w", "T", ("a", chips(1)), steps, ("b", chips(2)))

    assert "; The passing of time: up, +1 chip; b 2 chips." in chart.alt


def test_the_largest_swing_stands_first() -> None:
    """A tornado is ordered by size, whatever the order in which it is given."""
    chart = tornado()
    for spec in forms(chart):
        words = texts(spec)

        assert words.index("Beijing’s path of policy") < words.index("Stock")
    assert "All at their middle $2 billion; Beijing’s path of policy, low $500 million" in chart.alt


def test_a_swing_reaches_from_the_middle() -> None:
    """Each bar begins at the middle, also where both ends lie on one side of it."""
    for spec in forms(tornado()):
        bars = marks(spec, "rect")
        (center,) = {line["x"] for line in marks(spec, "rule")}

        assert 4 == len(bars)
        assert all(center in (bar["x"], bar["x2"]) for bar in bars)
