"""Twenty equally likely futures as rows of dots: what each row means, and what it delivers."""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from h200analysis.cases import Outcome
from h200analysis.exhibits.charts.chart import Chart, drawn
from h200analysis.exhibits.charts.lines import room, wrapped
from h200analysis.exhibits.charts.rows import column, head, row
from h200analysis.exhibits.charts.sketch import LINE, Sketch
from h200analysis.exhibits.charts.words import plain, printed
from h200analysis.exhibits.labels import GROUPS
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.theme import INK, NAVY, ORANGE, QUIET, WIDTH
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry.end_states import BEIJING_SHUT, BOTH_PASS, WASHINGTON_SHUT
from h200analysis.inquiry.slices import Slice

MARKS: dict[str, dict[str, Any]] = {
    WASHINGTON_SHUT: {"color": QUIET, "hollow": True},
    BEIJING_SHUT: {"color": ORANGE, "shape": "square"},
    BOTH_PASS: {"color": NAVY},
}
_DIGITS = "2"  # a slice of the futures is known to no more
_PITCH = 13  # from dot to dot
_ANY = "Any of the three"
_PUBLISHED = "To compare: what others published"
_AMOUNTS = (130, 215)  # pixels for the amounts, narrow and wide; what is longer breaks at “to”


@dataclass(frozen=True, slots=True)
class _Futures:
    """A row of futures that lie between the same published amounts.

    `said` is its label for those who see no dots: with how many futures end in each way.
    """

    label: str
    said: str
    futures: tuple[Slice, ...]
    texts: tuple[str, ...]

    @property
    def amounts(self) -> str:
        """Return the lowest and the highest amount, or the only one."""
        first, last = self.texts[0], self.texts[-1]
        return first if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class _Reference:
    """An amount to compare with: the mean of all futures, or what others have published."""

    label: str
    value: float
    text: str
    is_mean: bool


def future_rows(
    name: str,
    title: str,
    futures: Sequence[Slice],
    mean: Outcome | None = None,
    published: Mapping[str, Outcome] | None = None,
    heads: tuple[str, str] = (f"On {day(LAST_DAY)}", "Delivered in 2026"),
) -> Chart:
    """Return twenty equally likely futures as rows of dots, the least amount first.

    Futures of the least amount have a row for each way in which the year ends; the others are
    parted at the mean and at `published`, amounts of others by dated names. The mean stands in its
    place among the rows, so no axis is needed; what others published stands below them all.

    >>> exhibits.future_rows("f", "Twenty futures", slices.slices(paths))
    Chart(name='f', title='Twenty futures', live=False)
    """
    page = Page()
    compared = sorted(_compared(page, mean, published or {}), key=lambda each: each.value)
    items = _ordered(_rows(page, futures, [each.value for each in compared]), compared)

    def draw(width: int) -> dict[str, Any]:
        return _drawn(items, width, heads).specification(_table(items))

    return drawn(name, title, _words(items, len(futures)), page, draw)


def _compared(
    page: Page, mean: Outcome | None, published: Mapping[str, Outcome]
) -> Iterator[_Reference]:
    if mean is not None:
        yield _Reference("Mean of all futures", mean.value, printed(page, mean), is_mean=True)
    for label, amount in published.items():
        yield _Reference(label, amount.value, printed(page, amount), is_mean=False)


def _rows(page: Page, futures: Sequence[Slice], bounds: Sequence[float]) -> list[_Futures]:
    """Return the least futures by how their year ends, then all others between the bounds."""
    ordered = sorted(futures, key=lambda each: each.amount.value)
    least = ordered[0].amount.value
    places = list(GROUPS)
    sets: dict[tuple[int, int], list[Slice]] = {}
    for future in ordered:
        value, place = future.amount.value, places.index(future.group)
        key = (-1, place) if value == least else (bisect(bounds, value), 0)
        sets.setdefault(key, []).append(future)
    return [_row(page, sets[key]) for key in sorted(sets)]


def _row(page: Page, futures: Sequence[Slice]) -> _Futures:
    counts = {group: sum(each.group == group for each in futures) for group in GROUPS}
    ends = {GROUPS[group]: count for group, count in counts.items() if count}
    said = "; ".join(f"{end} ({count})" if len(ends) > 1 else end for end, count in ends.items())
    label = " or ".join(ends).replace("or Both", "or both")  # the dots beside it tell how many
    label = _ANY if len(ends) == len(GROUPS) else label
    texts = tuple(printed(page, each.amount, _DIGITS) for each in futures)
    return _Futures(label, said, tuple(futures), texts)


