"""The model is pure: standard library only, and formulas that any kind of number can pass."""

import ast
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from h200analysis import model
from h200analysis.cases.formulas import choices, formulas, summary, tools

NAMES = sorted(info.name for info in pkgutil.iter_modules(model.__path__))
SOURCES = {name: Path(model.__path__[0], f"{name}.py").read_text("utf-8") for name in NAMES}
MODULES = sorted({inspect.getmodule(f.function) for f in formulas().values()}, key=str)
PUBLIC = {name: made.function for name, made in formulas().items()} | tools()
DATED = re.compile(r"\b(1[89]|20)\d\d\b")
WRITTEN = [module.__name__.rpartition(".")[2] for module in MODULES if module]
ALLOWED = {"collections.abc", "dataclasses", "enum", "functools", "math", "typing"}
PLAIN = {"abs", "max", "min", "open", "round", "sorted", "sum"}  # what only a plain number can pass
TO_PLAIN = {"bool", "float", "int"}  # fine in an annotation
ENUMS = {kind.__name__ for kind in choices().values()}
FLAGS = {
    field.name
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind)
    for field in fields(kind)
    if field.type is bool
}
GUILTY = [
    "max(a, 0)",
    "sorted([a, b])",
    "abs(a)",
    "sum([a, b])",
    "float(a)",
    "reduce(max, a)",
    "math.log(a)",
    "a and b",
    "a or b",
    "not a",
    "b if a > 0 else 0",
    "b if a else 0",
    "[b for _ in () if a > 0]",
    "fee_basis if a in {0} else b",
    "b if fee_basis is a else 0",
]
GUILTY_STATEMENTS = [
    "from math import exp",
    "import random",
    "import numpy as np",
    "if a > 0: b = a",
    "while a > 0: a = a - 1",
    "assert a > 0",
    "match a:\n    case 0: pass",
]
INNOCENT = [
    "math.inf",
    "maximum(a, 0)",
    "a if fee_basis is FeeBasis.GROSS_UP else b",
    "a if fee_basis in {FeeBasis.GROSS_UP, FeeBasis.SURCHARGE} else b",
    "sum_of(0 if limit.only_new else a for limit in limits)",
]


@pytest.mark.parametrize("name", NAMES)
def test_importing_it_loads_the_standard_library_alone(name: str) -> None:
    """A fresh interpreter that imports a module of the model loads no package of others."""
    program = (
        "import sys; before = set(sys.modules)\n"
        f"import h200analysis.model.{name}\n"
        "from h200analysis.deferred import GRAMMARS\n"  # of which stand-ins stand there
        "print(*{m.partition('.')[0] for m in {*sys.modules} - before - GRAMMARS.keys()})\n"
        "print(*(type(sys.modules[m]).__name__ for m in GRAMMARS if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    modules, stand_ins = done.stdout.splitlines()
    loaded = set(modules.split())

    assert {*stand_ins.split()} <= {"_Deferred"}
    assert "h200analysis" in loaded
    assert set() == loaded - {"h200analysis"} - sys.stdlib_module_names


@pytest.mark.parametrize("name", WRITTEN)
def test_formulas_ask_nothing_of_a_quantity(name: str) -> None:
    """No clock, file or chance; no truth, order or plain float is asked of a quantity."""
    assert [] == list(offences(ast.parse(SOURCES[name])))


@pytest.mark.parametrize("source", GUILTY + GUILTY_STATEMENTS)
def test_what_is_forbidden_is_found(source: str) -> None:
    """Each way to treat a quantity as a plain number, or to leave the model, is an offence."""
    assert [] != list(offences(ast.parse(source)))


@pytest.mark.parametrize("source", INNOCENT)
def test_what_is_allowed_is_let_be(source: str) -> None:
    """Infinity, the model's own arithmetic, and branches on a choice or a flag are fine."""
    assert [] == list(offences(ast.parse(source)))


@pytest.mark.parametrize("name", sorted(formulas()))
def test_no_argument_has_a_default(name: str) -> None:
    """A default would be a figure without a source."""
    arguments = inspect.signature(formulas()[name].function).parameters.values()

    assert [] == [each.name for each in arguments if each.default is not inspect.Parameter.empty]


@pytest.mark.parametrize("name", sorted(formulas()))
def test_a_source_can_be_looked_up(name: str) -> None:
    """A source is a work or a document, known by its year; where there is none, nothing stands."""
    source = formulas()[name].source

    assert source is None or DATED.search(source)


@pytest.mark.parametrize("name", sorted(formulas()))
def test_a_label_fits_a_table(name: str) -> None:
    """A label is a short noun phrase of its own: no sentence, and no other formula's."""
    label = formulas()[name].label
    others = [other.label for key, other in formulas().items() if key != name]

    assert 1 <= len(label.split()) <= 10
    assert label[0].isupper() or label[0].isdigit()
    assert not label.endswith(".")
    assert label not in others


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_docstring_leaves_sources_to_the_field(name: str) -> None:
    """A docstring begins with a sentence, and does not end in a list of sources."""
    assert summary(PUBLIC[name]).endswith(".")
    assert "Source:" not in (inspect.getdoc(PUBLIC[name]) or "")


def offences(tree: ast.AST) -> Iterator[str]:
    """Yield each place where a formula does what only plain numbers, or impure code, can do."""
    for node in ast.walk(tree):
        if forbidden(node) or any(not by_choice(condition) for condition in conditions(node)):
            yield f"line {getattr(node, 'lineno', '?')}: {ast.unparse(node)}"


def forbidden(node: ast.AST) -> bool:
    """Tell whether a node is an import, name or operator that no formula may use."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in TO_PLAIN:
            return True
        case ast.Name(id=name):
            return name in PLAIN
        case ast.Attribute(value=ast.Name(id="math"), attr=name):
            return name != "inf"
        case ast.Import(names=names):
            return any(each.name not in ALLOWED for each in names)
        case ast.ImportFrom(module=module):
            ours = str(module).startswith("h200analysis.model.")
            return module == "math" or not (ours or module in ALLOWED)
    return isinstance(node, (ast.BoolOp, ast.Not, ast.Assert, ast.While))


def conditions(node: ast.AST) -> list[ast.expr]:
    """Return the expressions on which a node branches."""
    match node:
        case ast.If(test=test) | ast.IfExp(test=test):
            return [test]
        case ast.Match(subject=subject):
            return [subject]
        case ast.comprehension(ifs=tests):
            return tests
    return []


def by_choice(condition: ast.expr) -> bool:
    """Tell whether a branch is decided by a choice of the scenario, or by a dataclass's flag."""
    if isinstance(condition, ast.Attribute):
        return condition.attr in FLAGS
    names = {node.id for node in ast.walk(condition) if isinstance(node, ast.Name)}
    constants = [node for node in ast.walk(condition) if isinstance(node, ast.Constant)]
    return bool(names & set(choices())) and names <= set(choices()) | ENUMS and not constants
