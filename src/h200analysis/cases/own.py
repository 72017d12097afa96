"""The formulas of a project's own, read from the files that its `h200.toml` names."""

import importlib.util
import os
import sys
import traceback
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from h200analysis import project
from h200analysis.errors import H200Error
from h200analysis.model.formula import LIBRARY, Formula

Stamps = tuple[tuple[Path, int, int], ...]
_registered: dict[str, Formula] = {}  # those of the files read last, by name


def load() -> None:
    """Register the project's formulas beside the library's; read a file again once it changes.

    Raises `ProjectError` where a file cannot be imported, or gives a formula a name of the
    library's.
    """
    # By os and not pathlib, which takes ten times as long: it is asked at every name of a case.
    named = os.environ.get(project.ROOT)
    is_fixed = named is not None and os.path.isabs(named)  # noqa: PTH117
    settings = _settings(named, "" if is_fixed else os.getcwd())  # noqa: PTH109
    has_own = settings is not None and os.path.isfile(settings)  # noqa: PTH113
    files = project.formulas() if has_own else ()
    _read(tuple((path, *_stamp(path)) for path in files))


@lru_cache(maxsize=8)
def _settings(named: str | None, here: str) -> str | None:
    """Return where the settings of the project would lie."""
    del named, here
    found = project.find()
    return None if found is None else str(found / project.SETTINGS)


@lru_cache(maxsize=1)
def _read(stamps: Stamps) -> None:
    for name in _registered:
        LIBRARY.pop(name, None)
    _registered.clear()
    for path, *_ in stamps:
        before = dict(LIBRARY)
        try:
            _import(path)
            _refuse_taken(path, before)
        except BaseException:
            LIBRARY.clear()
            LIBRARY.update(before)
            raise
        _registered.update({name: LIBRARY[name] for name in LIBRARY.keys() - before.keys()})


def _import(path: Path) -> None:
    name = project.module_of(path)
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None  # noqa: S101 - its name ends in .py
    assert spec.loader is not None  # noqa: S101
    module: ModuleType = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # annotations are looked up there
    try:
        spec.loader.exec_module(module)
    except H200Error as error:
        raise project.ProjectError(f"{project.name(path)}: {error}") from None
    except Exception as error:
        raise project.ProjectError(
            f"{project.name(path)}{_line(error, path)}: {type(error).__name__}: {error}; mend it, "
            f"or take it out of {project.SETTINGS}."
        ) from None


def _line(error: Exception, path: Path) -> str:
    """Return the line of a file at which it failed, in words."""
    if isinstance(error, SyntaxError):
        return f", line {error.lineno}" if error.lineno else ""
    lines = [number for frame, number in traceback.walk_tb(error.__traceback__)
             if frame.f_code.co_filename == str(path)]  # fmt: skip
    return f", line {lines[-1]}" if lines else ""


def _refuse_taken(path: Path, before: dict[str, Formula]) -> None:
    taken = sorted(name for name, made in before.items() if LIBRARY.get(name) is not made)
    if taken:
        owner = before[taken[0]].function.__module__.rpartition(".")[2]
        raise project.ProjectError(
            f"{project.name(path)}: a formula is called {taken[0]}, as one of {owner} is already; "
            "choose another name."
        )


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size
