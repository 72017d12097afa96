"""Every exhibit with the code that makes it, as its docstring has it, and what the code shows."""

import doctest
import html
import inspect
import io
from contextlib import redirect_stdout
from typing import Any

from h200analysis import exhibits
from h200analysis.cases import Case
from h200analysis.evidence import Ledger
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.charts.chart import Chart
from h200analysis.model import market
from h200analysis.press import charts
from tests import examples
from tests.inprocess import shell

_CODE = doctest.DocTestParser()


def text() -> str:
    """Return the exhibits in Markdown: charts first, then tables and text."""
    drawings, writings = list[str](), list[str]()
    with redirect_stdout(io.StringIO()), shell() as (running, _):
        found = examples.names()
        for name in exhibits.__all__:
            names = found | {"case": _fresh(found["ledger"])}
            running.user_ns.update(names)
            told, code, shown = _ran(getattr(exhibits, name), names)
            if isinstance(shown, Chart):
                drawings.append(_part(name, told, code, _picture(shown)))
            elif isinstance(shown, Exhibit):
                writings.append(_part(name, told, code, shown.html))
    return "\n\n".join(["## Charts", *drawings, "## Tables and text", *writings])


def _fresh(ledger: Ledger) -> Case:
    """Return a case that has answered one question alone, so that its sources are few."""
    case = Case(ledger)
    case.evaluate(market.supply_gap)
    return case


def _ran(made: Any, found: dict[str, Any]) -> tuple[str, str, Any]:
    """Return the first line of a docstring, the code of its example, and what that shows."""
    told = inspect.getdoc(made) or ""
    steps = _CODE.get_examples(told)
    names = dict(found)
    for step in steps[:-1]:
        exec(step.source, names)  # noqa: S102 - examples of our own docstrings
    shown = eval(steps[-1].source, names) if steps else None  # noqa: S307
    return told.partition("\n")[0], "".join(step.source for step in steps), shown


def _picture(chart: Chart) -> str:
    svg = charts.draw(chart.spec, f"gallery-{chart.name}")
    return f"<p><strong>{html.escape(chart.title)}</strong></p>\n{svg}"


def _part(name: str, told: str, code: str, shown: str) -> str:
    flat = "\n".join(line for line in shown.splitlines() if line.strip())
    return (
        f"### `exhibits.{name}`\n\n{told}\n\n```python\n{code.rstrip()}\n```\n\n"
        f'```{{raw}} html\n<div class="exhibit">\n{flat}\n</div>\n```'
    )
