"""A formula that a notebook defines for itself, the whole way into an edition."""

import json
from pathlib import Path

import nbformat
import pytest
from pypdf import PdfReader

from h200analysis.press import catalogue, editions

CATALOGUE = """
[own]
title = "Own"
question = "How short if only half of the orders are firm?"
reader = "analyst"
notebook = "notebooks/own.ipynb"
as_of = ["2026-01-15"]
"""
PARAMETERS = """
as_of: "date" = "2026-01-15"  # the day the briefing speaks of
scenario: str = "central"  # a scenario of data/scenarios
draws: int = 16_384  # futures drawn
seed: int = 7  # of the draws
set_by_hand: "dict[str, float | str]" = {}  # evidence parameters in place of the ledger's
"""
DEFINED = """
from h200analysis import cases, evidence, exhibits
from h200analysis.model import market
from h200analysis.model.arithmetic import maximum
from h200analysis.model.formula import formula
from h200analysis.model.units import Chips

case = cases.Case(evidence.read(as_of), scenario).let(**set_by_hand)

@formula(label="Firm gap")
def supply_gap(orders_chips: Chips, stock_chips: Chips) -> Chips:
    return maximum(orders_chips / 2 - stock_chips, 0)  # half of them firm

def stock_chips(stock_chips: Chips) -> Chips:
    return stock_chips / 2
"""
SHOWN = """
exhibits.headline("If half of the orders are firm, {gap} are missing; as reported {library}.",
                  {"gap": case.evaluate(supply_gap), "library": case.evaluate(market.supply_gap)})
"""
DRAWN = """
likely = case.drawn(seed, draws).evaluate(supply_gap)
exhibits.say("Likely between {likely.low} and {likely.high}; at the reported price {at_list}.",
              likely=likely, at_list=case.let(supply_gap=supply_gap).evaluate(market.gap_at_list))
"""
SLID = """
live = case.on_sliders("orders_chips", "stock_chips")
exhibits.sliders("own_gap", "The firm gap, and the reported one",
                 {"Firm gap": live.evaluate(supply_gap), "Gap": live.evaluate(market.supply_gap),
                  "Called like a slider": live.evaluate(stock_chips)})
"""
CLOSING = """
exhibits.sources(case)
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the small briefing; return the folder of its edition."""
    root = tmp_path_factory.mktemp("root")
    (root / "notebooks").mkdir()
    (root / "reports").mkdir()
    (root / "reports" / "briefings.toml").write_text(CATALOGUE, encoding="utf-8")
    tagged = nbformat.v4.new_code_cell(PARAMETERS.strip(), metadata={"tags": ["parameters"]})
    codes = (code.strip() for code in (DEFINED, SHOWN, DRAWN, SLID, CLOSING))
    cells = [tagged, *map(nbformat.v4.new_code_cell, codes)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), root / "notebooks" / "own.ipynb")
    job = editions.job(catalogue.read(root), "own", {})
    return editions.publish(job, root / "editions").folder


def test_its_figures_say_whose_they_are(edition: Path) -> None:
    """Reported, drawn and slid: the notebook's figures are marked, the library's stay its own."""
    figures = json.loads((edition / "figures.json").read_text(encoding="utf-8"))
    found = {(f["formula"], f["statistic"]): f["value"] for f in figures}

    assert 300_000 == found["notebook.supply_gap", "as reported"]
    assert 1_300_000 == found["market.supply_gap", "as reported"]
    assert {"p05", "p95"} <= {s for formula, s in found if formula == "notebook.supply_gap"}
    assert 300_000 * 27_000 == found["market.gap_at_list", "as reported"]


def test_its_source_travels_with_the_edition(edition: Path) -> None:
    """Each figure that it entered carries the code, as the cell has it; no other figure does."""
    figures = json.loads((edition / "figures.json").read_text(encoding="utf-8"))
    code = {f["formula"]: f.get("formulas_of_notebook", {}) for f in figures}
    let = next(f["supposing"] for f in figures if f["formula"] == "market.gap_at_list")

    gap = "    return maximum(orders_chips / 2 - stock_chips, 0)  # half of them firm\n"
    assert gap in code["notebook.supply_gap"]["notebook.supply_gap"]
    assert gap in code["market.gap_at_list"]["notebook.supply_gap"]
    assert "    return stock_chips / 2\n" in code["notebook.stock_chips"]["notebook.stock_chips"]
    assert {} == code["market.supply_gap"]
    assert {"scenario": "central", "supply_gap": "notebook.supply_gap"} == let


def test_page_and_paper_print_it(edition: Path) -> None:
    """The reader sees the notebook's figure beside the library's."""
    page = (edition / "briefing.html").read_text(encoding="utf-8")
    pdf = "".join(each.extract_text() for each in PdfReader(edition / "briefing.pdf").pages)

    for text in (page, pdf):
        assert "300,000 chips" in text
        assert "1.3 million chips" in text
        assert "formula of this notebook: supply_gap" in text
