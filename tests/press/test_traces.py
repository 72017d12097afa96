"""On paper: where the first page's figures come from, and what the last page says."""

import io
from typing import Any

from nbformat.v4 import new_code_cell, new_notebook, new_output
from pypdf import PdfReader

from h200analysis import cases, evidence, exhibits
from h200analysis.model import market
from h200analysis.press.exporting import BriefingPDFExporter

CASE = cases.Case(evidence.read("2026-01-15"))
FRONT = {
    "as_of": "2026-01-15",
    "making": "65,536 draws from seed 7",
    "citation": "h200analysis, Supply gap, edition of 15 January 2026, hash 0123",
}


def _output(bundle: Any) -> Any:
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    return new_output("display_data", data=data, metadata=metadata)


def _paper(*shown: Any, **front: str) -> str:
    outputs = [_output(it._repr_mimebundle_()) for it in shown]
    cells = [new_code_cell("code", outputs=outputs)]
    notebook = new_notebook(cells=cells, metadata={"h200": {**FRONT, **front}})
    made, told = BriefingPDFExporter().from_notebook_node(notebook, {"metadata": {"name": "x"}})
    assert not told["faults"]
    pages = PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _briefing(*end: Any) -> str:
    gap, worth = CASE.evaluate(market.supply_gap), CASE.evaluate(market.gap_at_list)
    first = exhibits.headline("Orders exceed stock by {gap}", {"gap": gap})
    later = exhibits.say("They are worth {worth}.", worth=worth)
    return _paper(first, exhibits.say("By {gap}.", gap=gap), *end, later)


def test_the_figures_of_the_first_page_have_a_table() -> None:
    """Each figure of page one stands there once, with formula, inputs and letters; no later one."""
    text = _briefing(exhibits.end_of_first_page())
    table = text[text.rindex("Figures of the first page, and where they come from") :]

    assert 1 == table.count("1.3 million chips")
    assert "Chips ordered beyond what stock can fill, never below zero." in table
    assert "Orders reported: 2 million chips" in table
    assert "$35.1 billion" not in table


def test_without_a_first_page_there_is_no_such_table() -> None:
    """A notebook that marks no end of its first page gets none."""
    assert "Figures of the first page" not in _briefing()


def test_the_last_page_says_how_it_was_made_and_what_is_attached() -> None:
    """Seed and draws, the files inside, and a line to cite stand there, and in no footer."""
    text = _briefing()

    assert 1 == text.count("65,536 draws from seed 7.")
    assert "Attached to this PDF: briefing.ipynb (the executed notebook); figures.json" in text
    assert f"To cite: {FRONT['citation']}." in text


def test_letters_of_notes_are_no_part_of_words() -> None:
    """In the text of the paper a space parts a letter from the word before it."""
    text = _paper(
        exhibits.headline("T", {}), exhibits.say("Stock{cited}.", cited=CASE.cite("cap_rule"))
    )

    assert "Stocka" not in text
    assert "Stock a" in text


def test_a_note_beside_sliders_has_no_letter_among_the_sources_on_paper() -> None:
    """Paper leaves out the section of sliders, and the letters of the notes in it."""
    live = CASE.on_sliders("orders_chips").evaluate(market.supply_gap)
    text = _paper(
        exhibits.headline("T", {}),
        exhibits.heading("Try your own figures"),
        exhibits.sliders("own", "Own figures", {"Gap": live}),
        exhibits.say("Stock{cited}.", cited=CASE.cite("cap_rule")),
        exhibits.heading("Sources"),
        exhibits.sources(CASE),
    )

    assert "Try your own figures" not in text
    assert CASE.ledger.source_of("cap_rule").publisher in text
