"""Empty, ragged or overflowing arguments of the model get a sentence or a limit."""

from typing import Any

import pytest

from h200analysis.model import atoms, monopoly, stake
from h200analysis.model.domains import DomainError
from h200analysis.model.formula import FormulaError, formula_of
from h200analysis.model.margins import blended_margin
from h200analysis.model.units import Chips

CALLS: list[Any] = [
    lambda: atoms.quantile([], 0.5),
    lambda: atoms.mean_of_best([], 0.5),
    lambda: atoms.mean_of_worst([], 0.5),
    lambda: atoms.expected_shortfall([], 0.5),
    lambda: atoms.value_at_risk([], 0.5),
    lambda: atoms.quantile({}, 0.5),  # type: ignore[arg-type]
    lambda: blended_margin([], []),
    lambda: blended_margin({}, {}),  # type: ignore[arg-type]
    lambda: blended_margin([1.0, 2.0], [0.5]),
]


@pytest.mark.parametrize("call", CALLS)
def test_what_is_empty_or_ragged_is_told(call: Any) -> None:
    """Each is refused by name."""
    with pytest.raises(DomainError):
        call()


def test_a_power_beyond_floats_is_infinite() -> None:
    """What waits for ever is worth nothing today; a huge cost leaves no room for a fee."""
    assert stake.open_present_value_usd(1e9, 0.1, 20_000) == 0
    assert stake.open_present_value_usd(1e9, 1, 20_000) == 0
    assert monopoly.linear_receipts_maximising_rate(1e308, 1) < 1e-9


def _named_wrongly(orders_chips: "Foo") -> Chips:  # type: ignore[name-defined]  # noqa: F821
    return orders_chips  # type: ignore[no-any-return]


def test_an_annotation_that_names_nothing_is_told() -> None:
    """The sentence names it."""
    with pytest.raises(FormulaError, match="Foo"):
        formula_of(_named_wrongly)
