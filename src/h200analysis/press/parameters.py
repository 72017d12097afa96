"""A notebook's parameters: read without running it, checked before a kernel starts.

The cell tagged `parameters` holds one annotated literal a line. Annotations may be quoted, so that
`draws: "Annotated[int, Field(ge=32, le=4_194_304)]" = 65_536` needs no import in the notebook.
"""

import ast
import datetime
import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from h200analysis.errors import H200Error
from h200analysis.press import annotations
from h200analysis.press.annotations import Kind

_LINE_END = re.compile(r"\r\n|\r|\n")  # what Python's grammar takes for one, unlike splitlines


class ParameterError(H200Error, ValueError):
    """A parameter that the notebook does not have, or a value that it cannot take."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, its type, its default and what the cell says of it."""

    name: str
    kind: Kind
    default: Any
    comment: str

    def accept(self, value: Any) -> Any:
        """Return a value as the cell takes it, or refuse it in one sentence.

        Text, as a command line has it, is read as the type asks.
        """
        try:
            checked = self.kind.take(value)
        except annotations.MismatchError as error:
            raise ParameterError(
                f"The parameter {self.name!r} is {value!r}; expected {error} "
                f"({self.kind.text}: {self.comment})."
            ) from None
        return checked.isoformat() if isinstance(checked, datetime.date) else checked


def read(notebook: Mapping[str, Any], name: str) -> dict[str, Parameter]:
    """Return the parameters of a notebook, by name; `name` is what an error calls it."""
    tagged = [c for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise ParameterError(f"{name} has {len(tagged)} cells tagged 'parameters'; expected one.")
    source = tagged[0]["source"]
    lines = _LINE_END.split(source)
    declared: dict[str, Parameter] = {}
    for statement in _statements(source, name):
        parameter = _parameter(statement, lines[(statement.end_lineno or 1) - 1], name)
        if parameter.name in declared:
            raise ParameterError(f"{name} declares {parameter.name!r} twice; declare it once.")
        declared[parameter.name] = parameter
    return declared


def standard(declared: Mapping[str, Parameter], names: Iterable[str], briefing: str) -> None:
    """Refuse a notebook that lacks one of the parameters that every briefing has."""
    if missing := [name for name in names if name not in declared]:
        raise ParameterError(
            f"The parameters cell of {briefing} does not declare {', '.join(missing)}; "
            "every briefing has them."
        )


def known(given: Iterable[str], names: Sequence[str], briefing: str) -> None:
    """Refuse names that neither the notebook nor the evidence has, with the nearest that exists."""
    for unknown in sorted(set(given) - set(names)):
        near = difflib.get_close_matches(unknown, names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "see data/parameters.toml."
        raise ParameterError(
            f"{briefing} has no parameter {unknown!r}, nor has the evidence of that day; {hint}"
        )


def check(declared: Mapping[str, Parameter], given: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the given values as the notebook takes them; refuse what it does not have."""
    known(given, list(declared), name)
    return {key: declared[key].accept(value) for key, value in given.items()}


def _statements(source: str, name: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError) as error:
        raise ParameterError(
            f"The parameters cell of {name} is no plain Python ({error}); expected lines such as "
            "'seed: int = 7  # what it is', and no % or ! command."
        ) from None


def _parameter(statement: ast.stmt, line: str, name: str) -> Parameter:
    if not (
        isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and statement.value is not None
    ):
        found = ast.unparse(statement).partition("\n")[0]
        raise ParameterError(
            f"The parameters cell of {name} holds {found!r}; expected lines such as "
            "'seed: int = 7  # what it is'."
        )
    key = statement.target.id
    kind = _kind(statement.annotation, key, name)
    default = _default(statement.value, key, kind, name)
    rest = line.encode()[statement.end_col_offset or 0 :].decode()  # the offset counts bytes
    return Parameter(key, kind, default, rest.partition("#")[2].strip())


def _kind(annotation: ast.expr, key: str, name: str) -> Kind:
    try:
        return annotations.read(annotation)
    except annotations.AnnotationError as error:
        raise ParameterError(f"{key!r} in {name} is annotated {error}.") from None


def _default(written: ast.expr, key: str, kind: Kind, name: str) -> Any:
    text = ast.unparse(written)
    try:
        default = ast.literal_eval(written)
        json.dumps(default, allow_nan=False)
    except (ValueError, TypeError):
        raise ParameterError(
            f"The default of {key!r} in {name} is {text!r}; expected a literal that JSON can hold, "
            "since papermill injects after this cell and anything derived here would be stale."
        ) from None
    try:
        return kind.hold(default)
    except annotations.MismatchError as error:
        raise ParameterError(
            f"The default of {key!r} in {name} is {text}; expected {error} ({kind.text})."
        ) from None
