"""The briefings of one day agree: what two of them print, they print alike."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from h200analysis.press.gate.shown import Figure, Shown

Key = tuple[str, ...]
_NEARLY = 1e-9


def reasons(shown: Iterable[Shown], beside: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Yield what is stated otherwise than in another edition of the day, each of which is named."""
    every = list(shown)
    own = _values(figure for output in every for figure in output.figures)
    cells = {key: output.cell for output in reversed(every) for key in _values(output.figures)}
    for edition, figures in beside.items():
        other = _values(figures)
        for key in own.keys() & other.keys():
            if not _is_same(own[key], other[key]):
                what, mine, theirs = " ".join(key[:2]), f"{own[key]:,.6g}", f"{other[key]:,.6g}"
                yield (
                    f"cell {cells[key]}: the {what} is {mine}, but {theirs} in {edition}, an "
                    "edition of the same day; a day has one value for it."
                )


def _values(figures: Iterable[Figure]) -> dict[Key, float]:
    """Return the value of each figure and parameter; what has several by one name has no say.

    A notebook's own formula may bear the name of another's, so it has none either.
    """
    found: dict[Key, set[float]] = {}
    for figure in figures:
        for key, value in (*_figure(figure), *_parameters(figure)):
            found.setdefault(key, set()).add(value)
    return {key: values.pop() for key, values in found.items() if len(values) == 1}


def _figure(figure: Figure) -> Iterator[tuple[Key, float]]:
    if figure["value"] is not None and "formulas_of_notebook" not in figure:
        names = sorted(used["name"] for used in figure["inputs"])
        told = (figure[key] for key in ("name", "statistic", "unit", "formula"))
        yield ("figure", *told, *_supposed(figure), *names), figure["value"]


def _parameters(figure: Figure) -> Iterator[tuple[Key, float]]:
    for used in figure["inputs"]:
        yield ("parameter", used["name"], used["unit"], *_supposed(figure)), used["value"]


def _supposed(figure: Figure) -> tuple[str, ...]:
    """Return the day and what is supposed: under another supposition it is another quantity."""
    supposing = sorted(figure["supposing"].items())
    return (str(figure.get("as_of")), *(f"{name}={value}" for name, value in supposing))


def _is_same(one: float, other: float) -> bool:
    return abs(one - other) <= _NEARLY * max(abs(one), abs(other), 1e-300)
