"""No number without a source: what is typed, charted or tabled without one is refused."""

from typing import Any

import altair as alt
import nbformat
import pytest

from h200analysis import cases, evidence, exhibits
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.model import market
from h200analysis.press.gate import numbers, signs, typed, unsourced
from h200analysis.press.gate.shown import outputs

LEDGER = evidence.read("2026-01-15")
CASE = cases.Case(LEDGER)
GAP = CASE.evaluate(market.supply_gap)
NAMES = {"case": CASE, "gap": GAP}


def notebook(*shown: Any) -> Any:
    """Return an executed notebook that shows each of these in a cell of its own."""
    cells = []
    for each in shown:
        bundle = each if isinstance(each, dict) else each._repr_mimebundle_()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        output = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
        cells.append(nbformat.v4.new_code_cell("show", outputs=[output]))
    return nbformat.v4.new_notebook(cells=cells)


def prose(text: str) -> Exhibit:
    """Return a cell of prose."""
    from h200analysis.exhibits.markdown import prose

    return prose(text, NAMES)


def of_prose(text: str) -> list[str]:
    """Return what the gate has against the numbers of a cell of prose."""
    return list(typed.reasons(outputs(notebook(prose(text)), LEDGER), LEDGER))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The orders are worth $99 billion.", "99"),
        ("They are short by 1,300,000 chips, or {gap}.", "1,300,000"),
        ("## A gap of 12%", "12"),
        ("- They grew by 3.5 times.", "3.5"),
        ("The paper wrote “some 99 firms”.", "99"),
        ("Nvidia shipped 2000 chips.", "2000"),
        ("It wants US$99bn.", "99"),
        ("Over 2 million, as was said.[@stock_seed]", "2"),
    ],
)
def test_a_typed_number_is_refused(text: str, number: str) -> None:
    """A number that no figure and no cited claim gives is named, with its sentence."""
    [reason] = of_prose(text)

    assert f"has {number} typed into it" in reason
    assert reason.startswith("cell 1: “")


@pytest.mark.parametrize(
    "text",
    [
        "Orders exceed stock by {gap}.",
        "On 8 and 9 January 2026 it was said; in 2025 it was not, nor from 2025–26.",
        "The H200, the 910C, the RTX Pro 6000D and the GH200s; Q1 and the 3rd quarter.",
        "Section 232 and Proclamation 11002 hold.",
        "The orders, “over two million”, more than 2 million, came from China.[@orders_newsbytes]",
        "See [the page](https://example.org/a/123) and `-p seed=7`.",
        "Ranges are 90% intervals.",
    ],
)
def test_what_has_a_source_or_is_a_name_is_printed(text: str) -> None:
    """Figures, dates, names, links and what a cited claim says are no typed numbers."""
    assert [] == of_prose(text)


def test_a_chart_s_title_prints_figures_alone() -> None:
    """A number above a chart is that of a figure of the edition."""
    rungs = [exhibits.rung("Gap", GAP)]
    typed_in = exhibits.ladder("a", "A gap worth $99 billion on 5 May 2026", rungs)
    printed = exhibits.ladder("b", "A gap of 1.3 million chips", rungs)

    [reason] = typed.reasons(outputs(notebook(typed_in), LEDGER), LEDGER)

    assert reason.startswith("cell 1: “A gap worth $99 billion on 5 May 2026” has 99 typed into it")
    assert [] == list(typed.reasons(outputs(notebook(printed), LEDGER), LEDGER))


def test_amounts_are_told_from_names() -> None:
    """Of a sentence with both, only the amounts remain."""
    text = "On 5 May 2026 some 40,000 H200s at $27,000, 20% of 910Cs, passed Section 232."

    assert ["40,000", "27,000", "20"] == numbers.amounts(text)


def chart_of(rows: list[dict[str, int]]) -> dict[str, Any]:
    """Return what a cell with an analyst's own chart shows."""
    chart = alt.Chart(alt.Data(values=rows)).mark_bar().encode(x="a:Q").to_dict()
    return {"application/vnd.vegalite.v6+json": chart, "text/plain": "A chart."}


TABLE = "<table><tr><th>Year</th></tr><tr><td>40,000</td></tr></table>"


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("chart", chart_of([{"a": 3}])),
        ("table", {"text/html": TABLE, "text/plain": "40,000"}),
        ("table", {"text/markdown": "| A | B |\n|---|---|\n| x | 40,000 |\n"}),
        ("picture", {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure>"}),
    ],
)
def test_what_shows_numbers_has_sources(kind: str, shown: dict[str, Any]) -> None:
    """A chart, table or picture without a claim is named, and how it is shown with one."""
    [reason] = unsourced.reasons(notebook(exhibits.heading("A heading"), shown))

    assert reason.startswith(f"cell 2: the {kind} does not say where its numbers come from")
    assert "sources=…" in reason


def test_tables_of_words_and_of_figures_are_sourced() -> None:
    """What prints outcomes or cites claims is sourced, and words alone need no source."""
    words = exhibits.table("Words", ["A", "B"], [["the H200", "on 5 May 2026"]])
    figures = exhibits.table("Figures", ["A", "B"], [["Gap", GAP]])
    cited = chart_of([{"a": 3}]) | {"application/vnd.h200.claims+json": ["orders_seed"]}

    assert [] == list(unsourced.reasons(notebook(words, figures, cited)))


def test_a_sign_needs_a_legend() -> None:
    """A dagger, or the sign of a value set by hand, is refused on a page without its legend."""
    by_hand = CASE.let(orders_chips=1e6)
    ours = by_hand.evaluate("customs_value_share")
    assert ours.assumptions
    said = exhibits.say("{ours} and {gap}.", ours=ours, gap=by_hand.evaluate(market.supply_gap))
    legend = exhibits.legend(by_hand, "the rest is reported.")

    missing = list(signs.reasons(outputs(notebook(said), LEDGER)))

    assert ["†", "‡"] == [reason.split("the sign ")[1][0] for reason in missing]
    assert [] == list(signs.reasons(outputs(notebook(said, legend), LEDGER)))
