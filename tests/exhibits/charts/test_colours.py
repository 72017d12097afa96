"""The colours of the charts: seen on white and by night, and told apart without colour."""

from itertools import pairwise

import pytest

from h200analysis.exhibits import theme
from h200analysis.exhibits.charts import future_rows, stacked_bars, tornado, waterfall
from tests.exhibits.charts.made import CHARTS, forms

Colour = tuple[float, ...]
WHITE: Colour = (1.0, 1.0, 1.0)
TEXTS = ("INK", "QUIET")
MARKS = ("INK", "QUIET", "RULE", "NAVY", "BLUE", "SKY", "ORANGE", "GREEN", "VERMILION", "PURPLE")
APART = 18  # steps of lightness of a hundred


def _read(text: str) -> Colour:
    return tuple(int(text[place : place + 2], 16) / 255 for place in (1, 3, 5))


def _by_night(colour: Colour) -> Colour:
    """Return what `invert(.91) hue-rotate(180deg)` of page.css makes of a colour."""
    red, green, blue = (0.91 - 0.82 * part for part in colour)
    grey = 0.213 * red + 0.715 * green + 0.072 * blue
    return tuple(min(1.0, max(0.0, 2 * grey - part)) for part in (red, green, blue))


def _luminance(colour: Colour) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _lightness(colour: Colour) -> float:
    return float(116 * _luminance(colour) ** (1 / 3) - 16)


@pytest.mark.parametrize(
    ("colour", "other", "expected"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_that_of_the_guidelines(colour: str, other: str, expected: float) -> None:
    """Black on white is 21 to 1, and the grey that just fails for text is 4.48 to 1."""
    assert expected == pytest.approx(_contrast(_read(colour), _read(other)), abs=0.01)


@pytest.mark.parametrize("name", MARKS)
def test_marks_stand_out(name: str) -> None:
    """A mark differs from its ground by 3 to 1 at least, text by 4.5 to 1, by day and by night."""
    colour, least = _read(getattr(theme, name)), 4.5 if name in TEXTS else 3.0

    assert _contrast(colour, WHITE) >= least
    assert _contrast(_by_night(colour), _by_night(WHITE)) >= least


@pytest.mark.parametrize("kind", CHARTS)
def test_no_chart_writes_in_another_colour(kind: str) -> None:
    """All text of the charts is in one of the two colours for text."""
    colours = {
        layer["mark"]["color"]
        for spec in forms(CHARTS[kind]())
        for layer in spec["layer"]
        if layer["mark"]["type"] == "text"
    }

    assert colours <= {theme.INK, theme.QUIET}


@pytest.mark.parametrize(
    "neighbours",
    [
        stacked_bars.FILLS,
        tornado.COLORS,
        (waterfall.UP, waterfall.TOTAL, waterfall.DOWN),
    ],
)
def test_neighbours_differ_in_grey(neighbours: tuple[str, ...]) -> None:
    """Colours that touch each other differ in lightness, by day and by night."""
    for one, other in pairwise(map(_read, neighbours)):
        assert abs(_lightness(one) - _lightness(other)) >= APART
        assert abs(_lightness(_by_night(one)) - _lightness(_by_night(other))) >= APART


def test_futures_differ_in_shape() -> None:
    """How a year ends is told by the dot's shape, or by its being hollow, not by colour alone."""
    looks = {(mark.get("shape"), mark.get("hollow")) for mark in future_rows.MARKS.values()}

    assert len(future_rows.MARKS) == len(looks)
