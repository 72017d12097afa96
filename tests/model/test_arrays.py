"""A formula read on arrays of draws is the formula: element by element, what a number gives."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h200analysis.cases.formulas import formulas
from h200analysis.model.formula import Formula, Kind, is_choice

SHAPE = (2, 2)  # replicates, draws
ROWS = SHAPE[0] * SHAPE[1]
LARGEST = {
    "chip": 1e8,
    "chip/module": 64.0,
    "chip/month": 1e7,
    "chip/week": 1e6,
    "1/year": 1.0,
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
    "TFLOPS/chip": 1e5,
    "CNY": 1e13,
    "year": 100.0,
}
Values = dict[str, Any]


def some(kind: Kind) -> st.SearchStrategy[list[Any]]:
    """Draw a value of a kind for each row: one for all rows, or each row its own."""
    if is_choice(kind):
        return st.sampled_from(list(kind)).map(lambda member: [member] * ROWS)
    most = LARGEST[str(kind)]
    value = st.sampled_from([0.0, most]) | st.floats(1e-3 * most, most)
    return value.map(lambda fixed: [fixed] * ROWS) | st.tuples(*[value] * ROWS).map(list)


def tables(formula: Formula) -> st.SearchStrategy[dict[str, list[Any]]]:
    """Draw a column of values for each argument."""
    return st.fixed_dictionaries({name: some(kind) for name, kind in formula.arguments.items()})


def as_argument(column: list[Any]) -> Any:
    """Return one plain value where all rows have the same, as a parameter that is not drawn."""
    same = all(value == column[0] for value in column)
    return column[0] if same else np.array(column).reshape(SHAPE)


def answer(formula: Formula, values: Values) -> Any:
    """Return a formula's value, or the sentence in which it refuses the values."""
    try:
        return formula(**values)
    except ValueError as refusal:
        return str(refusal)


@pytest.mark.parametrize("name", sorted(formulas()))
@settings(max_examples=10)
@given(data=st.data())
def test_arrays_give_what_numbers_give(name: str, data: st.DataObject) -> None:
    """An array of draws gives, element by element, what each draw gives by itself.

    An array is refused where one of its draws is, and in a sentence that one of them earns.
    """
    formula = formulas()[name]
    columns = data.draw(tables(formula))
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
    taken = {kind for f in formulas().values() for kind in f.arguments.values()}

    assert {kind for kind in taken if isinstance(kind, str)} <= LARGEST.keys()
