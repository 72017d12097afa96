"""The register of the model's formulas, and what else its modules offer."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Mapping
from enum import Enum
from functools import cache, lru_cache
from types import ModuleType

from h200analysis import model
from h200analysis.cases import own
from h200analysis.model.formula import LIBRARY, NOTEBOOK, Formula, Function, is_of_library

_PLUMBING = {"arithmetic", "domains", "formula", "units"}
_NOT_KEPT = "(source code not kept)"


def formulas() -> Mapping[str, Formula]:
    """Return every formula of the model by its name, in the order of modules and lines."""
    _modules()
    return {made.name: made for made in _in_order(tuple(LIBRARY.values()))}


@lru_cache(maxsize=8)
def _in_order(every: tuple[Formula, ...]) -> tuple[Formula, ...]:
    return tuple(sorted(every, key=lambda made: _place(made.function)))


def registered(name: str) -> Formula | None:
    """Return the formula of a name, if there is one: the library's, else a notebook's own.

    A name with its module, as `qualified` prints it, stands for that very formula.
    """
    _modules()
    if "." in name:
        bare = name.rpartition(".")[2]
        both = (LIBRARY.get(bare), NOTEBOOK.get(bare))
        return next((made for made in both if made and qualified(made) == name), None)
    return LIBRARY.get(name, NOTEBOOK.get(name))


def formula_names() -> tuple[str, ...]:
    """Return the names that stand for formulas, for a sentence about one that does not."""
    _modules()
    return *LIBRARY, *NOTEBOOK


def _place(function: Function) -> tuple[str, int]:
    return function.__module__, inspect.unwrap(function).__code__.co_firstlineno


def tools() -> dict[str, Function]:
    """Return every other public function of the model: those over series, tables and paths."""
    return {
        name: member
        for module in _modules()
        for name, member in vars(module).items()
        if inspect.isfunction(member)
        and member.__module__ == module.__name__
        and not name.startswith("_")
        and name not in LIBRARY
    }


def choices() -> dict[str, type[Enum]]:
    """Return every choice that some formula takes, by its name."""
    return dict(_choices(tuple(NOTEBOOK.values()), tuple(formulas().values())))


@lru_cache(maxsize=8)  # each case asks for them
def _choices(own: tuple[Formula, ...], library: tuple[Formula, ...]) -> dict[str, type[Enum]]:
    return {name: kind for made in (*own, *library) for name, kind in made.choices.items()}


def is_own(formula: Formula) -> bool:
    """Tell whether a formula is a project's or a notebook's own, and not one of the model."""
    return not str(formula.function.__module__).startswith(f"{model.__name__}.")


def qualified(function: Formula | Function) -> str:
    """Return a name with its module, as printed: `market.supply_gap`; of one's own `notebook.gap`.

    Whatever is not the library's is a notebook's, so that no name of it passes for the library's.
    """
    plain = function.function if isinstance(function, Formula) else function
    module = str(plain.__module__).rpartition(".")[2]
    return f"{module if is_of_library(plain) else 'notebook'}.{plain.__name__}"


def source_code(formula: Formula) -> str:
    """Return the text of a formula as it was written, or a word that it is not to be had.

    What was typed at a prompt, or run from a string, has no text of its own; newer Pythons then
    hand out the program's first lines instead, which are not taken for it.
    """
    function = inspect.unwrap(formula.function)
    try:
        text = inspect.getsource(function)
    except OSError:
        return _NOT_KEPT
    is_its_own = re.search(rf"\bdef {function.__name__}\b|\blambda\b", text)
    return text if is_its_own else _NOT_KEPT


def summary(function: Formula | Function) -> str:
    """Return the first line of a docstring."""
    function = function.function if isinstance(function, Formula) else function
    return (inspect.getdoc(function) or "").partition("\n")[0]


def _modules() -> tuple[ModuleType, ...]:
    """Return the modules of the library, once they and the project's formulas are registered."""
    modules = _of_library()
    own.load()
    return modules


@cache
def _of_library() -> tuple[ModuleType, ...]:
    names = (info.name for info in pkgutil.iter_modules(model.__path__))
    modules = (f"{model.__name__}.{name}" for name in names if name not in _PLUMBING)
    return tuple(importlib.import_module(name) for name in modules)