def _ordered(
    rows: Sequence[_Futures], compared: Sequence[_Reference]
) -> list[_Futures | _Reference]:
    """Return the rows and their mean, the least first and futures before the mean; then others'."""
    keyed: list[tuple[float, int, _Futures | _Reference]] = [
        *((each.futures[-1].amount.value, 0, each) for each in rows),
        *((each.value, 1, each) for each in compared if each.is_mean),
    ]
    ours = [item for _, _, item in sorted(keyed, key=lambda key: key[:2])]
    return [*ours, *(each for each in compared if not each.is_mean)]


def _drawn(items: Sequence[_Futures | _Reference], width: int, heads: tuple[str, str]) -> Sketch:
    sketch = Sketch(width)
    most = max(len(item.futures) for item in items if isinstance(item, _Futures))
    rest = width - _amounts(width)
    beside = column(width, [item.label for item in items], (rest - most * _PITCH) / width)
    pitch = min(_PITCH, (rest - beside) / most)
    head(sketch, *heads)
    published = [each for each in items if isinstance(each, _Reference) and not each.is_mean]
    for item in items:
        if item in published[:1]:
            head(sketch, _PUBLISHED)
        if isinstance(item, _Reference):
            _compare(sketch, item)
        else:
            _dots(sketch, item, beside, pitch)
    return sketch


def _amounts(width: float) -> int:
    return _AMOUNTS[width >= WIDTH]


def _dots(sketch: Sketch, item: _Futures, beside: float, pitch: float) -> None:
    lines = wrapped(item.amounts, _amounts(sketch.width))
    place = row(sketch, item.label, beside, LINE * len(lines))
    in_order = sorted(item.futures, key=lambda each: list(GROUPS).index(each.group))
    for number, future in enumerate(in_order):
        x = place.left + (number + 0.5) * pitch
        sketch.dot(x, place.middle, radius=0.38 * pitch, **MARKS[future.group])
    _amount(sketch, lines, place.middle)


def _compare(sketch: Sketch, item: _Reference) -> None:
    """Draw a line at the place of an amount, with what it is, its mark and the amount on it."""
    color = INK if item.is_mean else QUIET
    lines = wrapped(item.label, sketch.width - room(item.text) - 2 * LINE)
    height = LINE * len(lines)
    middle = sketch.height + height / 2
    for number, line in enumerate(lines):
        sketch.text(LINE, sketch.height + LINE * (number + 0.5), line, color=color)
    if item.is_mean:
        sketch.dot(5, middle, INK, shape="triangle-right", radius=5)
    else:
        sketch.line((5, middle - 6), (5, middle + 6), color=QUIET, width=2)
    longest = max(room(line) for line in lines)
    start, end = LINE + longest + 8, sketch.width - room(item.text) - 8
    if end - start > 3 * LINE:
        sketch.line((start, middle), (end, middle), color=color, dash=(2, 3))
    _amount(sketch, [item.text], middle, color)
    sketch.height += height + 7


def _amount(sketch: Sketch, lines: Sequence[str], middle: float, color: str = INK) -> None:
    for number, line in enumerate(lines):
        y = middle + LINE * (number - (len(lines) - 1) / 2)
        sketch.text(sketch.width, y, line, align="right", color=color)


def _table(items: Sequence[_Futures | _Reference]) -> list[dict[str, Any]]:
    return [
        line
        for item in items
        for line in (
            [{"what": item.label, "futures": None, "usd": item.value}]
            if isinstance(item, _Reference)
            else [
                {"what": GROUPS[each.group], "futures": 1, "usd": each.amount.value}
                for each in item.futures
            ]
        )
    ]


def _words(items: Sequence[_Futures | _Reference], count: int) -> str:
    said = []
    for item in items:
        if isinstance(item, _Reference):
            kind = "" if item.is_mean else "published by others, "
            said.append(f"{kind}{item.label}: {item.text}")
        else:
            amounts = ", ".join(dict.fromkeys(item.texts))
            said.append(f"in {len(item.futures)} of {count} {amounts} ({item.said})")
    listed = "; ".join(said)
    return plain(f"{count} equally likely futures, the least amount first: {listed}.")
