"""What holds for every kind of chart, wide and narrow."""

import re
from calendar import month_abbr
from itertools import combinations
from typing import Any

import pytest

from h200analysis.exhibits.theme import NARROW, WIDTH
from tests.exhibits.charts.made import CHARTS, forms, marks, svg, texts

KINDS = pytest.mark.parametrize("kind", CHARTS)
LEGIBLE = 14  # pixels, on a telephone of 390
COLUMN = 344  # pixels, of the page on it: the narrow form is shown as wide


@KINDS
def test_a_drawing_is_as_wide_as_it_is_asked_to_be(kind: str) -> None:
    """No word stands beyond the rim, which would widen the picture: measured in our typeface."""
    widths = [
        float(re.findall(r'<svg [^>]*?width="([\d.]+)"', svg(spec))[0])
        for spec in forms(CHARTS[kind]())
    ]

    assert [WIDTH + 4, NARROW + 4] == widths  # a rim of two pixels on each side


@KINDS
def test_the_narrow_form_says_all_that_the_wide_one_says(kind: str) -> None:
    """Every word stands in the narrow drawing too, but for months along an axis."""
    wide, narrow = (" ".join(texts(spec)).split() for spec in forms(CHARTS[kind]()))

    assert set(wide) <= {*narrow, *(word.removesuffix(":") for word in narrow), *month_abbr}


@KINDS
def test_words_are_large_enough(kind: str) -> None:
    """Text of a narrow drawing is at least fourteen pixels high as a telephone shows it."""
    _, narrow = forms(CHARTS[kind]())
    enlarged = COLUMN / (NARROW + 4)

    assert enlarged * min(mark["fontSize"] for mark in marks(narrow, "text")) >= LEGIBLE


@KINDS
@pytest.mark.parametrize("form", [0, 1])
def test_no_words_lie_on_others(kind: str, form: int) -> None:
    """Lines of text keep apart, by a cautious measure of their letters."""
    boxes = [_box(mark) for mark in marks(forms(CHARTS[kind]())[form], "text")]

    assert len(boxes) > 3
    assert [] == [(a[4], b[4]) for a, b in combinations(boxes, 2) if _meet(a, b)]


def _box(mark: dict[str, Any]) -> tuple[float, float, float, float, str]:
    width = 0.48 * mark["fontSize"] * len(mark["text"])
    left = {"left": 0.0, "center": width / 2, "right": width}[mark["align"]]
    x, y, half = mark["x"] - left, mark["y"], mark["fontSize"] / 2 - 1
    return x, x + width, y - half, y + half, mark["text"]


def _meet(a: Any, b: Any) -> bool:
    return bool(a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3])


@KINDS
def test_the_words_for_who_cannot_see_hold_every_figure(kind: str) -> None:
    """Each figure that a chart hands over stands in its alternative text."""
    chart = CHARTS[kind]()
    missing = [figure["text"] for figure in chart.figures if figure["text"] not in chart.alt]

    assert [] == missing
    assert chart.alt.endswith(".")


@KINDS
def test_its_data_are_a_table(kind: str) -> None:
    """What a reader may open is one flat table with the values, not the points of a drawing."""
    wide, narrow = forms(CHARTS[kind]())
    rows = wide["usermeta"]["rows"]

    assert rows == narrow["usermeta"]["rows"]
    assert 1 == len({tuple(row) for row in rows})
    assert not {"x", "y"} & set(rows[0])
