"""A figure's key can be read, and is its own within the edition."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_output

from h200analysis.press.cell_exhibits import exhibits
from h200analysis.press.figure_keys import keyed


def _figure(**told: Any) -> dict[str, Any]:
    plain = {"exhibit": "months", "name": "delivered_chips", "statistic": "as reported"}
    return plain | {"supposing": {"scenario": "central"}, "as_of": "2026-01-15"} | told


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ({}, "months/delivered_chips"),
        ({"statistic": "p95"}, "months/delivered_chips/p95"),
        ({"supposing": {"scenario": "half_firm"}}, "months/delivered_chips/half_firm"),
        ({"supposing": {"fee_rate": 0.15}}, "months/delivered_chips/fee_rate=0.15"),
        ({"as_of": "2025-12-31"}, "months/delivered_chips/2025-12-31"),
        ({"name": "share of ours, 50%"}, "months/share_of_ours_50_"),
        ({"period": "2026-03-31"}, "months/delivered_chips/2026-03-31"),
    ],
)
def test_a_key_names_what_is_unusual(told: dict[str, Any], key: str) -> None:
    """Exhibit and name, then statistic, scenario, what was supposed, and another day."""
    assert [key] == [each["key"] for each in keyed([_figure(**told)], "2026-01-15")]


@given(st.lists(st.sampled_from(["a", "a#2", "a/2", "b", "%", "&"]), max_size=12))
def test_no_two_figures_have_one_key(names: list[str]) -> None:
    """Whatever figures are called, and however often, their keys differ."""
    keys = [each["key"] for each in keyed([_figure(name=name) for name in names], "2026-01-15")]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("source", "outputs", "names"),
    [
        ("exhibits.months(drawn)", 1, ["months"]),
        ("rows = exhibits.span(1)\nexhibits.ladder([exhibits.rung(1)])", 1, ["ladder"]),
        (
            "display(exhibits.months(drawn), exhibits.months_fan(drawn))",
            2,
            ["months", "months_fan"],
        ),
        ("%passage one\n%passage two", 2, ["one", "two"]),
        ("%%say\nIt is {gap}.", 1, ["say"]),
        ("print(gap)", 1, ["cell_7"]),
        ("", 1, ["cell_7"]),
        ("exhibits.months(drawn)", 2, ["months", "months"]),
    ],
)
def test_an_output_is_called_by_its_exhibit(source: str, outputs: int, names: list[str]) -> None:
    """The outermost call of a cell names what it shows; without one its number does."""
    shown = [new_output("display_data", data={"text/plain": "1"}) for _ in range(outputs)]

    assert names == exhibits(new_code_cell(source, outputs=shown), 7)
