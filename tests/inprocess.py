"""A briefing whose cells run in this process: what they show, as the press would collect it."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import altair as alt
import nbformat
from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode

from h200analysis.evidence.caution import UNDER_PRESS
from h200analysis.press import numbering

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


@dataclass(frozen=True, slots=True)
class Ran:
    """A notebook with what its cells showed, and the names that they left."""

    notebook: NotebookNode
    names: dict[str, Any]


def ran(notebook: Path, parameters: Mapping[str, Any]) -> Ran:
    """Run the cells of a notebook, `parameters` in place of its own; a cell that fails raises."""
    made = nbformat.read(notebook, as_version=4)
    numbering.remember(made)
    with shell() as (running, shown):
        running.user_ns.update(parameters)
        for cell in made.cells:
            if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
                shown.clear()
                running.run_cell(cell.source).raise_error()
                cell.outputs = list(_outputs(shown))
        names = {name: each for name, each in running.user_ns.items() if not name.startswith("_")}
    return Ran(made, names)


def _outputs(shown: list[Any]) -> Iterator[NotebookNode]:
    for each in shown:
        told = each.get("metadata") or {}
        yield nbformat.v4.new_output("display_data", data=each["data"], metadata=told)


@contextmanager
def shell() -> Iterator[tuple[Any, list[Any]]]:
    """Give this process a shell and the list of what it shows, and leave no trace of it."""
    publisher: Any = CapturingDisplayPublisher()  # type: ignore[no-untyped-call]
    own = {UNDER_PRESS: "1", "H200_PASSAGES": str(NOTEBOOKS / "passages")}
    theme, renderer = alt.theme.enable("default"), alt.renderers.enable("default")
    with patch.dict(os.environ, own), theme, renderer:
        main = sys.modules["__main__"]
        running: Any = InteractiveShell.instance(history_length=0)
        try:
            running.showtraceback = lambda *_, **__: None  # the error itself is raised, not printed
            running.display_pub = publisher
            hook: Any = CapturingDisplayHook
            running.display_trap.hook = hook(shell=running, outputs=publisher.outputs)
            yield running, publisher.outputs
        finally:
            InteractiveShell.clear_instance()
            sys.modules["__main__"] = main
