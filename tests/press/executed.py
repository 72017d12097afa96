"""What is executed of the package, here or in a kernel, and which files a kernel reads."""

import ast
import json
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import h200analysis

PACKAGE = Path(h200analysis.__file__).parent
INTO = "H200_TEST_EXECUTED"  # the variable that tells a kernel into which file to write

_codes: set[CodeType] = set()
_opened: set[str] = set()


def begin() -> None:
    """Note from now on every function that this thread, and any new one, begins to execute."""
    _codes.clear()
    threading.settrace(_note)
    sys.settrace(_note)


def end() -> set[str]:
    """Return what was executed: definitions of the package by name, and templates by path."""
    sys.settrace(None)
    threading.settrace(None)
    return set(_definitions(_codes))


def begin_in_kernel() -> None:
    """Note which files are read too; the press reads all of them, for its key."""
    sys.addaudithook(_note_opening)
    begin()


def end_in_kernel() -> None:
    """Write what was noted where the test that started the kernel looks for it."""
    found = sorted({*end(), *_files(_opened)})
    Path(os.environ[INTO]).write_text(json.dumps(found), encoding="utf-8")


@contextmanager
def noted() -> Iterator[set[str]]:
    """Fill a set with what is executed within the block."""
    found: set[str] = set()
    begin()
    try:
        yield found
    finally:
        found |= end()


def _note(frame: FrameType, _event: str, _argument: Any) -> None:
    _codes.add(frame.f_code)


def _note_opening(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        _opened.add(arguments[0])


def _definitions(codes: Iterable[CodeType]) -> Iterator[str]:
    """Yield the definition that each function stands in, by the lines of the file."""
    for code in list(codes):
        path = Path(code.co_filename)
        if path.suffix != ".py":
            yield from _files([code.co_filename])  # a template
        elif path.is_relative_to(PACKAGE) and code.co_flags & CO_OPTIMIZED:  # no class, no module
            yield _definition(path, code.co_firstlineno)


def _definition(path: Path, line: int) -> str:
    module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
    for statement in _statements(path):
        decorators = getattr(statement, "decorator_list", [])
        first = min([statement.lineno, *(each.lineno for each in decorators)])
        if first <= line <= (statement.end_lineno or first):
            return f"{module}.{_bound(statement)}".removesuffix(".")
    raise AssertionError(f"{path}: nothing is defined in line {line}")


@cache
def _statements(path: Path) -> list[ast.stmt]:
    return ast.parse(path.read_bytes()).body


def _bound(statement: ast.stmt) -> str:
    match statement:
        case ast.FunctionDef(name) | ast.ClassDef(name) | ast.AsyncFunctionDef(name):
            return name
        case ast.Assign([ast.Name(name)]) | ast.AnnAssign(ast.Name(name)):
            return name
        case _:
            return ""


def _files(opened: Iterable[str]) -> Iterator[str]:
    for path in map(Path, list(opened)):
        if path.is_relative_to(PACKAGE) and path.suffix not in {".py", ".pyc", ".pyi"}:
            yield path.relative_to(PACKAGE).as_posix()
