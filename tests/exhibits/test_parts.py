"""Parts that are said to add up do so as they are printed."""

from dataclasses import replace
from decimal import Decimal

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import cases, evidence, exhibits
from h200analysis.cases import Outcome
from h200analysis.exhibits.bundle import Exhibit, ExhibitError
from h200analysis.press.gate import figures, sums
from h200analysis.press.gate.amounts import amount
from h200analysis.press.gate.shown import outputs

LEDGER = evidence.read("2026-01-15")
PRICE = cases.Case(LEDGER).evaluate("unit_price_usd")


def usd(value: float, error: float | None = None) -> Outcome:
    """Return an amount in dollars."""
    return replace(PRICE, name="amount", value=value, unit="USD", error=error)


def table(*values: float, total: float | None = None, error: float | None = None) -> Exhibit:
    """Return a table of these parts and their total."""
    rows = [[f"Part {n}", usd(value, error)] for n, value in enumerate(values)]
    whole = sum(values) if total is None else total
    return exhibits.parts("Orders", ["Part", "Amount"], rows, ["All", usd(whole)])


def texts(shown: Exhibit) -> list[str]:
    """Return the figures as printed."""
    return [figure["text"] for figure in shown.figures]


def against(shown: Exhibit) -> list[str]:
    """Return what the gate has against a page that shows this alone."""
    bundle = shown._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data=bundle)
    cell = nbformat.v4.new_code_cell("show", outputs=[output])
    page = outputs(nbformat.v4.new_notebook(cells=[cell]), LEDGER)
    return [*sums.reasons(page), *figures.reasons(list(shown.figures), LEDGER)]


def test_three_thirds_make_a_whole() -> None:
    """What rounding leaves over goes to the largest remainder, so the column adds up."""
    assert ["$34 billion", "$33 billion", "$33 billion", "$100 billion"] == texts(
        table(1e11 / 3, 1e11 / 3, 1e11 / 3)
    )


def test_a_part_has_no_more_digits_than_the_least_sure_allows() -> None:
    """One digit serves the whole column: that of the part whose error is largest."""
    assert ["$2 billion", "$5 billion", "$47 billion", "$54 billion"] == texts(
        table(1.86e9, 5.23e9, 46.91e9, error=2e8)
    )
    assert ["$1.9 billion", "$5.2 billion", "$46.9 billion", "$54 billion"] == texts(
        table(1.86e9, 5.23e9, 46.91e9)
    )


AMOUNTS = st.lists(st.just(0.0) | st.floats(0.01, 1e12), min_size=1, max_size=8)


@given(AMOUNTS)
def test_every_column_adds_up(values: list[float]) -> None:
    """Whatever the amounts: printed parts come to the printed total, each off by under a step."""
    shown = table(*values)
    *read, total = [amount(text, "USD") for text in texts(shown)]

    assert sum(each or Decimal(0) for each in read) == total
    assert [] == against(shown)


def test_parts_that_are_not_the_whole_are_refused() -> None:
    """A total that its parts do not make is no sum."""
    with pytest.raises(ExhibitError, match="the total is 9e"):
        table(3e9, 4e9, total=9e9)


def test_the_gate_adds_up_what_is_printed() -> None:
    """A declared sum whose printed parts come to something else names the cell and the sum."""
    shown = table(1.86e9, 5.23e9, 46.91e9)
    spoilt = [{**shown.figures[0], "text": "$1.8 billion"}, *shown.figures[1:]]

    assert [
        "cell 1: the parts of “Orders: Amount”, $1.8 billion + $5.2 billion + $46.9 billion, do "
        "not add up to $54 billion; write the table with exhibits.parts."
    ] == against(replace(shown, figures=tuple(spoilt)))
    far = [{**shown.figures[0], "text": "$1.7 billion"}, *shown.figures[1:]]
    assert any("in a sum; expected" in told for told in against(replace(shown, figures=tuple(far))))


def test_a_row_has_a_cell_for_each_column() -> None:
    """A total without its figure is no total."""
    with pytest.raises(ExhibitError, match="The row 'All' has 1 cell; expected 2"):
        exhibits.parts("Orders", ["Part", "Amount"], [["A", usd(1)]], ["All"])


def test_multiples_are_multiples_as_printed() -> None:
    """Half of what is printed as $100 million is $50 million, though each alone reads otherwise."""
    expected = usd(97.1e6, 6e5), usd(48.6e6, 3e5), usd(194.2e6, 1.2e6)
    shown = exhibits.table("Duty", ["All", "Half", "Twice"], [exhibits.in_proportion(*expected)])

    assert ["$100 million", "$50 million", "$200 million"] == texts(shown)
    assert [] == against(shown)
    assert [usd(0.0), usd(0.0)] == exhibits.in_proportion(usd(0.0), usd(0.0))


@given(st.floats(1.0, 1e12), st.sampled_from([0.5, 2.0]), st.floats(1e-4, 0.2))
def test_whatever_the_amount_a_half_is_a_half(value: float, ratio: float, error: float) -> None:
    """Of any amount, as sure as it may be, the printed multiple is the multiple of the printed."""
    pair = exhibits.in_proportion(usd(value, error * value), usd(value * ratio))
    shown = exhibits.table("Duty", ["All", "Multiple"], [pair])
    printed, multiple = (amount(text, "USD") for text in texts(shown))

    assert printed is not None
    assert multiple == printed * Decimal(ratio)
    assert [] == against(shown)
