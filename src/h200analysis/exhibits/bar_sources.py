"""The reports behind the bars of a ladder, which has no room for notes of its own."""

from collections.abc import Iterable
from typing import Any

from h200analysis.cases import Case
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.charts.ladder import Rung
from h200analysis.exhibits.marks import leading
from h200analysis.exhibits.prose import Page


def bar_sources(case: Case, rungs: Iterable[Rung]) -> Exhibit:
    """Return a small line with each bar that reports give, up to its date, and its notes.

    >>> exhibits.bar_sources(case, [exhibits.rung("Ordered", case.evaluate("orders_chips"))])
    <Exhibit ':::...'>
    """
    names: dict[str, Any] = {}
    parts = []
    for n, each in enumerate(rungs):
        told = leading(each.outcome.inputs, each.outcome.ledger) if each.outcome else []
        if told:
            parts.append(f"{{label{n}}}{{note{n}}}")
            names |= {f"label{n}": each.label.partition(",")[0], f"note{n}": case.cite(*told)}
    page = Page()
    markdown, html = page.write(f"Reports: {'; '.join(parts)}.", names)
    return page.exhibit(f"::: {{.note}}\n{markdown}\n:::", f"<p><small>{html}</small></p>")
