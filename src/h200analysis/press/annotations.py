"""The annotation of a parameter, read as a type: a small vocabulary, and nothing run but that."""

import ast
import datetime
import json
import re
import typing
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError

from h200analysis.errors import H200Error

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> datetime.date:
    """Return a date given as one or as YYYY-MM-DD; pydantic alone reads numbers as dates too."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return datetime.date.fromisoformat(value)
    raise ValueError("a date as YYYY-MM-DD")


def _moment(value: object) -> datetime.datetime:
    """Return a day and time given as one or as ISO 8601 writes it, 2026-01-15T08:00."""
    if isinstance(value, datetime.datetime):
        return value
    if isinstance(value, str) and _ISO_DAY.match(value):
        return datetime.datetime.fromisoformat(value)
    raise ValueError("a day and time as YYYY-MM-DDTHH:MM")


_VOCABULARY: dict[str, Any] = {
    "int": int, "float": Annotated[float, Field(allow_inf_nan=False)], "str": str, "bool": bool,
    "dict": dict, "list": list, "None": None,
    "date": Annotated[datetime.date, BeforeValidator(_day)],
    "datetime": Annotated[datetime.datetime, BeforeValidator(_moment)],
    "tuple": tuple,
    "Literal": Literal, "Annotated": Annotated, "Field": Field, "Optional": typing.Optional,
}  # fmt: skip
_NOTHING = {"None", "null"}
_GRAMMAR = (ast.Expression, ast.Name, ast.Load, ast.Subscript, ast.Tuple, ast.List, ast.Constant,
            ast.BinOp, ast.BitOr, ast.UnaryOp, ast.USub, ast.Call, ast.keyword)  # fmt: skip


class AnnotationError(H200Error, ValueError):
    """An annotation that is no type of the vocabulary; the message names the vocabulary."""


class MismatchError(H200Error, ValueError):
    """A value that is not of its type; the message is what was expected."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A type as it was written, and what takes values for it."""

    text: str
    adapter: TypeAdapter[Any]

    def take(self, value: Any) -> Any:
        """Return a value, or raise `MismatchError` with what was expected.

        Text, as a command line has it, is read as the type asks: None where there may be none,
        lists and dicts as JSON or Python write them.
        """
        if not isinstance(value, str):
            return self._checked(self._strictly, value)
        if value in _NOTHING and self.takes_none():
            return None
        try:
            return self._checked(self.adapter.validate_strings, value)
        except MismatchError:
            literal = _literal(value)
            if literal is None:
                raise
            return self._checked(self._strictly, literal)

    def takes_none(self) -> bool:
        """Say whether the type has room for None."""
        try:
            return self.adapter.validate_python(None, strict=True) is None
        except ValidationError:
            return False

    def schema(self) -> dict[str, Any]:
        """Return the type as JSON Schema."""
        return self.adapter.json_schema()

    def _strictly(self, value: Any) -> Any:
        return self.adapter.validate_python(value, strict=True)

    def hold(self, default: Any) -> Any:
        """Return a default as it stands, which must be of the type: "5" is no integer."""
        taken = self.take(default)
        if isinstance(default, str) and not isinstance(taken, (str, datetime.date)):
            raise MismatchError("a value without quotes")
        return default

    @staticmethod
    def _checked(validate: Any, value: Any) -> Any:
        try:
            return validate(value)
        except ValidationError as error:
            reason = error.errors()[0]["msg"]
            expected = reason.removeprefix("Input should be ").removeprefix("Value error, ")
            raise MismatchError(expected) from None


def read(annotation: ast.expr) -> Kind:
    """Evaluate an annotation, quoted or not, whose every name is one of the vocabulary."""
    quoted = isinstance(annotation, ast.Constant) and isinstance(annotation.value, str)
    text = str(annotation.value) if quoted else ast.unparse(annotation)  # type: ignore[attr-defined]
    try:
        tree = ast.parse(text.strip(), mode="eval")
        return Kind(text, TypeAdapter(_evaluated(tree)))
    except Exception:  # the types refuse what makes no sense, int[3], with errors of every sort
        known = ", ".join(_VOCABULARY)
        raise AnnotationError(f"{text!r}; expected only {known}, put together as types") from None


def of(default: Any) -> Kind:
    """Return the type that a default without an annotation suggests; of None, any."""
    name = "None" if default is None else type(default).__name__
    known = "str | int | float | bool | list | dict | None" if default is None else name
    return read(ast.parse(known, mode="eval").body)


def _literal(text: str) -> Any:
    """Return the list, dict or whole number that a text writes, or None if it writes none."""
    for reader in (json.loads, ast.literal_eval):
        try:
            value = reader(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(value, list | dict | tuple):
            return value
        if isinstance(value, float) and value.is_integer() and "e" in text.lower():
            return int(value)  # 1e3 is how many write a thousand
    return None


def _evaluated(tree: ast.Expression) -> Any:
    if strange := [node for node in ast.walk(tree) if not _is_known(node)]:
        raise AnnotationError(ast.unparse(strange[0]))
    code = compile(tree, "<annotation>", "eval")
    return eval(code, {"__builtins__": {}}, _VOCABULARY)  # noqa: S307 - every node is known


def _is_known(node: ast.AST) -> bool:
    return isinstance(node, _GRAMMAR) and (not isinstance(node, ast.Name) or node.id in _VOCABULARY)
