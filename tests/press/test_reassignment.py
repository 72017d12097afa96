"""A briefing's parameters are set in one cell alone, or the briefing is refused."""

from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from h200analysis.press import editions, reassignment
from h200analysis.press.parameters import ParameterError
from h200analysis.press.run import RunError
from tests.press.changed import changed

NAMES = ("scenario", "seed")


def _notebook(*codes: str) -> NotebookNode:
    tagged = new_code_cell("scenario: str = 'central'  # of it", metadata={"tags": ["parameters"]})
    cells = [new_markdown_cell("# It"), tagged, *map(new_code_cell, codes)]
    notebook: NotebookNode = new_notebook(cells=cells)
    return notebook


@pytest.mark.parametrize(
    "code",
    [
        "scenario = 'central'",
        "x = (scenario, *rest) = 1, 2",
        "scenario: str = 'central'",
        "scenario += 'x'",
        "print(scenario := 'central')",
        "[scenario := x for x in 'ab']",
        "for scenario in 'ab': pass",
        "with open('x') as scenario: pass",
        "import math as scenario",
        "import scenario.part",
        "from math import pi as scenario",
        "def scenario(): pass",
        "async def scenario(): pass",
        "class scenario: pass",
        "del scenario",
        "match 1:\n    case scenario: pass",
        "try: 1 / 0\nexcept ZeroDivisionError as scenario: pass",
        "def later():\n    global scenario\n    scenario = 'central'",
        "class A:\n    def later(self):\n        global scenario\n        del scenario",
        "await x\nscenario = 'central'",
        "%matplotlib inline\nscenario = 'central'",
        "scenario = %pwd",
        "scenario = !ls",
        "!ls\nscenario = 'central'",
        "print?\nscenario = 'central'",
    ],
)
def test_a_parameter_is_set_in_its_cell_alone(code: str) -> None:
    """However Python binds or deletes a global name, elsewhere it is refused, by cell and name."""
    told = "it: cell 4 sets the parameter 'scenario', which only the cell tagged 'parameters' may"

    with pytest.raises(ParameterError, match=told):
        reassignment.refuse(_notebook("x = 1", code), NAMES, "it")


@pytest.mark.parametrize(
    "code",
    [
        "print(scenario)",
        "other = scenario",
        "def f(scenario): return scenario",
        "def f():\n    scenario = 'mine'",
        "[scenario for scenario in 'ab']",
        "lambda seed: seed",
        "class A:\n    scenario = 1",
        "f(scenario=scenario)",
        "a.scenario = 1",
        "not Python at all",
        "%%html\nscenario = 'central'",
    ],
)
def test_another_thing_of_the_same_name_is_no_parameter(code: str) -> None:
    """What a function, a comprehension, a class or an object calls its own changes no parameter."""
    reassignment.refuse(_notebook(code), NAMES, "it")

    with pytest.raises(ParameterError):  # the same beside a cell that does set one
        reassignment.refuse(_notebook(code, "seed = 8"), NAMES, "it")


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_cell_that_papermill_left_is_refused(place: int) -> None:
    """Wherever it stands, JupyterLab having kept it, the sentence says which cell to delete."""
    notebook = _notebook("x = 1")
    left = new_code_cell("scenario = 'central'", metadata={"tags": ["injected-parameters"]})
    notebook.cells.insert(place, left)

    told = f"it: cell {place + 1} is tagged 'injected-parameters', .* delete that cell"
    with pytest.raises(ParameterError, match=told):
        reassignment.refuse(notebook, NAMES, "it")


@pytest.mark.parametrize("tags", [["injected-parameters"], []])
def test_no_edition_is_made_under_another_scenarios_name(tmp_path: Path, tags: list[str]) -> None:
    """A cell kept from an earlier run, or one more line, is refused before a kernel starts."""
    known = changed(tmp_path, "x = 1\nscenario = 'central'", tags)

    with pytest.raises(ParameterError, match="supply_gap: cell 3"):
        editions.job(known, "supply_gap", {"scenario": "half_firm"})


def test_what_only_shows_in_the_kernel_leaves_no_edition(tmp_path: Path) -> None:
    """A parameter changed where no reading of the code finds it is found after the cell."""
    known = changed(tmp_path, "exec(\"scenario = 'central'\")", [])
    job = editions.job(known, "supply_gap", {"scenario": "half_firm"})

    told = 'supply_gap: cell 3 changes the parameter \'scenario\': given "half_firm", found "cen'
    with pytest.raises(RunError, match=told):
        editions.publish(job, tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.html"))
