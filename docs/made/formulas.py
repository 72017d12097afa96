"""Every formula of the model: what it gives, its source, its code, and a sum worked by hand."""

import inspect
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from h200analysis.cases.formulas import formulas, qualified, source_code
from h200analysis.model.formula import Formula, is_choice

_SUMS = Path(__file__).parents[2] / "tests" / "worked_sums"


def text() -> str:
    """Return the formulas in Markdown, module by module."""
    sums = _sums()
    parts = []
    for module, made in groupby(formulas().values(), lambda each: each.function.__module__):
        told = inspect.getdoc(import_module(module)) or ""
        parts.append(f"## `{module.rpartition('.')[2]}`\n\n{told}")
        parts += [_formula(each, sums[qualified(each)]) for each in made]
    return "\n\n".join(parts)


def _sums() -> dict[str, list[dict[str, Any]]]:
    """Return the worked sums by formula, each with the reference of its file."""
    found = defaultdict(list)
    for path in sorted(_SUMS.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in table["case"]:
            found[case["formula"]].append(case | {"reference": table["reference"]})
    return found


def _formula(made: Formula, sums: list[dict[str, Any]]) -> str:
    return "\n\n".join(
        [
            f"### {made.label}",
            (inspect.getdoc(made.function) or "").replace("$", r"\$"),
            "\n".join(_facts(made)),
            f"```python\n{_code(made)}\n```",
            "\n".join(map(_worked, sums)),
        ]
    )


def _code(made: Formula) -> str:
    """Return the code as written but for its docstring, which stands above it."""
    return re.sub(r'\n    """.*?"""', "", source_code(made), count=1, flags=re.DOTALL).rstrip()


def _facts(made: Formula) -> Iterator[str]:
    takes = (f"`{name}` ({_unit(kind)})" for name, kind in made.arguments.items())
    yield f"- Name: `{qualified(made)}`"
    yield f"- Takes: {', '.join(takes)}"
    yield f"- Gives: {_unit(made.result)}"
    if made.source:
        yield f"- Source: {made.source}"


def _unit(kind: Any) -> str:
    if isinstance(kind, str):
        return kind or "a number"
    return "a choice" if is_choice(kind) else kind.__name__.lower()


def _worked(case: dict[str, Any]) -> str:
    expected = case["expected"]
    value = f"{expected:,}" if isinstance(expected, int | float) else str(expected)
    by = "" if case["reference"] == "by hand" else f" ({case['reference']})"
    return f"- Worked sum: {case['worked']} = {value}{by}".replace("$", r"\$").replace("*", r"\*")
