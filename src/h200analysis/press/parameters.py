"""A notebook's parameters: read without running it, checked before a kernel starts.

The cell tagged `parameters` holds one literal a line, annotated or not; of one that is not, the
literal tells the type. Annotations may be quoted, so that
`draws: "Annotated[int, Field(ge=32, le=4_194_304)]" = 65_536` needs no import in the notebook.
"""

import ast
import difflib
import json
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_jsonable_python

from h200analysis.errors import H200Error
from h200analysis.press import annotations
from h200analysis.press.annotations import Kind

logger = logging.getLogger(__name__)

_LINE_END = re.compile(r"\r\n|\r|\n")  # what Python's grammar takes for one, unlike splitlines


class ParameterError(H200Error, ValueError):
    """A parameter that the notebook does not have, or a value that it cannot take."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, its type, its default and what the cell says of it.

    `is_inferred` says that its type is that of its default, since no annotation names one.
    """

    name: str
    kind: Kind
    default: Any
    comment: str
    is_inferred: bool = False

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
        return to_jsonable_python(checked)  # days as text, as a notebook holds them


def read(notebook: Mapping[str, Any], name: str) -> dict[str, Parameter]:
    """Return the parameters of a notebook, by name; `name` is what an error calls it."""
    return of_cell(cell(notebook, name), name)


def cell(notebook: Mapping[str, Any], name: str) -> str:
    """Return the text of the cell that declares the parameters of a notebook."""
    tagged = [c for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise ParameterError(f"{name} has {len(tagged)} cells tagged 'parameters'; expected one.")
    return str(tagged[0]["source"])


def of_cell(source: str, name: str) -> dict[str, Parameter]:
    """Return the parameters that a cell of this text declares, by name."""
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


def schema(declared: Mapping[str, Parameter]) -> dict[str, Any]:
    """Return a JSON Schema of the values that a notebook takes; evidence may be set by hand too."""
    properties = {
        name: {
            **each.kind.schema(),
            "default": each.default,
            **({"description": each.comment} if each.comment else {}),
            **({"$comment": "type inferred from the default"} if each.is_inferred else {}),
        }
        for name, each in declared.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties,
        "additionalProperties": {"type": ["number", "string"]},
    }


def _statements(source: str, name: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError) as error:
        raise ParameterError(
            f"The parameters cell of {name} is no plain Python ({error}); expected lines such as "
            "'seed: int = 7  # what it is', and no % or ! command."
        ) from None


def _parameter(statement: ast.stmt, line: str, name: str) -> Parameter:
    match statement:
        case ast.AnnAssign(target=ast.Name(key), annotation=annotation, value=ast.expr() as value):
            kind = _kind(annotation, key, name)
            default, is_inferred = _default(value, key, kind, name), False
        case ast.Assign(targets=[ast.Name(key)], value=value):
            default, is_inferred = _literal(value, key, name), True
            kind = annotations.of(default)
            logger.info("%s: %r has no annotation, and is taken for %s.", name, key, kind.text)
        case _:
            found = ast.unparse(statement).partition("\n")[0]
            raise ParameterError(
                f"The parameters cell of {name} holds {found!r}; expected lines such as "
                "'seed: int = 7  # what it is'."
            )
    rest = line.encode()[statement.end_col_offset or 0 :].decode()  # the offset counts bytes
    return Parameter(key, kind, default, rest.partition("#")[2].strip(), is_inferred)


def _kind(annotation: ast.expr, key: str, name: str) -> Kind:
    try:
        return annotations.read(annotation)
    except annotations.AnnotationError as error:
        raise ParameterError(f"{key!r} in {name} is annotated {error}.") from None


def _literal(written: ast.expr, key: str, name: str) -> Any:
    try:
        literal = ast.literal_eval(written)
        json.dumps(literal, allow_nan=False)
    except (ValueError, TypeError):
        raise ParameterError(
            f"The default of {key!r} in {name} is {ast.unparse(written)!r}; expected a literal "
            "that JSON can hold, since papermill injects after this cell and anything derived here "
            "would be stale."
        ) from None
    return literal


def _default(written: ast.expr, key: str, kind: Kind, name: str) -> Any:
    literal = _literal(written, key, name)
    try:
        return kind.hold(literal)
    except annotations.MismatchError as error:
        raise ParameterError(
            f"The default of {key!r} in {name} is {ast.unparse(written)}; expected {error} "
            f"({kind.text})."
        ) from None
