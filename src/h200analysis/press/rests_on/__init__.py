"""Which definitions of the package an edition rests on, found by reading their text.

A definition is a function, a class or a value at the top of a module. It leads to whatever it
mentions, and a formula to those that its arguments name; what no text tells stands in `dynamic`.
Comments and layout do not count. Where something cannot be told, more counts rather than less.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from h200analysis.press import keys
from h200analysis.press.rests_on import cells, graph

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["NAMES", "changed", "used"]

NAMES = "names of the notebook"
"""Under this name stands a hash of what the notebook's imports lead to."""


def used(
    notebook: "NotebookNode",
    texts: Iterable[str] = (),
    records: Iterable[tuple[str, str]] = (),
    package: Path = keys.PACKAGE,
) -> dict[str, str]:
    """Return a short hash of each definition of the package that a briefing rests on, by name.

    A name is dotted, `model.fees.fee_revenue`; that of a module stands for what it does when it is
    imported, and a path for a file. `texts` are what the notebook is given beside its cells, such
    as its passages and the values set by hand; `records` are those of the evidence, by kind and
    name, as `Ledger.texts` yields them. A formula may be named in either.
    """
    found = graph.of(package)
    bound, own = found.of_cells(cells.sources(notebook))
    reached = found.reached(found.formulas.named_in(texts), own)
    evaluated = (text for name, text in records if found.is_evaluated(_kind(name), reached))
    reached = found.reached(found.formulas.named_in(evaluated), reached)
    return dict(sorted({NAMES: bound, **found.hashes(reached)}.items()))


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the names whose hashes differ, and those that came or went."""
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))


def _kind(record: str) -> str:
    return record.partition(".")[0]
