"""The examples in docstrings: they run, and whatever a notebook calls has one."""

import ast
import doctest
import importlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from h200analysis import cases
from h200analysis.futures import Futures
from tests.conftest import ROOT
from tests.examples import names
from tests.inprocess import NOTEBOOKS, shell

PACKAGE = ROOT / "src" / "h200analysis"
LIKE_THIS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
WITH_METHODS = (cases.Case, cases.DrawnCase, cases.LiveCase, Futures)


def _modules() -> Iterator[Any]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if ">>> " in path.read_text(encoding="utf-8"):
            yield importlib.import_module(".".join(path.relative_to(ROOT / "src").parts)[:-3])


EXAMPLES = {
    each.name: each
    for module in _modules()
    for each in doctest.DocTestFinder().find(module, globs={})
    if each.examples
}


@pytest.fixture(scope="module")
def found() -> Iterator[dict[str, Any]]:
    """What examples find, as names of a notebook."""
    with shell() as (running, _):
        running.user_ns.update(names())
        yield running.user_ns


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_what_it_says(name: str, found: dict[str, Any]) -> None:
    """Run as it stands, it shows what stands below it."""
    example, told = EXAMPLES[name], list[str]()
    example.globs = dict(found)
    ran = doctest.DocTestRunner(optionflags=LIKE_THIS).run(example, out=told.append)

    assert ran.attempted == len(example.examples)
    assert not ran.failed, "".join(told)


def _trees(path: Path) -> Iterator[ast.AST]:
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and not cell.source.startswith("%%"):
            lines = (line for line in cell.source.splitlines() if not line.startswith("%"))
            yield ast.parse("\n".join(lines))


def _called() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield by name what the notebooks call of the package: functions, and methods of a case."""
    methods = {name: each for kind in WITH_METHODS for name, each in inspect.getmembers(kind)}
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        nodes = [node for tree in _trees(path) for node in ast.walk(tree)]
        rooms = {
            alias.name: f"{node.module}.{alias.name}"
            for node in nodes
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("h200analysis")
            for alias in node.names
            if ".model" not in str(node.module)  # formulas have worked sums
        }
        for node in nodes:
            if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
                continue
            if node.value.id in rooms:
                each = getattr(importlib.import_module(rooms[node.value.id]), node.attr)
            else:
                each = methods.get(node.attr)
            if inspect.isfunction(each) or inspect.isclass(each):
                yield f"{node.value.id}.{node.attr}", each


CALLED = dict(_called())


@pytest.mark.parametrize("name", CALLED)
def test_what_a_notebook_calls_has_an_example(name: str) -> None:
    """Its docstring shows how it is called."""
    assert ">>> " in (inspect.getdoc(CALLED[name]) or "")
