"""A formula read on arrays of draws is the formula: element by element, what a number gives."""

from enum import Enum
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h200analysis.cases.formulas import formulas
from h200analysis.model.formula import Formula

SHAPE = (2, 2)  # replicates, draws
ROWS = SHAPE[0] * SHAPE[1]
LARGEST = {
    "chip": 1e8,
    "chip/module": 64.0,
    "chip/month": 1e7,
    "H20 chip": 1e9,
    "910C chip": 1e9,
    "USD": 1e12,
    "USD/chip": 1e6,
    "CNY/module": 1e8,
    "H20 chip/chip": 100.0,
    "910C chip/chip": 100.0,
    "910C chip/year": 1e8,
    "chip/year": 1e8,
    "chip/firm": 1e6,
    "USD/H20 chip": 1e6,
    "H100-equivalent/910C chip": 10.0,
    "die/package": 8.0,
    "stack/package": 8.0,
    "bit": 64.0,
    "CNY/USD": 10.0,
    "share": 1.0,
    "ratio": 100.0,
    "future": 20.0,
    "month": 120.0,
    "week": 520.0,
    "TPP": 1e5,
    "TB/s": 100.0,
    "GB": 1e4,
    "H100-equivalent": 1e8,
    "die": 1e8,
    "stack": 1e8,
    "package": 1e8,
    "module": 1e7,
    "firm": 1e4,
    "TFLOPS": 1e5,
    "year": 100.0,
}
SINGLE = sorted(name for name, f in formulas().items() if isinstance(f.result, str))
CHANCES = [name for name in formulas()["regime_tree"].arguments if "chance" in name]
Kinds = dict[str, str | type[Enum]]
Values = dict[str, Any]


def kinds_of(formula: Formula) -> Kinds:
    """Return what a formula takes; for a dataclass, what the formula that makes it takes."""
    found: Kinds = {}
    for name, kind in formula.arguments.items():
        if isinstance(kind, str) or issubclass(kind, Enum):
            found[name] = kind
        else:
            found |= kinds_of(formulas()[name])
    return found


def computed(formula: Formula, values: Values) -> Any:
    """Return a formula's value, its dataclasses made from the values."""
    arguments = {
        name: values[name] if name in values else computed(formulas()[name], values)
        for name in formula.arguments
    }
    return formula(**arguments)


def some(kind: str | type[Enum]) -> st.SearchStrategy[Any]:
    """Draw a value of a kind for each row: one for all rows, or each row its own."""
    if not isinstance(kind, str):
        return st.sampled_from(list(kind)).map(lambda member: [member] * ROWS)
    value = st.sampled_from([0.0, LARGEST[kind]]) | st.floats(1e-3 * LARGEST[kind], LARGEST[kind])
    return value.map(lambda fixed: [fixed] * ROWS) | st.tuples(*[value] * ROWS).map(list)


@st.composite
def tables(draw: st.DrawFn, kinds: Kinds) -> dict[str, list[Any]]:
    """Draw a column of values for each name; chances of regimes sum to one in every row."""
    columns = {name: draw(some(kind)) for name, kind in kinds.items() if name not in CHANCES}
    if set(CHANCES) <= kinds.keys():
        weights = st.lists(st.integers(0, 9), min_size=7, max_size=7).filter(any)
        rows = draw(st.lists(weights, min_size=ROWS, max_size=ROWS))
        shares = [[weight / sum(row) for weight in row] for row in rows]
        columns |= dict(zip(CHANCES, map(list, zip(*shares, strict=True)), strict=True))
    return columns


def as_argument(column: list[Any]) -> Any:
    """Return one plain value where all rows have the same, as a parameter that is not drawn."""
    same = all(value == column[0] for value in column)
    return column[0] if same else np.array(column).reshape(SHAPE)


def answer(formula: Formula, values: Values) -> Any:
    """Return a formula's value, or the sentence in which it refuses the values."""
    try:
        return computed(formula, values)
    except ValueError as refusal:
        return str(refusal)


@pytest.mark.parametrize("name", SINGLE)
@settings(max_examples=10)
@given(data=st.data())
def test_arrays_give_what_numbers_give(name: str, data: st.DataObject) -> None:
    """An array of draws gives, element by element, what each draw gives by itself.

    An array is refused where one of its draws is, and in a sentence that one of them earns.
    """
    formula = formulas()[name]
    columns = data.draw(tables(kinds_of(formula)))
    rows = [answer(formula, {k: column[n] for k, column in columns.items()}) for n in range(ROWS)]
    refusals = [row for row in rows if isinstance(row, str)]
    found = answer(formula, {key: as_argument(column) for key, column in columns.items()})

    assert bool(refusals) == isinstance(found, str)
    if refusals:
        assert found in refusals
    else:
        expected = np.array(rows).reshape(SHAPE)
        np.testing.assert_allclose(np.broadcast_to(found, SHAPE), expected, rtol=1e-12, atol=0)


def test_every_unit_is_drawn() -> None:
    """No formula takes a unit for which no values are drawn."""
    taken = {kind for f in formulas().values() for kind in kinds_of(f).values()}

    assert {kind for kind in taken if isinstance(kind, str)} <= LARGEST.keys()
