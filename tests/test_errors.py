"""Errors: those that speak to a user have one root; any other is a bug."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import h200analysis
from h200analysis.errors import H200Error, instead

PACKAGE = Path(h200analysis.__file__).parent
BARE = {"Exception", "ValueError", "TypeError", "RuntimeError", "LookupError", "KeyError",
        "IndexError", "OSError", "ArithmeticError"}  # fmt: skip
# pydantic takes a validator's ValueError and makes a fault of it, or a refused parameter.
VALIDATORS = {f"evidence/{name}.py" for name in (
    "record", "records", "correlations", "questions", "published", "qualifiers", "spreads",
    "meetings", "observations", "events",
)} | {"press/annotations.py", "press/schedule.py"} | {f"delivery/post/{name}.py" for name in (
    "fields", "destinations", "recipients", "rules", "secrets",
)}  # fmt: skip


def _classes() -> Iterator[type[Exception]]:
    for module in pkgutil.walk_packages([str(PACKAGE)], "h200analysis."):
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(found, Exception) and found.__module__ == module.name:
                yield found


def test_every_error_of_ours_has_one_root() -> None:
    """Whoever catches `H200Error` catches all that this package says to its users."""
    errors = [found for found in _classes() if not issubclass(found, Warning)]

    assert {"DataError", "BindingError", "RunError", "GateError"} <= {e.__name__ for e in errors}
    assert [] == [error for error in errors if not issubclass(error, H200Error)]


@pytest.mark.parametrize(
    "path",
    sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name != "model"),
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_no_error_is_raised_without_a_name_of_ours(path: Path) -> None:
    """A plain ValueError would be told as a bug; outside of validators there is none."""
    raised = {
        node.exc.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
    }
    allowed = {"ValueError"} if str(path.relative_to(PACKAGE)) in VALIDATORS else set()

    assert set() == (raised & BARE) - allowed


@pytest.mark.parametrize(
    ("name", "known", "lister", "told"),
    [
        ("Orders", ["orders_chips", "orders"], "", "did you mean 'orders' or 'orders_chips'?"),
        ("gaps", ["gap"], "h200 formulas", "did you mean 'gap'? `h200 formulas` lists all."),
        ("x", ["gap", "fee"], "h200 formulas", "there is fee, gap."),
        ("x", [f"name_{n}" for n in range(99)], "h200 formulas", "`h200 formulas` lists all."),
        ("x", [], "", "there is none."),
    ],
)
def test_an_unknown_name_is_told_with_what_there_is(
    name: str, known: list[str], lister: str, told: str
) -> None:
    """The nearest names, else all of a few, else how to list them; never a page of names."""
    assert told == instead(name, known, lister)
