"""The register of formulas: every public function of the model, by name, with its units."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from h200analysis import model
from h200analysis.model.units import Unit

Formula = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Signature:
    """What a formula takes and gives: a unit symbol, an enum class or a dataclass for each."""

    name: str
    arguments: dict[str, "str | type"]
    result: "str | type"

    @property
    def choices(self) -> dict[str, type[Enum]]:
        """Return the arguments that are choices, with their enums."""
        return {
            name: kind
            for name, kind in self.arguments.items()
            if isinstance(kind, type) and issubclass(kind, Enum)
        }


@cache
def formulas() -> dict[str, Formula]:
    """Return every public formula of the model by its name."""
    found: dict[str, Formula] = {}
    for module in _modules():
        for name, member in vars(module).items():
            own = inspect.isfunction(member) and member.__module__ == module.__name__
            if own and not name.startswith("_") and is_formula(member):
                found[name] = member
    given = {get_type_hints(member)["return"] for member in found.values()}
    return {name: member for name, member in found.items() if _needs(member) <= given}


def _needs(formula: Formula) -> set[type]:
    """Return the dataclasses that a formula takes, which another has to give."""
    hints = {name: hint for name, hint in get_type_hints(formula).items() if name != "return"}
    return {hint for hint in hints.values() if hasattr(hint, "__dataclass_fields__")}


@cache
def is_formula(function: Formula) -> bool:
    """Tell whether a function states units, as formulas do.

    Each argument has a unit, or is a choice or a dataclass that a formula gives; so has the result.
    What takes series or tables is a tool of the model, and no name of a case stands for those.
    """
    hints = get_type_hints(function, include_extras=True)
    return "return" in hints and all(_is_bindable(hint) for hint in hints.values())


def _is_bindable(hint: Any) -> bool:
    is_choice = isinstance(hint, type) and issubclass(hint, Enum)
    return _unit(hint) is not None or is_choice or hasattr(hint, "__dataclass_fields__")


@cache
def tools() -> dict[str, Formula]:
    """Return every other public function of the model: those over series, tables and paths."""
    return {
        name: member
        for module in _modules()
        for name, member in vars(module).items()
        if inspect.isfunction(member)
        and member.__module__ == module.__name__
        and not name.startswith("_")
        and name not in formulas()
        and module.__name__ != "h200analysis.model.arithmetic"
    }


@cache
def signature(formula: Formula) -> Signature:
    """Return what a formula takes and gives, from its annotations."""
    hints = get_type_hints(formula, include_extras=True)
    kinds = {name: _unit(hint) or hint for name, hint in hints.items()}
    result = kinds.pop("return")
    return Signature(formula.__name__, kinds, result)


@cache
def choices() -> dict[str, type[Enum]]:
    """Return every choice that some formula takes, by its name."""
    return {k: v for f in formulas().values() for k, v in signature(f).choices.items()}


def qualified(formula: Formula) -> str:
    """Return a formula's name with its module, as printed: `market.supply_gap`."""
    return f"{formula.__module__.rpartition('.')[2]}.{formula.__name__}"


def summary(formula: Formula) -> str:
    """Return the first line of a formula's docstring."""
    return (inspect.getdoc(formula) or "").partition("\n")[0]


def _modules() -> list[Any]:
    names = (info.name for info in pkgutil.iter_modules(model.__path__))
    plumbing = {"arithmetic", "formula", "units"}
    return [importlib.import_module(f"{model.__name__}.{n}") for n in names if n not in plumbing]


def _unit(hint: Any) -> str | None:
    if get_origin(hint) is None:
        return None
    return next((part.symbol for part in get_args(hint) if isinstance(part, Unit)), None)
