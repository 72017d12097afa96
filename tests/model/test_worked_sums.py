"""Worked sums: every formula gives what the arithmetic on paper gives."""

import re
import tomllib
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from h200analysis import evidence
from h200analysis.cases.formulas import formulas, qualified
from h200analysis.model.formula import Formula

FOLDER = Path(__file__).parents[1] / "worked_sums"
TABLES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")}
WHOLE = {"chip", "H20 chip", "910C chip", "USD"}
REGISTER = {qualified(formula): formula for formula in formulas().values()}

CASES = [
    pytest.param(case, table.get("inputs", {}), id=f"{case['formula']}: {case['worked'][:40]}")
    for table in TABLES.values()
    for case in table["case"]
]


@pytest.mark.parametrize(("case", "shared"), CASES)
def test_a_formula_gives_the_worked_sum(case: dict[str, Any], shared: dict[str, Any]) -> None:
    """Counts and dollars are right to one unit, all else to one part in a million."""
    formula = REGISTER[case["formula"]]
    exact = {"abs": 1} if formula.result in WHOLE else {"rel": 1e-6}

    assert pytest.approx(case["expected"], **exact) == evaluated(
        formula, shared | case.get("inputs", {})
    )


def test_every_formula_has_a_worked_sum() -> None:
    """No formula goes without a sum on paper, and no sum is for a formula that is not there."""
    worked = {case["formula"] for table in TABLES.values() for case in table["case"]}

    assert REGISTER.keys() == worked


def test_every_worked_sum_says_how() -> None:
    """Each sum is written out in words."""
    cases = [case for table in TABLES.values() for case in table["case"]]

    assert [] == [case for case in cases if not case["worked"].strip()]


@pytest.mark.parametrize("name", TABLES)
def test_every_reference_is_to_be_had(name: str) -> None:
    """A table was worked by hand, or rests on claims of the ledger, or on a work with its year."""
    reference = TABLES[name]["reference"]
    if reference.startswith("claims "):
        ledger = evidence.read(evidence.latest_day())
        assert set(reference.removeprefix("claims ").split(", ")) <= ledger.claims.keys()
    else:
        assert reference == "by hand" or re.search(r"\((18|19|20)\d\d\)", reference)


def evaluated(formula: Formula, inputs: dict[str, Any]) -> Any:
    """Return a formula's value, its arguments taken from the inputs or from formulas by name."""
    arguments = {name: argument(name, kind, inputs) for name, kind in formula.arguments.items()}
    return formula(**arguments)


def argument(name: str, kind: str | type, inputs: dict[str, Any]) -> Any:
    """Return an argument: a choice by its text, a number as given, or another formula's value."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(inputs[name])
    return inputs[name] if name in inputs else evaluated(formulas()[name], inputs)
