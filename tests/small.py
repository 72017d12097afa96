"""A checkout of small notebooks, for builds of which there are to be many."""

from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

_PROGRAM = """
import _signal as signal  # which no line of Python has to be read for, in which it could arrive
heard = signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the command begins
import os
os.environ["H200_ROOT"] = {root!r}
os.environ.setdefault("H200_DATA", {data!r})
from h200analysis.start import main
signal.signal(signal.SIGINT, heard)
main()
"""
_PARAMETERS = """as_of: "date" = "2026-01-15"
scenario: str = "central"
draws: int = 65_536
seed: int = 7
set_by_hand: "dict[str, float | str]" = {}"""
_SET_UP = """from h200analysis import cases, evidence, exhibits
from h200analysis.model import market

exhibits.use()
case = cases.Case(evidence.read(as_of), scenario).let(**set_by_hand)
gap = case.evaluate(market.supply_gap)"""
_SAY = """%%say
# A small briefing
Orders exceed stock by {gap}."""
PROSE = 2  # the place of the cell whose words a test may change
_LEGEND = 'exhibits.legend(case, "all else is reported.")'
_ENTRY = """[{name}]
title = "Small"
question = "How short?"
reader = "Whoever measures"
notebook = "notebooks/{name}.ipynb"
"""
DATA = Path(__file__).parents[1] / "data"
"""The evidence, which such a checkout reads."""


def lay_out(root: Path, names: Iterable[str], further: str = "") -> None:
    """Write a checkout of a small notebook by each name; `further` ends each entry."""
    for folder in ("notebooks/passages", "reports"):
        (root / folder).mkdir(parents=True)
    entries = []
    for name in names:
        cells = [new_code_cell(_PARAMETERS, metadata={"tags": ["parameters"]})]
        cells += [new_code_cell(source) for source in (_SET_UP, _SAY, _LEGEND)]
        nbformat.write(new_notebook(cells=cells), root / "notebooks" / f"{name}.ipynb")
        entries.append(_ENTRY.format(name=name) + further)
    (root / "reports" / "briefings.toml").write_text("".join(entries), encoding="utf-8")


def program(root: Path) -> str:
    """Return the h200 command over such a checkout, as `python -c` takes it."""
    return _PROGRAM.format(root=str(root), data=str(DATA))
