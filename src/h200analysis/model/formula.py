"""What makes a function of quantities a formula: a record of what it takes, gives and rests on.

The decorator keeps the function as it is to call, and checks its arguments first: each by its
domain, and arrays by their lengths. Operators would refuse arrays that do not fit each other too,
but without a word on whose they are.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass
from enum import Enum
from functools import cache, wraps
from itertools import combinations, zip_longest
from typing import (
    Any,
    ParamSpec,
    TypeGuard,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
    overload,
)

from h200analysis.errors import H200Error
from h200analysis.model import domains
from h200analysis.model.domains import DomainError
from h200analysis.model.units import Unit

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Function = Callable[..., Any]
Kind = str | type
_LIBRARY = "h200analysis."
_RECORD = "__formula__"  # the attribute of a decorated function that holds its record


class FormulaError(H200Error, ValueError):
    """A function that cannot be read as a formula."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its function, and what a table or a case has to know of it.

    `label` is a short noun phrase. `source` is a work or a document to look up, or nothing where
    the formula needs none. `arguments` and `result` are a unit's symbol, an enum (a choice of the
    scenario) or a dataclass (several results in one). Two records of one function are equal.
    """

    function: Function
    label: str = field(compare=False)
    source: str | None = field(compare=False)
    arguments: Mapping[str, Kind] = field(compare=False)
    result: Kind = field(compare=False)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the function returns."""
        return self.function(*args, **kwargs)

    @property
    def name(self) -> str:
        """Return the name of the function."""
        return self.function.__name__

    @property
    def is_library(self) -> bool:
        """Tell whether the formula is one of this package, and not of a notebook."""
        return is_of_library(self.function)

    @property
    def choices(self) -> dict[str, type[Enum]]:
        """Return the arguments that are choices, with their enums."""
        return {name: kind for name, kind in self.arguments.items() if is_choice(kind)}


def is_of_library(function: Function) -> bool:
    """Tell whether a function is one of this package, and not of a notebook."""
    return str(function.__module__).startswith(_LIBRARY)


LIBRARY: dict[str, Formula] = {}  # by name, as the modules of the model are imported
NOTEBOOK: dict[str, Formula] = {}  # an analyst's own


@overload
def formula(function: Callable[Arguments, Result], /) -> Callable[Arguments, Result]: ...
@overload
def formula(
    *, label: str, source: str | None = None
) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]: ...


def formula(
    function: Function | None = None, /, *, label: str = "", source: str | None = None
) -> Function:
    """Make a formula of a function and register it by its name; it is called as before.

    Executing the definition again, as a reloaded module or an edited cell does, registers it anew.
    A call checks its arguments first: a `DomainError` names the one that lies outside its domain,
    or whose array does not fit the others. Shapes fit if numpy would stretch one to the other: axes
    are compared from the last one on, and are equal, or one of them is 1 or missing. A
    `FormulaError` names an argument that has no unit.
    """

    def made(function: Function) -> Function:
        return _registered(function, label, source)

    return made if function is None else made(function)


def formula_of(function: Function) -> Formula:
    """Return the record of a formula, or of a plain function whose arguments all have units."""
    if isinstance(function, Formula):
        return function
    record = getattr(function, _RECORD, None)
    if isinstance(record, Formula):
        return record
    if not inspect.isfunction(function):
        raise FormulaError(f"{function!r} is no function; expected a formula, or its name.")
    return _record(_checked_once(function), "", None)


@cache
def _checked_once(function: Function) -> Function:
    """Return always the same guard of a plain function, so that its records are equal."""
    return _checked(function)


def _registered(function: Function, label: str, source: str | None) -> Function:
    checked = _checked(function)
    made = _record(checked, label, source)
    vars(checked)[_RECORD] = made
    (LIBRARY if made.is_library else NOTEBOOK)[made.name] = made
    return checked


def _record(function: Function, label: str, source: str | None) -> Formula:
    try:
        hints = get_type_hints(function, include_extras=True)
    except NameError as error:
        raise FormulaError(
            f"The formula {function.__name__} has an annotation that names nothing: {error}; "
            "import the unit from h200analysis.model.units."
        ) from None
    kinds = {name: _kind(function, name, hints) for name in inspect.signature(function).parameters}
    said = label or function.__name__.replace("_", " ").strip().capitalize()
    return Formula(function, said, source, kinds, _kind(function, "return", hints))


def _kind(function: Function, name: str, hints: Mapping[str, Any]) -> Kind:
    hint = hints.get(name)
    unit = _unit(hint)
    if unit is not None:
        return unit
    if isinstance(hint, type) and (is_choice(hint) or is_dataclass(hint)):
        return hint
    what, example = ("its result", "-> Chips") if name == "return" else (name, f"{name}: Chips")
    raise FormulaError(
        f"The formula {function.__name__} gives no unit for {what}; write it as in "
        f"`{example}`, with a unit of h200analysis.model.units."
    )


def _unit(hint: Any) -> str | None:
    if get_origin(hint) is None:
        return None
    return next((part.symbol for part in get_args(hint) if isinstance(part, Unit)), None)


def is_choice(kind: Any) -> TypeGuard[type[Enum]]:
    """Tell whether an argument of this kind is a choice: a member of an enum."""
    return isinstance(kind, type) and issubclass(kind, Enum)


def _checked(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Return the function with its arguments checked first."""

    @wraps(function)
    def checked(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        # IPython's %autoreload puts an edited function here, where it finds an old one in use.
        current: Callable[Arguments, Result] = vars(checked)["__wrapped__"]
        placed, named = domains.checked(current, args, kwargs)
        given = (*zip(current.__code__.co_varnames, placed, strict=False), *named.items())
        arrays = [(name, value) for name, value in given if getattr(value, "shape", ())]
        if len(arrays) > 1:
            _compare(arrays)
        return current(*placed, **named)

    return checked


def _compare(arrays: list[tuple[str, object]]) -> None:
    for (first, one), (second, other) in combinations(arrays, 2):
        pairs = zip_longest(reversed(_shape(one)), reversed(_shape(other)), fillvalue=1)
        if any(a != b and 1 not in (a, b) for a, b in pairs):
            found, expected = _size(_shape(other)), _size(_shape(one))
            raise DomainError(f"{second} has {found}; expected {expected}, as {first} has, or one.")


def _shape(value: object) -> tuple[int, ...]:
    shape: tuple[int, ...] = getattr(value, "shape", ())
    return shape


def _size(shape: tuple[int, ...]) -> str:
    return " x ".join(str(axis) for axis in shape) + " values"
