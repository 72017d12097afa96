"""Checking arguments against their domains, in one place for all of the model.

The domain stands with the unit in an argument's annotation (`units`). Numbers and arrays have to
lie in it, a choice has to be one of its members. A symbol has no value until a reader moves the
slider, so it passes: there the bounds of the slider stand guard.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass, replace
from enum import Enum
from functools import cache, partial, wraps
from numbers import Integral, Real
from types import CodeType
from typing import Any, ParamSpec, TypeVar, get_args, get_origin, get_type_hints

from h200analysis.errors import ArgumentError
from h200analysis.model.units import ONE_OR_MORE, Unit

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Check = Callable[[str, Any], Any]  # takes the name and the value of an argument, gives the value


class DomainError(ArgumentError):
    """A value outside its domain: the message says which, what was found, what was expected."""


def guarded(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Return the function with its arguments checked first; a choice may be given as its text."""

    @wraps(function)
    def guard(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        placed, named = checked(function, args, kwargs)
        return function(*placed, **named)

    return guard


def checked(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[Any, Any]:
    """Return the arguments of a call, by place and by name, once each lies in its domain."""
    checks = _checks(function, function.__code__)
    placed = [test(name, value) for (name, test), value in zip(checks.items(), args, strict=False)]
    named = {name: test(name, kwargs[name]) for name, test in checks.items() if name in kwargs}
    return (*placed, *args[len(placed) :]), {**kwargs, **named}  # Python refuses extra arguments


def check(name: str, value: Any, annotation: Any) -> Any:
    """Return a value that lies in the domain of its annotation; else a DomainError that names it.

    Series, tables and records are checked entry by entry. What states no domain passes.
    """
    return _check(annotation)(name, value)


@cache
def _checks(function: Callable[..., Any], code: CodeType) -> dict[str, Check]:
    """Return the checks of the arguments in their order; anew when %autoreload edits the code."""
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    hints = _hints(function)
    return {name: _check(hints.get(name)) for name in names}


def _hints(annotated: Any) -> dict[str, Any]:
    return get_type_hints(annotated, include_extras=True)


@cache
def _check(annotation: Any) -> Check:
    origin, inner = get_origin(annotation), get_args(annotation)
    for unit in inner:
        if isinstance(unit, Unit):
            return partial(_quantity, unit, Integral if inner[0] is int else Real)
    if ONE_OR_MORE in inner:
        return partial(_filled, _check(inner[0]))
    if isinstance(origin, type) and issubclass(origin, Iterable):
        return _container(origin, inner)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return partial(_choice, annotation)
    if isinstance(annotation, type) and is_dataclass(annotation):
        return partial(_record, annotation)
    return lambda _, value: value


def _container(origin: type, inner: tuple[Any, ...]) -> Check:
    if issubclass(origin, Mapping):
        return partial(_table, _check(inner[0]), _check(inner[1]))
    if origin is tuple and inner[-1] is not ...:
        return partial(_row, tuple(map(_check, inner)))
    return partial(_series, _check(inner[0]))


def _quantity(unit: Unit, kind: type, name: str, value: Any) -> Any:
    if isinstance(value, kind) and not isinstance(value, bool):
        number: Any = value
        if unit.minimum <= number <= unit.maximum:
            return value
        shown = _shown(value) if isinstance(value, int) else f"{value:.10g}"
        raise DomainError(f"{name} is {shown}; expected {unit.expected(kind is Integral)}.")
    if not hasattr(value, "__array_namespace__") or kind is Integral:
        expected = unit.expected(kind is Integral)
        raise DomainError(f"{name} is {_shown(value)}; expected {expected}.")
    if hasattr(value.__array_namespace__(), "isdtype") and value.size:
        _array(unit, name, value)
    return value


def _array(unit: Unit, name: str, value: Any) -> None:
    namespace = value.__array_namespace__()
    if not _is_numeric(namespace, value.dtype):
        raise DomainError(f"{name} is an array of {value.dtype}; expected {unit.expected()}.")
    lowest, highest = float(value.min()), float(value.max())  # methods cost half of functions
    if not (unit.minimum <= lowest and highest <= unit.maximum):
        outside = value[~((value >= unit.minimum) & (value <= unit.maximum))]
        raise DomainError(f"{name} is {float(outside[0]):.10g}; expected {unit.expected()}.")


@cache
def _is_numeric(namespace: Any, dtype: Any) -> bool:
    return bool(namespace.isdtype(dtype, ("integral", "real floating")))


def _choice(kind: type[Enum], name: str, value: Any) -> Enum:
    try:
        return kind(value)
    except ValueError:
        allowed = ", ".join(repr(member.value) for member in kind)
        raise DomainError(f"{name} is {_shown(value)}; expected one of {allowed}.") from None


def _series(entry: Check, name: str, value: Any) -> Any:
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise DomainError(f"{name} is {_shown(value)}; expected a series, one entry after another.")
    if getattr(value, "ndim", 0) == 1:
        return entry(name, value)
    value = value if hasattr(value, "__len__") else tuple(value)
    entries, taken = list(value), {}
    for number, each in enumerate(entries):
        if id(each) not in taken:  # a series may hold one array of draws for every month
            taken[id(each)] = entry(f"{name}[{number}]", each)
    is_same = all(taken[id(each)] is each for each in entries)
    return value if is_same else tuple(taken[id(each)] for each in entries)


def _filled(series: Check, name: str, value: Any) -> Any:
    taken = series(name, value)
    if not len(taken):
        raise DomainError(f"{name} is {_shown(value)}; expected {ONE_OR_MORE}.")
    return taken


def _row(entries: tuple[Check, ...], name: str, value: Any) -> Any:
    if not isinstance(value, tuple) or len(value) != len(entries):
        raise DomainError(f"{name} is {_shown(value)}; expected {len(entries)} entries together.")
    return tuple(test(f"{name}[{n}]", value[n]) for n, test in enumerate(entries))


def _table(key: Check, entry: Check, name: str, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise DomainError(f"{name} is {_shown(value)}; expected a table, a name to each entry.")
    for named, each in value.items():
        key(f"a key of {name}", named)
        entry(f"{name}[{named!r}]", each)
    return value


def _record(kind: type, name: str, value: Any) -> Any:
    if not isinstance(value, kind):
        raise DomainError(f"{name} is {_shown(value)}; expected a {kind.__name__}.")
    entries = {field: getattr(value, field) for field in _entries(kind)}
    taken = {
        field: test(f"{name}.{field}", entries[field]) for field, test in _entries(kind).items()
    }
    is_same = all(taken[field] is entry for field, entry in entries.items())
    return value if is_same else replace(value, **taken)  # type: ignore[type-var]


@cache
def _entries(kind: type) -> dict[str, Check]:
    return {field: _check(hint) for field, hint in _hints(kind).items()}


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
