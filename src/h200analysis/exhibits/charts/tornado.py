"""What each assumption does to a result: from its low value to its high one, largest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from h200analysis.cases import Outcome
from h200analysis.exhibits.charts.chart import Chart, drawn
from h200analysis.exhibits.charts.lines import room
from h200analysis.exhibits.charts.rows import GAP, column, row
from h200analysis.exhibits.charts.scales import Scale, linear
from h200analysis.exhibits.charts.sketch import LINE, SMALL, Sketch
from h200analysis.exhibits.charts.words import one_unit, plain, printed
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.theme import INK, NAVY, QUIET, SKY

_BAR = 15
COLORS = (SKY, NAVY)  # the assumption low, the assumption high


@dataclass(frozen=True, slots=True)
class Swing:
    """An assumption, and the result with its low and with its high value."""

    label: str
    low: Outcome
    high: Outcome


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    values: tuple[float, float]
    texts: tuple[str, str]

    @property
    def size(self) -> float:
        return abs(self.values[1] - self.values[0])


def swing(label: str, low: Outcome, high: Outcome) -> Swing:
    """Return a row of a tornado: the result with an assumption low, and with it high.

    >>> few, many = (case.let(stock_chips=chips) for chips in (6e5, 8e5))
    >>> exhibits.swing("Stock", few.evaluate("supply_gap"), many.evaluate("supply_gap")).low
    <supply_gap 1,400,000 chip, as reported>
    """
    return Swing(label, low, high)


def tornado(name: str, title: str, middle: tuple[str, Outcome], rows: Sequence[Swing]) -> Chart:
    """Return a result under each assumption's low and high value, the largest swing first.

    `middle` names the result where every assumption has its middle value.
    """
    every = [middle[1], *(it for each in rows for it in (each.low, each.high))]
    unit = one_unit(name, every)
    page = Page()
    text = printed(page, middle[1])
    bars = [_bar(page, each) for each in rows]
    bars.sort(key=lambda bar: -bar.size)

    def draw(width: int) -> dict[str, Any]:
        sketch = _drawn(bars, (f"{middle[0]}: {text}", middle[1].value), width)
        return sketch.specification(_table(bars, middle, unit))

    return drawn(name, title, _words(bars, middle[0], text), page, draw)


def _bar(page: Page, each: Swing) -> _Bar:
    texts = (printed(page, each.low), printed(page, each.high))
    return _Bar(each.label, (each.low.value, each.high.value), texts)


def _drawn(bars: Sequence[_Bar], middle: tuple[str, float], width: int) -> Sketch:
    sketch = Sketch(width)
    beside = column(width, [bar.label for bar in bars])
    scale = _scale(bars, middle[1], beside, width)
    center = scale(middle[1])
    half = room(middle[0]) / 2
    at = min(max(center, half), width - half)
    sketch.text(at, LINE / 2, middle[0], align="center", bold=True)
    sketch.height += LINE
    sketch.height += GAP
    for bar in bars:
        place = row(sketch, bar.label, beside)
        _swing(sketch, bar, place.middle, scale, center)
        top, bottom = place.ends
        sketch.line((center, top), (center, bottom), color=INK, width=1.2)
    _key(sketch)
    return sketch


def _scale(bars: Sequence[_Bar], middle: float, beside: float, width: int) -> Scale:
    every = [middle, *(value for bar in bars for value in bar.values)]
    reserve = max(room(text) for bar in bars for text in bar.texts) + 12
    return linear((min(every), max(every)), (beside + reserve, width - reserve))


def _swing(sketch: Sketch, bar: _Bar, middle: float, scale: Scale, center: float) -> None:
    """Draw both halves; where both lie on one side the longer one is drawn first."""
    places = [scale(value) for value in bar.values]
    for number in sorted((0, 1), key=lambda end: -abs(places[end] - center)):
        sketch.bar(center, places[number], middle, _BAR, COLORS[number])
    left, right = (0, 1) if places[0] <= places[1] else (1, 0)
    sketch.text(min(places[left], center) - 5, middle, bar.texts[left], align="right")
    sketch.text(max(places[right], center) + 5, middle, bar.texts[right])


def _key(sketch: Sketch) -> None:
    x = 0.0
    for color, said in zip(COLORS, ("assumption low", "assumption high"), strict=True):
        middle = sketch.height + LINE / 2
        sketch.dot(x + 5, middle, color, shape="square", radius=5)
        sketch.text(x + 14, middle, said, color=QUIET, size=SMALL)
        x += 28 + room(said, SMALL)
    sketch.height += LINE


def _table(bars: Sequence[_Bar], middle: tuple[str, Outcome], unit: str) -> list[dict[str, Any]]:
    value = middle[1].value
    return [
        {"assumption": bar.label, "low": bar.values[0], "middle": value, "high": bar.values[1],
         "unit": unit}
        for bar in bars
    ]  # fmt: skip


def _words(bars: Sequence[_Bar], name: str, text: str) -> str:
    told = "; ".join(f"{bar.label}, low {bar.texts[0]}, high {bar.texts[1]}" for bar in bars)
    return plain(
        f"Tornado chart, the assumption that moves the result most first. {name} {text}; {told}."
    )
