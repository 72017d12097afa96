"""An analyst's own table and chart, the whole way into an edition: with sources, or not at all."""

from pathlib import Path

import nbformat
import pytest
from pypdf import PdfReader

from h200analysis.press import catalogue, editions
from h200analysis.press.gate import GateError
from tests.press.test_own_formulas import CATALOGUE, PARAMETERS

SET_UP = """
import altair as alt
import pandas as pd
from h200analysis import cases, evidence, exhibits
from h200analysis.model import market

exhibits.use()
case = cases.Case(evidence.read(as_of), scenario).let(**set_by_hand)
gap = case.evaluate(market.supply_gap)
years = pd.DataFrame({"year": [2025, 2026], "chips": [400_000.0, 2_000_000.0]})
years.attrs["units"] = {"chips": "chip"}
bars = alt.Chart(years).mark_bar().encode(x="chips:Q", y="year:O")
bars = bars.properties(title="Chips by year", description="Two bars, one for each year.")
"""
HEADLINE = """
exhibits.headline("Orders exceed stock by about {gap}.", {"gap": gap})
"""
SOURCED = """
exhibits.frame(years, "Chips by year", sources=["orders_newsbytes", gap])
"""
CHARTED = """
exhibits.chart(bars, name="years", sources="orders_newsbytes")
"""


def published(root: Path, *codes: str) -> Path:
    """Publish a small briefing of these cells; return the folder of its edition."""
    (root / "notebooks").mkdir()
    (root / "reports").mkdir()
    (root / "reports" / "briefings.toml").write_text(CATALOGUE, encoding="utf-8")
    tagged = nbformat.v4.new_code_cell(PARAMETERS.strip(), metadata={"tags": ["parameters"]})
    cells = [tagged, *(nbformat.v4.new_code_cell(code.strip()) for code in codes)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), root / "notebooks" / "own.ipynb")
    return editions.publish(editions.job(catalogue.read(root), "own", {}), root / "editions").folder


def test_with_their_sources_they_are_printed(tmp_path: Path) -> None:
    """Page and paper show both, each with the reports that it rests on."""
    edition = published(tmp_path, SET_UP, HEADLINE, SOURCED, CHARTED, "exhibits.sources(case)")
    page = (edition / "briefing.html").read_text(encoding="utf-8")
    pdf = " ".join(each.extract_text() for each in PdfReader(edition / "briefing.pdf").pages)

    for text in (page, pdf):
        assert "400,000 chips" in text
        assert "Chips by year" in text
        assert "NewsBytes, 31 December 2025" in text
    assert "Two bars, one for each year." in page


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("years", "table"),
        ('exhibits.frame(years, "Chips by year")', "table"),
        ("exhibits.chart(bars)", "chart"),
        ("bars", "chart"),
        ("%%say\nThe orders are worth $99 billion.", "has 99 typed into it"),
    ],
)
def test_without_sources_they_are_refused(tmp_path: Path, code: str, kind: str) -> None:
    """The refusal names the cell, and how it is shown with its sources."""
    with pytest.raises(GateError, match=kind):
        published(tmp_path, SET_UP, HEADLINE, code)
