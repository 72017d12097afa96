"""Checking arguments against their domains, in one place for all of the model.

The domain stands with the unit in an argument's annotation (`units`). Numbers and arrays have to
lie in it, a choice has to be one of its members. A symbol has no value until a reader moves the
slider, so it passes: there the bounds of the slider stand guard.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from enum import Enum
from functools import cache, partial, wraps
from numbers import Integral, Real
from typing import Any, ParamSpec, TypeVar, get_args, get_origin, get_type_hints

from h200analysis.errors import H200Error
from h200analysis.model.units import Unit

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Check = Callable[[str, Any], Any]  # takes the name and the value of an argument, gives the value


class DomainError(H200Error, ValueError):
    """A value outside its domain: the message says which, what was found, what was expected."""


def guarded(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Return the function with its arguments checked first; a choice may be given as its text."""
    names = function.__code__.co_varnames[: function.__code__.co_argcount]

    @wraps(function)
    def checked(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        checks = _checks(function)
        rest = args[len(names) :]  # too many, which the function itself refuses
        placed: Any = [checks[n](n, v) for n, v in zip(names, args, strict=False)]
        named: Any = {n: checks[n](n, v) if n in checks else v for n, v in kwargs.items()}
        return function(*placed, *rest, **named)  # type: ignore[arg-type]

    return checked


def check(name: str, value: Any, annotation: Any) -> Any:
    """Return a value that lies in the domain of its annotation; else a DomainError that names it.

    Series, tables and records are checked entry by entry. What states no domain passes.
    """
    return _check(annotation)(name, value)


@cache
def _checks(function: Callable[..., Any]) -> dict[str, Check]:
    return {name: _check(hint) for name, hint in _hints(function).items()}


def _hints(annotated: Any) -> dict[str, Any]:
    return get_type_hints(annotated, include_extras=True)


@cache
def _check(annotation: Any) -> Check:
    origin, inner = get_origin(annotation), get_args(annotation)
    for unit in inner:
        if isinstance(unit, Unit):
            return partial(_quantity, unit, Integral if inner[0] is int else Real)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return partial(_table, _check(inner[1]))
    if isinstance(origin, type) and issubclass(origin, Sequence) and inner[1:] in {(), (...,)}:
        return partial(_series, _check(inner[0]))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return partial(_choice, annotation)
    if isinstance(annotation, type) and is_dataclass(annotation):
        return partial(_record, annotation)
    return lambda _, value: value


def _quantity(unit: Unit, kind: type, name: str, value: Any) -> Any:
    if isinstance(value, kind) and not isinstance(value, bool):
        number: Any = value
        if unit.minimum <= number <= unit.maximum:
            return value
        raise DomainError(f"{name} is {value:.10g}; expected {unit.expected(kind is Integral)}.")
    if not hasattr(value, "__array_namespace__") or kind is Integral:
        expected = unit.expected(kind is Integral)
        raise DomainError(f"{name} is {_shown(value)}; expected {expected}.")
    if hasattr(value.__array_namespace__(), "isdtype") and value.size:
        _array(unit, name, value)
    return value


def _array(unit: Unit, name: str, value: Any) -> None:
    namespace = value.__array_namespace__()
    if not namespace.isdtype(value.dtype, ("integral", "real floating")):
        raise DomainError(f"{name} is an array of {value.dtype}; expected {unit.expected()}.")
    lowest, highest = float(namespace.min(value)), float(namespace.max(value))
    if not (unit.minimum <= lowest and highest <= unit.maximum):
        outside = value[~((value >= unit.minimum) & (value <= unit.maximum))]
        raise DomainError(f"{name} is {float(outside[0]):.10g}; expected {unit.expected()}.")


def _choice(kind: type[Enum], name: str, value: Any) -> Enum:
    try:
        return kind(value)
    except ValueError:
        allowed = ", ".join(repr(member.value) for member in kind)
        raise DomainError(f"{name} is {_shown(value)}; expected one of {allowed}.") from None


def _series(entry: Check, name: str, value: Any) -> Any:
    if isinstance(value, str) or not hasattr(value, "__len__"):
        raise DomainError(f"{name} is {_shown(value)}; expected a series, one entry after another.")
    if getattr(value, "ndim", 0) == 1:
        return entry(name, value)
    seen: set[int] = set()  # a series may hold one array of draws for every month
    for number, each in enumerate(value):
        if id(each) not in seen:
            entry(f"{name}[{number}]", each)
        seen.add(id(each))
    return value


def _table(entry: Check, name: str, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise DomainError(f"{name} is {_shown(value)}; expected a table, a name to each entry.")
    for key, each in value.items():
        entry(f"{name}[{key!r}]", each)
    return value


def _record(kind: type, name: str, value: Any) -> Any:
    if not isinstance(value, kind):
        raise DomainError(f"{name} is {_shown(value)}; expected a {kind.__name__}.")
    for field, hint in _hints(kind).items():
        _check(hint)(f"{name}.{field}" if name else field, getattr(value, field))
    return value


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"a {type(value).__name__}"
