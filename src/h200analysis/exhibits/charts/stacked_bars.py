"""Rows of parts that add up, as one chip's price: what goes where, named below each bar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from h200analysis.cases import Outcome
from h200analysis.exhibits.bundle import ExhibitError
from h200analysis.exhibits.charts.chart import Chart, drawn
from h200analysis.exhibits.charts.lines import room, unbroken
from h200analysis.exhibits.charts.rows import GAP, column, row
from h200analysis.exhibits.charts.sketch import LINE, SMALL, Sketch
from h200analysis.exhibits.charts.words import one_unit, plain, printed
from h200analysis.exhibits.parts import to_the_unit
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.theme import INK, NAVY, SKY
from h200analysis.exhibits.wording import form

_BAR = 18
FILLS = (NAVY, SKY, "#ffffff", "#a9bccd")  # told apart by lightness; each has an outline


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    parts: tuple[tuple[str, float, str], ...]  # name, value, printed

    @property
    def total(self) -> float:
        return fsum(value for _, value, _ in self.parts)


def stacked_bars(name: str, title: str, rows: Mapping[str, Mapping[str, Outcome]]) -> Chart:
    """Return bars of parts on one scale from zero; the parts of a row are named below its bar.

    `rows` holds for each label its parts by name; a part has the same look in every row.

    >>> exhibits.stacked_bars("s", "Stock", {"Today": {"In stock": case.evaluate("stock_chips")}})
    Chart(name='s', title='Stock', live=False)
    """
    outcomes = [outcome for parts in rows.values() for outcome in parts.values()]
    unit = one_unit(name, outcomes)
    if below := next((outcome for outcome in outcomes if outcome.value < 0), None):
        raise ExhibitError(
            f"The chart {name!r} has the part {below.name} of {below.value:,.6g} {unit}; parts "
            "that are stacked are not below zero."
        )
    names = list(dict.fromkeys(part for parts in rows.values() for part in parts))
    if len(names) > len(FILLS):
        raise ExhibitError(
            f"The chart {name!r} has {len(names)} kinds of parts; give it {len(FILLS)} at most."
        )
    page = Page()
    bars = [_bar(page, label, parts) for label, parts in rows.items()]

    def draw(width: int) -> dict[str, Any]:
        return _drawn(bars, names, width).specification(_table(bars, unit))

    return drawn(name, title, _words(bars), page, draw)


def _bar(page: Page, label: str, parts: Mapping[str, Outcome]) -> _Bar:
    """Return a bar; prices that are printed to the dollar add up as printed."""
    if all(form(it.unit).whole and not it.error for it in parts.values()):
        parts = dict(zip(parts, to_the_unit(label, list(parts.values())), strict=True))
    return _Bar(label, tuple((part, it.value, printed(page, it)) for part, it in parts.items()))


def _drawn(bars: Sequence[_Bar], names: Sequence[str], width: int) -> Sketch:
    sketch = Sketch(width)
    beside = column(width, [bar.label for bar in bars], 0.34)
    most = max(bar.total for bar in bars)
    scale = (width - beside - 4) / most if most else 0.0
    for bar in bars:
        lines = _lines(bar, width - beside)
        place = row(sketch, bar.label, beside, _BAR + LINE * len(lines) + 4)
        top = place.middle - (LINE * len(lines) + 4) / 2
        start = place.left + 2
        for part, value, _ in bar.parts:
            fill = FILLS[names.index(part)]
            end = start + value * scale
            sketch.bar(start, end, top, _BAR, fill, stroke=INK)
            start = end
        _name(sketch, lines, names, place.left, top + _BAR / 2 + 4)
        sketch.height += GAP / 2
    return sketch


def _lines(bar: _Bar, width: float) -> list[list[tuple[str, str]]]:
    """Return the parts of a bar with their words, as many on a line as it holds."""
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for part, _, text in bar.parts:
        said = unbroken(f"{part} {text}")
        needed = 14 + room(said, SMALL) + 12
        if lines[-1] and used + needed - 12 > width:
            lines.append([])
            used = 0.0
        lines[-1].append((part, said))
        used += needed
    return lines


def _name(
    sketch: Sketch,
    lines: Sequence[Sequence[tuple[str, str]]],
    names: Sequence[str],
    left: float,
    top: float,
) -> None:
    for number, line in enumerate(lines):
        x, y = left, top + LINE * (number + 0.5)
        for part, said in line:
            sketch.bar(x + 2, x + 11, y, 9, FILLS[names.index(part)], stroke=INK)
            sketch.text(x + 14, y, said, size=SMALL)
            x += 14 + room(said, SMALL) + 12


def _table(bars: Sequence[_Bar], unit: str) -> list[dict[str, Any]]:
    return [
        {"label": bar.label, "part": part, "value": value, "unit": unit}
        for bar in bars
        for part, value, _ in bar.parts
    ]


def _words(bars: Sequence[_Bar]) -> str:
    told = "; ".join(
        f"{bar.label}: {', '.join(f'{part} {text}' for part, _, text in bar.parts)}" for bar in bars
    )
    return plain(f"Stacked bars. {told}.")
