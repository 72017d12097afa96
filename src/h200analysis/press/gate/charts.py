"""The charts of a page: each drawn, each told to those who cannot see it."""

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

_SHAPES = {"line", "rect", "circle", "image"}


def reasons(page: BeautifulSoup) -> Iterator[str]:
    """Yield which charts are blank or mute; axes without a mark between them are blank."""
    for number, chart in enumerate(page.select("figure.chart"), start=1):
        if not all(_draws(picture) for picture in _pictures(chart)):
            yield f"chart {number} did not draw: it has no mark; look at its data."
        pictures = chart.select('[role="img"]')
        if not any(str(picture.get("aria-label", "")).strip() for picture in pictures):
            yield f"chart {number} has no alternative text."


def _pictures(chart: Tag) -> list[Tag]:
    """Return the drawings of a chart: one, or one for each width; without any, the chart itself."""
    return chart.select("svg") or [chart]


def _draws(picture: Tag) -> bool:
    marks = (mark for group in picture.select(".role-mark") for mark in group.find_all(True))
    return any(_shows(mark) for mark in marks)


def _shows(mark: Tag) -> bool:
    """Say whether there is something to see; of nothing Vega leaves a path without a course."""
    if mark.name == "text":
        return bool(mark.get_text(strip=True))
    return mark.name in _SHAPES or (mark.name == "path" and bool(mark.get("d")))
