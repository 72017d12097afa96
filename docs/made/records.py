"""The fields of every record that a data file holds, read from the models that check them."""

import inspect
import types
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from h200analysis.evidence.qualifiers import Rule, Rules
from h200analysis.evidence.record import Record
from h200analysis.evidence.records import Scenario
from h200analysis.evidence.schemas import RECORDS
from h200analysis.press.catalogue import Briefing

_FILES: dict[str, tuple[Any, ...]] = {
    **{
        f"data/{'claims/*' if name == 'claims' else name}.toml": (record,)
        for name, record in RECORDS.items()
    },
    "data/rules.toml": (Rules, Rule),
    "data/scenarios/*.toml": (Scenario,),
    "reports/briefings.toml": (Briefing,),
}
_PLAIN = {str: "text", float: "number", int: "whole number", bool: "true or false", date: "day"}
_LONGEST = 12  # choices that a cell lists


def text() -> str:
    """Return a table for each record in Markdown, file by file; parts of a record follow it."""
    return "\n\n".join(
        part
        for file, models in _FILES.items()
        for part in (f"## `{file}`", *(each for model in models for each in _tables(model)))
    )


def _tables(model: Any) -> Iterator[str]:
    rows = (_row(name, field) for name, field in model.model_fields.items())
    told = inspect.getdoc(model) or ""
    yield f"### {model.__name__}"
    yield told.replace("<", r"\<")
    yield "\n".join(["| Field | Type | If not given |", "|---|---|---|", *rows])
    for field in model.model_fields.values():
        for part in _parts(field.annotation):
            yield from _tables(part)


def _row(name: str, field: Any) -> str:
    without = "needed" if field.is_required() else _default(field.get_default())
    return f"| `{name}` | {_type(field.annotation, tuple(field.metadata))} | {without} |"


def _default(value: Any) -> str:
    if value is None or value in ((), {}):
        return "none"
    return f"`{value!r}`" if isinstance(value, str | int | float) else "see the parts below"


def _parts(annotation: Any) -> Iterator[type[Record]]:
    """Yield the records that a field is made of."""
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        yield annotation
    for each in get_args(annotation):
        yield from _parts(each)


def _type(annotation: Any, bounds: tuple[Any, ...] = ()) -> str:
    """Return a type in words: of a choice its values, of a number its bounds."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0], arguments[1:])
    if origin is Literal:
        return (
            "a unit"
            if len(arguments) > _LONGEST
            else ", ".join(f"`{value}`" for value in arguments)
        )
    if origin in {Union, types.UnionType}:
        return " or ".join(_type(each) for each in arguments if each is not type(None))
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    if origin is dict:
        return f"table of {_type(arguments[1])}"
    return _PLAIN.get(annotation, getattr(annotation, "__name__", "any")) + _bounds(bounds)


def _bounds(metadata: tuple[Any, ...]) -> str:
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    inner = [bound for each in metadata for bound in getattr(each, "metadata", [each])]
    told = (
        f"{words[sign]} {getattr(each, sign)}"
        for each in inner
        for sign in words
        if getattr(each, sign, None) is not None
    )
    return "".join(f", {each}" for each in told)
