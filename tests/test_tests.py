"""The tests themselves: each can fail, says its rule, and lends its helpers openly."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parent.rglob("*.py"))
GUILTY = {
    "it holds no assertion": "def test_it():\n    '''Rule.'''\n    run()",
    "it states no rule": "def test_it():\n    assert run()",
    "'' is in any text": (
        "@pytest.mark.parametrize(('words', 'told'), [('a', 'b'), ('c', '')])\n"
        "def test_it(words, told):\n    '''Rule.'''\n    assert told in run(words)"
    ),
    "click's runner prints no traceback": (
        "def test_it():\n    '''Rule.'''\n    assert 'Traceback' not in run().output"
    ),
    "data_folder was there before": (
        "def test_it(data_folder):\n    '''Rule.'''\n    run()\n    assert data_folder.is_dir()"
    ),
    "_work is private to another module": "from tests.press.test_gate import _work",
}
INNOCENT = """
from tests.evidence.unsound import claim

@pytest.mark.parametrize("told", ["a", "b"])
def test_it(tmp_path, told):
    '''Rule.'''
    with pytest.raises(ValueError, match=told):
        run(tmp_path)
    assert "Traceback" not in ran.stderr
    assert (tmp_path / "made").is_dir()
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_test_can_fail(path: Path) -> None:
    """No test is of a kind that passes whatever the code does."""
    assert [] == list(offences(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("fault", GUILTY)
def test_each_kind_is_found(fault: str) -> None:
    """A test of each kind that cannot fail is named with what is wrong with it."""
    [told] = offences(ast.parse(GUILTY[fault]))

    assert told.endswith(fault)


def test_a_sound_test_is_let_be() -> None:
    """What can fail has no offence."""
    assert [] == list(offences(ast.parse(INNOCENT)))


def offences(module: ast.Module) -> Iterator[str]:
    """Yield what is wrong with the tests of a module, each with its line."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("tests."):
            for alias in node.names:
                if alias.name.startswith("_"):
                    yield f"line {node.lineno}: {alias.name} is private to another module"
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for fault in _faults(node):
                yield f"line {node.lineno}: {node.name}: {fault}"


def _faults(test: ast.FunctionDef) -> Iterator[str]:
    if ast.get_docstring(test) is None:
        yield "it states no rule"
    asserted = [node.test for node in ast.walk(test) if isinstance(node, ast.Assert)]
    calls = [node for node in ast.walk(test) if isinstance(node, ast.Call)]
    if not asserted and not any(ast.unparse(call.func).endswith(".raises") for call in calls):
        yield "it holds no assertion"
    for claim in asserted:
        yield from _hollow(claim, {argument.arg for argument in test.args.args})
    sought = {
        claim.left.id
        for claim in asserted
        if isinstance(claim, ast.Compare)
        and isinstance(claim.left, ast.Name)
        and isinstance(claim.ops[0], ast.In)
    }
    sought |= {
        keyword.value.id
        for call in calls
        for keyword in call.keywords
        if keyword.arg == "match" and isinstance(keyword.value, ast.Name)
    }
    if sought & set(_given_as_nothing(test)):
        yield "'' is in any text"


def _hollow(claim: ast.expr, arguments: set[str]) -> Iterator[str]:
    """Yield why an assertion holds whatever happened."""
    match claim:
        case ast.Compare(
            left=ast.Constant(value="Traceback"), comparators=[ast.Attribute(attr="output")]
        ):
            yield "click's runner prints no traceback"
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="is_dir" | "exists")) if (
            name in arguments
        ):
            yield f"{name} was there before"


def _given_as_nothing(test: ast.FunctionDef) -> Iterator[str]:
    """Yield the parametrized arguments of a test that are an empty text in one of its cases."""
    for mark in test.decorator_list:
        if not (isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("parametrize")):
            continue
        names, cases = mark.args[:2]
        listed = names.elts if isinstance(names, ast.Tuple) else [names]
        for case in cases.elts if isinstance(cases, ast.List | ast.Tuple) else []:
            values = case.elts if isinstance(case, ast.Tuple) else [case]
            for name, value in zip(listed, values, strict=False):
                if isinstance(value, ast.Constant) and value.value == "":
                    yield str(ast.literal_eval(name))
