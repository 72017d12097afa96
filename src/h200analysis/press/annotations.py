"""The annotation of a parameter, read as a type: a small vocabulary, and nothing run but that."""

import ast
import datetime
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


_VOCABULARY: dict[str, Any] = {
    "int": int, "float": Annotated[float, Field(allow_inf_nan=False)], "str": str, "bool": bool,
    "dict": dict, "list": list, "None": None,
    "date": Annotated[datetime.date, BeforeValidator(_day)],
    "Literal": Literal, "Annotated": Annotated, "Field": Field, "Optional": typing.Optional,
}  # fmt: skip
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

        Text, as a command line has it, is read as the type asks.
        """
        if isinstance(value, str):
            return self._checked(self.adapter.validate_strings, value)
        return self._checked(lambda given: self.adapter.validate_python(given, strict=True), value)

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


def _evaluated(tree: ast.Expression) -> Any:
    if strange := [node for node in ast.walk(tree) if not _is_known(node)]:
        raise AnnotationError(ast.unparse(strange[0]))
    code = compile(tree, "<annotation>", "eval")
    return eval(code, {"__builtins__": {}}, _VOCABULARY)  # noqa: S307 - every node is known


def _is_known(node: ast.AST) -> bool:
    return isinstance(node, _GRAMMAR) and (not isinstance(node, ast.Name) or node.id in _VOCABULARY)
