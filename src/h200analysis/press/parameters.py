"""A notebook's parameters: read without running it, checked before a kernel starts.

The cell tagged `parameters` holds one annotated literal a line. Annotations may be quoted, so that
`draws: "Annotated[int, Field(ge=32, le=4_194_304)]" = 65_536` needs no import in the notebook.
"""

import ast
import datetime
import difflib
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

_VOCABULARY: dict[str, Any] = {
    "int": int, "float": float, "str": str, "bool": bool, "dict": dict, "list": list,
    "None": None, "date": datetime.date, "Literal": Literal, "Annotated": Annotated,
    "Field": Field, "Optional": typing.Optional,
}  # fmt: skip


class ParameterError(ValueError):
    """A parameter that the notebook does not have, or a value that it cannot take."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, its type, its default and what the cell says of it."""

    name: str
    annotation: str
    kind: Any
    default: Any
    comment: str

    def accept(self, value: Any) -> Any:
        """Return a value as the cell takes it, or refuse it in one sentence.

        Text, as a command line has it, is read as the type asks.
        """
        adapter = TypeAdapter(self.kind)
        try:
            checked = (
                adapter.validate_strings(value)
                if isinstance(value, str)
                else (adapter.validate_python(value, strict=True))
            )
        except ValidationError as error:
            reason = error.errors()[0]["msg"].removeprefix("Input should be ")
            raise ParameterError(
                f"The parameter {self.name!r} is {value!r}; expected {reason} "
                f"({self.annotation}: {self.comment})."
            ) from None
        return checked.isoformat() if isinstance(checked, datetime.date) else checked


def read(notebook: Mapping[str, Any], name: str) -> dict[str, Parameter]:
    """Return the parameters of a notebook, by name; `name` is what an error calls it."""
    tagged = [c for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise ParameterError(f"{name} has {len(tagged)} cells tagged 'parameters'; expected one.")
    source = tagged[0]["source"]
    lines = source.splitlines()
    return dict(
        _parameter(statement, lines[(statement.end_lineno or 1) - 1], name)
        for statement in ast.parse(source).body
    )


def known(given: Iterable[str], names: Sequence[str], briefing: str) -> None:
    """Refuse names that neither the notebook nor the evidence has, with the nearest that exists."""
    for unknown in set(given) - set(names):
        near = difflib.get_close_matches(unknown, names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "see data/parameters.toml."
        raise ParameterError(
            f"{briefing} has no parameter {unknown!r}, nor has the evidence of that day; {hint}"
        )


def check(declared: Mapping[str, Parameter], given: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the given values as the notebook takes them; refuse what it does not have."""
    known(given, list(declared), name)
    return {key: declared[key].accept(value) for key, value in given.items()}


def _parameter(statement: ast.stmt, line: str, name: str) -> tuple[str, Parameter]:
    if not (
        isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and statement.value is not None
    ):
        found = ast.unparse(statement)
        raise ParameterError(
            f"The parameters cell of {name} holds {found!r}; expected lines such as "
            "'seed: int = 7  # what it is'."
        )
    key = statement.target.id
    try:
        default = ast.literal_eval(statement.value)
    except ValueError:
        found = ast.unparse(statement.value)
        raise ParameterError(
            f"The default of {key!r} in {name} is {found!r}; expected a literal, since papermill "
            "injects after this cell and anything derived here would be stale."
        ) from None
    annotation, kind = _kind(statement.annotation, key, name)
    comment = line[statement.end_col_offset or 0 :].partition("#")[2].strip()
    return key, Parameter(key, annotation, kind, default, comment)


def _kind(annotation: ast.expr, key: str, name: str) -> tuple[str, Any]:
    """Evaluate an annotation whose every name is one of a few types, and nothing else."""
    text = annotation.value if isinstance(annotation, ast.Constant) else ast.unparse(annotation)
    tree = ast.parse(str(text), mode="eval")
    strange = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} - _VOCABULARY.keys()
    calls = [n for n in ast.walk(tree) if isinstance(n, (ast.Attribute, ast.Lambda, ast.NamedExpr))]
    if strange or calls:
        known = ", ".join(_VOCABULARY)
        raise ParameterError(f"{key!r} in {name} is annotated {text!r}; expected only {known}.")
    code = compile(tree, "<annotation>", "eval")
    return str(text), eval(code, {"__builtins__": {}}, _VOCABULARY)  # noqa: S307 - names checked above
