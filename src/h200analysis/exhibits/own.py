"""An analyst's own table or chart, in the house's form and with its sources."""

import base64
import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from h200analysis.exhibits.bundle import CLAIMS, Exhibit, ExhibitError, joined
from h200analysis.exhibits.charts.chart import Chart
from h200analysis.exhibits.grounds import Sources, grounds
from h200analysis.exhibits.marks import day, escaped, html_escaped
from h200analysis.exhibits.tables import laid_out
from h200analysis.exhibits.theme import specification
from h200analysis.exhibits.wording import EXACT, TABLE, worded

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 100
_MISSING = "–"
_NUMBERS = frozenset("iuf")  # the kinds of numpy that stand right
_FEW_DIGITS = 10_000  # from where the digits of a plain whole number are grouped; years are below


def frame(table: Any, caption: str, *, sources: Sources = (), digits: int = TABLE) -> Exhibit:
    """Return a data frame of pandas or polars as a table, with a line of its sources.

    Numbers are worded in the unit that `attrs["units"]` has for their column. `sources` are ids of
    claims, what `case.cite` returns, or outcomes; without them no edition prints it. A frame with
    more than a hundred rows is refused: print a summary of it.

    >>> exhibits.frame(
    ...     ledger.frame("parameters").loc[["orders_chips"], ["value", "unit"]],
    ...     "Orders",
    ...     sources="orders_seed",
    ... )
    <Exhibit '| id | value | unit | |...'>
    """
    shown = table.to_pandas() if hasattr(table, "to_pandas") else table
    shown = shown.to_frame() if hasattr(shown, "to_frame") and shown.ndim == 1 else shown
    if len(shown) > MOST_ROWS:
        raise ExhibitError(
            f"The table {caption!r} has {len(shown):,} rows; a reader takes in {MOST_ROWS}. Print "
            "what it comes to, such as frame.describe() or frame.head()."
        )
    units = {str(name): unit for name, unit in dict(shown.attrs.get("units", {})).items()}
    if type(shown.index).__name__ != "RangeIndex":
        shown = shown.rename_axis([name or "row" for name in shown.index.names]).reset_index()
    heads = [_head(name, units) for name in shown.columns]
    columns = [shown.iloc[:, n] for n in range(shown.shape[1])]
    texts = [_texts(column, units.get(str(column.name), ""), digits) for column in columns]
    right = [column.dtype.kind in _NUMBERS for column in columns]
    rows = [
        [(escaped(each[n]), html_escaped(each[n])) for each in texts] for n in range(len(shown))
    ]
    made = Exhibit(*laid_out(caption, heads, rows, right))
    told = grounds(sources)
    return made if told is None else joined(made, told)


def chart(
    drawing: Any, title: str = "", alt: str = "", *, name: str = "chart", sources: Sources = ()
) -> "Sourced":
    """Return an Altair chart, or a figure of matplotlib, with a line of its sources.

    `title` and `alt`, its words for who cannot see it, are the chart's own title and description
    where they are not given. `sources` are as those of `frame`; without them no edition prints it.

    >>> exhibits.chart(drawing, "Orders", "One bar.", sources="orders_seed")
    <Chart(name='chart', title='Orders', live=False) with sources>
    """
    told = grounds(sources)
    claims = told.claims if told else ()
    if hasattr(drawing, "to_dict"):
        spec = specification(drawing)
        own = spec.pop("title", "")
        title = title or (own.get("text", "") if isinstance(own, dict) else own)
        made: Any = Chart(name, title, alt or spec.get("description", ""), spec, claims=claims)
    elif hasattr(drawing, "savefig"):
        made = _Picture(drawing, ". ".join(filter(None, (title, alt))), claims)
    else:
        raise ExhibitError(
            f"{type(drawing).__name__} is no chart; expected one of Altair, or a figure of "
            "matplotlib."
        )
    return Sourced(made, told)


class Sourced:
    """A chart with the line of its sources, shown one below the other."""

    def __init__(self, drawing: Any, sources: Exhibit | None) -> None:
        self.drawing, self.sources = drawing, sources

    def __repr__(self) -> str:
        """Return what it is, on a line."""
        return f"<{self.drawing!r} with sources>" if self.sources else f"<{self.drawing!r}>"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(*filter(None, (self.drawing, self.sources)))  # type: ignore[no-untyped-call]


class _Picture:
    """A figure of matplotlib as a picture."""

    def __init__(self, figure: Any, alt: str, claims: tuple[str, ...]) -> None:
        self.figure, self.alt, self.claims = figure, alt, claims

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        file = io.BytesIO()
        self.figure.savefig(file, format="png", dpi=200, bbox_inches="tight")
        png = base64.b64encode(file.getvalue()).decode()
        data = {"image/png": png, "text/plain": self.alt, CLAIMS: list(self.claims)}
        return data, {"image/png": {"alt": self.alt}}


def _head(name: Any, units: dict[str, str]) -> str:
    text = " ".join(map(str, name)) if isinstance(name, tuple) else str(name)
    is_name = text in units or "_" in text or text == "row"
    return text.replace("_", " ").strip().capitalize() if is_name else text


def _texts(column: "pd.Series[Any]", unit: str, digits: int) -> list[str]:
    """Return the values of a column in words; what is missing is a dash."""
    ways: dict[str, Callable[[Any], str]] = {
        "f": lambda value: worded(float(value), unit or "ratio", digits),
        "i": lambda value: _whole(int(value), unit),
        "u": lambda value: _whole(int(value), unit),
        "M": day,
        "b": lambda value: "yes" if value else "no",
    }
    said = ways.get(column.dtype.kind, str)
    known = zip(column, column.notna(), strict=True)
    return [said(value) if is_known else _MISSING for value, is_known in known]


def _whole(value: int, unit: str) -> str:
    if unit:
        return worded(value, unit, EXACT)
    return f"{value:,}" if abs(value) >= _FEW_DIGITS else str(value)
