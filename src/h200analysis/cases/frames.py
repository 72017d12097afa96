"""What a case answers as data frames: draws with a row for each, and figures with a row for each.

The unit of each column of draws stands in `attrs["units"]`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from h200analysis.cases.bridge import Bridge
from h200analysis.cases.evaluation import Asked, Computed, name_of, single
from h200analysis.cases.outcome import Outcome, Spread
from h200analysis.chance.replicates import REPLICATES
from h200analysis.errors import ArgumentError

if TYPE_CHECKING:
    import pandas as pd

Figures = Outcome | Spread | Bridge | Iterable[Any] | Mapping[str, Any]

COLUMNS = {
    "label": "what it is called where it is shown",
    "name": "its name in the model or in the ledger",
    "value": "the figure in `unit`",
    "unit": "the unit of this row",
    "statistic": "as reported, or which statistic of drawn values",
    "error": "the standard error of a drawn statistic, in the same unit",
    "formula": "the formula that gave it",
    "claims": "the claims that it rests on",
    "assumed": "whether an assumption of ours entered it",
    "set_by_hand": "whether a value set by hand did",
}


def draws(
    asked: Iterable[Asked], computed: Iterable[Computed], count: int, **told: Any
) -> "pd.DataFrame":
    """Return formulas with a column each and a row a draw, by replicate and draw.

    A value that is not drawn is the same in every row. `told` goes into the frame's `attrs`.
    """
    import pandas as pd

    shape = REPLICATES, count // REPLICATES
    columns: dict[str, Any] = {}
    units: dict[str, str] = {}
    for each, found in zip(asked, computed, strict=True):
        name = name_of(each)
        if name in columns:
            raise ArgumentError(f"{name} is asked for twice; a frame has one column of a name.")
        values = np.broadcast_to(np.asarray(single(each, found).value, np.float64), shape)
        columns[name], units[name] = values.ravel(), str(found.unit)
    index = pd.MultiIndex.from_product([range(n) for n in shape], names=["replicate", "draw"])
    table = pd.DataFrame(columns, index=index)
    table.attrs["units"] = units
    table.attrs.update(told)
    return table


def figures(shown: Figures) -> "pd.DataFrame":
    """Return figures with a row each: outcomes, drawn results, bridges, or several of them.

    Of a mapping the labels are those of the rows.
    """
    import pandas as pd

    rows = [{"label": label} | _row(outcome) for label, outcome in _each("", shown)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in ("unit", "statistic", "formula"):
        table[name] = table[name].astype("category")
    table["error"] = table["error"].astype("float64")
    table.attrs = {"columns": COLUMNS}
    return table


def _each(label: str, shown: Figures) -> Iterator[tuple[str, Outcome]]:
    """Yield the outcomes within what is shown, each with its label."""
    match shown:
        case Outcome():
            yield label or shown.name, shown
        case Spread():
            for outcome in (shown.low, shown.middle, shown.high, shown.mean):
                yield label or outcome.name, outcome
        case Bridge():
            ends = {shown.start.name: shown.start}, {shown.end.name: shown.end}
            rest = {"unreconciled": shown.unreconciled}
            for part in (ends[0], shown.steps, rest, ends[1]):
                yield from _each("", part)
        case Mapping():
            for key, each in shown.items():
                yield from _each(str(key), each)
        case str() | float() | int() | None:
            raise ArgumentError(f"{shown!r} is no outcome; a figure comes from a case.")
        case _:
            for each in shown:
                yield from _each("", each)


def _row(outcome: Outcome) -> dict[str, Any]:
    return {
        "name": outcome.name,
        "value": outcome.value,
        "unit": outcome.unit,
        "statistic": outcome.statistic,
        "error": outcome.error,
        "formula": outcome.formula,
        "claims": ", ".join(outcome.claims),
        "assumed": bool(outcome.assumptions),
        "set_by_hand": bool(outcome.set_by_hand),
    }
