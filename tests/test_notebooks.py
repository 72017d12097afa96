"""The anatomy of a briefing's notebook: thin, parameterised, its figures all outcomes."""

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from h200analysis.press import catalogue, parameters

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
STANDARD = ["as_of", "scenario", "draws", "seed", "set_by_hand"]
NAMES_WITH_DIGITS = re.compile(r"\b(?:G?H200?|910C|20(?:25|26))\b")
TEMPLATES = {"say", "headline", "deck", "bullets", "legend"}


def test_every_notebook_is_a_briefing() -> None:
    """What is checked here is what the catalogue builds, and nothing lies beside it."""
    known = catalogue.read()

    assert {known.notebook(name) for name in known.briefings} == set(NOTEBOOKS)


@pytest.fixture(params=NOTEBOOKS, ids=lambda p: p.stem)
def notebook(request: pytest.FixtureRequest) -> Any:
    """One notebook of the catalogue."""
    return nbformat.read(request.param, as_version=4)


def _code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell["cell_type"] == "code"]


def test_it_is_committed_without_outputs(notebook: Any) -> None:
    """What a run leaves behind does not belong into the history."""
    assert not any(cell["outputs"] or cell["execution_count"] for cell in _code(notebook))


def test_it_is_thin(notebook: Any) -> None:
    """A dozen code cells at most, none long, no function, class, file path or press in them."""
    cells = _code(notebook)

    assert len(cells) <= 12
    for cell in cells:
        tree = ast.parse(cell["source"])
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)]
        assert not re.search(r"open\(|\.\./|Path\(|h200analysis\.press", cell["source"])
        assert len(cell["source"].splitlines()) <= 60


def test_its_parameters_are_the_standard_ones(notebook: Any) -> None:
    """Every briefing takes the day, the scenario, the draws, the seed and what is set by hand."""
    declared = parameters.read(notebook, "it")

    assert list(declared)[: len(STANDARD)] == STANDARD
    assert all(parameter.comment for parameter in declared.values())
    for parameter in declared.values():
        assert parameter.accept(parameter.default) == parameter.default


def test_no_sentence_holds_a_literal_figure(notebook: Any) -> None:
    """A sentence takes its figures from outcomes; digits stand only in names and years."""
    found = 0
    for cell in _code(notebook):
        for call in ast.walk(ast.parse(cell["source"])):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in TEMPLATES:
                for text in _texts(call.args):
                    found += 1
                    words = re.sub(r"\{[^}]*\}", "", NAMES_WITH_DIGITS.sub("", text))
                    assert not re.search(r"\d", words), text
    assert found > 5


def _texts(arguments: list[ast.expr]) -> list[str]:
    nodes = [node for argument in arguments for node in ast.walk(argument)]
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
