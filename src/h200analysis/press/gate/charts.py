"""The charts of a page: each drawn, each told to those who cannot see it."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SHAPES = {"line", "rect", "circle", "image"}


def reasons(page: LexborHTMLParser) -> Iterator[str]:
    """Yield which charts are blank or mute; axes without a mark between them are blank."""
    for number, chart in enumerate(page.css("figure.chart"), start=1):
        if not all(_draws(picture) for picture in _pictures(chart)):
            yield f"chart {number} did not draw: it has no mark; look at its data."
        labels = (told.attributes.get("aria-label") for told in chart.css('[role="img"]'))
        if not any((label or "").strip() for label in labels):
            yield f"chart {number} has no alternative text."


def _pictures(chart: LexborNode) -> list[LexborNode]:
    """Return the drawings of a chart: one, or one for each width; without any, the chart itself."""
    return chart.css("svg") or [chart]


def _draws(picture: LexborNode) -> bool:
    return any(_shows(mark) for mark in picture.css(".role-mark *"))


def _shows(mark: LexborNode) -> bool:
    """Say whether there is something to see; of nothing Vega leaves a path without a course."""
    if mark.tag == "text":
        return bool(mark.text(strip=True))
    return mark.tag in _SHAPES or (mark.tag == "path" and bool(mark.attributes.get("d")))
