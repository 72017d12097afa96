"""Arrays given to one formula fit each other, or the one that does not is named."""

import re
from typing import Any

import numpy as np
import pytest

from h200analysis.cases.formulas import formulas
from h200analysis.model import clearance, market

TWO = [
    name
    for name, found in formulas().items()
    if sum(isinstance(kind, str) for kind in found.arguments.values()) > 1
]


@pytest.mark.parametrize("name", TWO)
def test_arrays_of_different_length_are_refused_by_name(name: str) -> None:
    """Whichever formula it is, the sentence names the argument whose length differs."""
    kinds = formulas()[name].arguments
    first, second = [argument for argument, kind in kinds.items() if isinstance(kind, str)][:2]
    values: dict[str, Any] = dict.fromkeys(kinds, 0.5)
    values |= {first: np.full(3, 0.5), second: np.full(4, 0.5)}

    expected = f"{second} has 4 values; expected 3 values, as {first} has, or one."
    with pytest.raises(ValueError, match=re.escape(expected)):
        formulas()[name](**values)


@pytest.mark.parametrize("stock", [np.full(3, 1.0), np.full((16, 3), 1.0), np.full((16, 1), 1.0)])
def test_arrays_that_stretch_to_each_other_are_taken(stock: Any) -> None:
    """What numpy would stretch is taken, in either order."""
    orders = np.array([1.0, 2.0, 3.0])

    assert np.array_equal(market.supply_gap(orders, stock), np.maximum(orders - stock, 0))  # type: ignore[arg-type]
    assert np.array_equal(market.supply_gap(stock, orders), np.maximum(stock - orders, 0))  # type: ignore[arg-type]


def test_each_array_has_to_fit_each_other() -> None:
    """Two arrays that both fit a third one may still not fit each other."""
    three = [np.ones(3), np.ones((16, 1)), np.ones((16, 4))]

    with pytest.raises(ValueError, match=r"has 16 x 4 values; expected 3 values, as .* has"):
        clearance.duty_per_chip(*three)  # type: ignore[arg-type]
