"""Where the cells of a table stand: figures right, names and sentences left."""

import pytest

from h200analysis import cases, exhibits
from h200analysis.exhibits.tables import Cell

SENTENCE = "{gap} by what was reported, if every order is firm"


@pytest.mark.parametrize(
    ("template", "rule"),
    [
        ("{gap}", "| :--- | ---: |"),
        ("more than {gap}", "| :--- | ---: |"),
        (SENTENCE, "| :--- | :--- |"),
    ],
)
def test_a_column_with_a_sentence_stands_left(case: cases.Case, template: str, rule: str) -> None:
    """A figure with a few words stands right; one sentence among the cells sets all left."""
    gap = case.evaluate("supply_gap")
    told: Cell = (template, {"gap": gap})
    made = exhibits.table("T", ["Quantity", "Figure"], [["Gap", gap], ["Again", told]])

    assert rule == made.markdown.splitlines()[1]
