"""Measures by government, up to today."""

from datetime import date

import pytest

from h200analysis import exhibits
from h200analysis.exhibits.bundle import CLAIMS, ExhibitError
from tests.exhibits.charts.made import forms, marks, texts, timeline

TODAY = date(2026, 8, 27)


def test_measures_stand_by_government_and_day() -> None:
    """Governments keep the order given, and each one's measures begin with the oldest."""
    for spec in forms(timeline()):
        lines = sorted(marks(spec, "text"), key=lambda line: line["y"])
        words = " ".join(line["text"] for line in lines)
        names = ("China", "Customs told", "United States", "Controls on chips", "Import duty")

        assert sorted(map(words.index, names)) == [words.index(name) for name in names]
        assert "27 August 2026" in texts(spec)


def test_only_what_is_in_force_reaches_today() -> None:
    """A bar that ended is an outline that stops before today; others are filled and reach it."""
    for spec in forms(timeline()):
        today = max(line["x"] for line in marks(spec, "rule"))
        ended = [bar for bar in marks(spec, "rect") if "stroke" in bar]
        lasting = [bar for bar in marks(spec, "rect") if "stroke" not in bar]

        assert 1 == len(ended)
        assert ended[0]["x2"] < today
        assert [today, today] == pytest.approx([bar["x2"] for bar in lasting], abs=0.1)


def test_what_began_before_the_chart_has_an_arrow() -> None:
    """A bar that is cut off points to the left, and its words say since when."""
    for spec in forms(timeline()):
        assert ["triangle-left"] == [mark["shape"] for mark in marks(spec, "point")]
        assert "since 7 October 2022" in " ".join(texts(spec))


def test_the_words_say_what_is_in_force() -> None:
    """The alternative text tells of each measure whether it is in force, and cites its claims."""
    chart = timeline()
    data, _ = chart._repr_mimebundle_()

    assert "China: Customs told to keep it out, 13 January 2026 to 18 August 2026 (ended)." in (
        chart.alt
    )
    assert "Import duty, since 15 January 2026 (in force)." in chart.alt
    assert ["price_seed"] == data[CLAIMS]


def test_a_loosened_measure_is_pale_from_that_day_on() -> None:
    """Its bar changes colour where it was loosened, still reaches today, and its words say when."""
    event = exhibits.event("Block", "China", date(2026, 1, 13), loosened=date(2026, 7, 14))
    for spec in forms(exhibits.timeline("m", "T", [event], TODAY)):
        full, pale = sorted(marks(spec, "rect"), key=lambda bar: bar["x"])

        assert full["x2"] == pytest.approx(pale["x"])
        assert full["color"] != pale["color"]
        assert "loosened 14 July 2026" in " ".join(texts(spec))


@pytest.mark.parametrize(
    ("since", "until"), [(date(2026, 9, 1), None), (date(2026, 1, 1), date(2026, 9, 1))]
)
def test_what_lies_ahead_is_refused(since: date, until: date | None) -> None:
    """A timeline shows nothing that its day does not know."""
    event = exhibits.event("A ban", "China", since, until)
    with pytest.raises(ExhibitError, match=r"'m' has 'A ban', .* which lies after 2026-08-27"):
        exhibits.timeline("m", "T", [event], TODAY)


def test_a_timeline_of_nothing_is_refused() -> None:
    """Without a measure there is nothing to draw."""
    with pytest.raises(ExhibitError, match="'m' has no measure to show"):
        exhibits.timeline("m", "T", [], TODAY)
