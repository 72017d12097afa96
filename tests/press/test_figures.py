"""Figures as an executed notebook hands them over, and as earlier editions told them."""

from nbformat.v4 import new_code_cell, new_notebook, new_output

from h200analysis.exhibits.bundle import FIGURES
from h200analysis.press.figure_keys import PLACE
from h200analysis.press.figures import figures, without_periods


def test_a_month_is_told_apart_from_the_next_though_both_have_one_value() -> None:
    """Without their periods they are one figure, as editions told them that had none."""
    june, july = ({"name": "x", "value": 0, "period": f"2026-{by}"} for by in ("06-30", "07-31"))
    year = {"name": "x", "value": 0}
    output = new_output("display_data", data={FIGURES: [june, july, june, year]})
    notebook = new_notebook(cells=[new_code_cell(outputs=[output])])

    told = [{k: v for k, v in each.items() if k not in PLACE} for each in figures(notebook)]

    assert told == [june, july, year]
    assert without_periods(told) == [year]
