"""The gate refuses what must not be published, and names each reason."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import altair as alt
import nbformat
import pytest

from h200analysis import evidence, exhibits, study
from h200analysis.model import market
from h200analysis.press import gate
from h200analysis.press.figures import figures
from h200analysis.press.html import BriefingHTMLExporter
from h200analysis.press.pdf import BriefingPDFExporter

LEDGER = evidence.read("2026-01-15")
CASE = study.Case(LEDGER)
VEGALITE = "application/vnd.vegalite.v6+json"


def _bundles() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    gap = CASE.evaluate(market.supply_gap)
    chart = exhibits.ladder("x", "A chart", [exhibits.rung("Gap", gap)])
    plain = [
        exhibits.headline("Orders exceed stock by about {gap}.", gap=gap),
        exhibits.say("That is {worth} at list.", worth=CASE.evaluate(market.gap_at_list)),
        exhibits.table("A table", ["Quantity", "Figure"], [["Gap", gap]]),
    ]
    return [(made._repr_mimebundle_(), {}) for made in plain] + [chart._repr_mimebundle_()]


def _notebook(bundles: list[tuple[dict[str, Any], dict[str, Any]]]) -> Any:
    cells = []
    for number, (data, metadata) in enumerate(bundles, start=1):
        output = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
        cells.append(nbformat.v4.new_code_cell("show", outputs=[output], id=f"cell-{number}"))
    told = {"as_of": "2026-01-15", "footer": "A footer.", "language": "en"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"h200": told})


def _work(bundles: list[tuple[dict[str, Any], dict[str, Any]]]) -> gate.Work:
    notebook = _notebook(bundles)
    html, told = BriefingHTMLExporter().from_notebook_node(notebook)
    pdf, told_again = BriefingPDFExporter().from_notebook_node(notebook)
    faults = (*told["faults"], *told_again["faults"])
    return gate.Work(html, pdf, figures(notebook), faults, LEDGER)


@pytest.fixture(scope="module")
def sound() -> gate.Work:
    """An edition without fault."""
    return _work(_bundles())


def test_a_sound_edition_passes(sound: gate.Work) -> None:
    """The gate has nothing against sound work."""
    assert [] == gate.refusals(sound)


def _with_chart(change: Callable[[dict[str, Any], dict[str, Any]], None]) -> list[str]:
    bundles = _bundles()
    data, metadata = bundles[-1]
    change(data, metadata)
    return gate.refusals(_work(bundles))


def test_a_missing_alternative_text_is_refused() -> None:
    """A chart that cannot be told to who cannot see it names its cell."""
    reasons = _with_chart(lambda data, metadata: metadata[VEGALITE].pop("alt"))

    assert any("cell 4" in reason and "alternative text" in reason for reason in reasons)


def test_a_chart_that_did_not_draw_is_refused() -> None:
    """A specification that Vega-Lite refuses leaves no picture, and no edition."""
    reasons = _with_chart(lambda data, metadata: data.update({VEGALITE: {"mark": "nothing"}}))

    assert any("cell 4" in reason for reason in reasons)


def test_a_chart_that_loads_its_data_is_refused() -> None:
    """Data from afar cannot be drawn without a network, and may change tomorrow."""
    spec = alt.Chart("https://example.org/data.csv").mark_point().encode(x="a:Q").to_dict()

    assert _with_chart(lambda data, metadata: data.update({VEGALITE: spec}))


def test_an_error_output_is_refused() -> None:
    """A cell that failed is named."""
    notebook = _notebook(_bundles())
    error = nbformat.v4.new_output("error", ename="ValueError", evalue="no", traceback=["no"])
    notebook.cells[1]["outputs"].append(error)
    _, told = BriefingHTMLExporter().from_notebook_node(notebook)

    assert any("cell 2" in fault for fault in told["faults"])


@pytest.mark.parametrize(
    ("inserted", "reason"),
    [
        ('<script src="https://cdn.example.org/vega.js"></script>', "<script> loads https://cdn"),
        ('<img src="//example.org/a.png" alt="x">', "<img> loads //example.org"),
        ('<link rel="stylesheet" href="https://example.org/a.css">', "<link> loads"),
        ("<style>@import 'https://example.org/a.css';</style>", "a style loads something"),
        ("<style>body{background:url(https://example.org/a.png)}</style>", "a style loads"),
        ("<p>Error loading script: https://example.org</p>", "error text “Error loading script”"),
        ("<p>Traceback (most recent call last)</p>", "the error text"),
        ("<p>The gap is {gap}.</p>", "prints {gap}, a figure that was never filled in"),
        ("<p>The gap is {spread.low:2}.</p>", "prints {spread.low:2}"),
        ("<p>The gap is nan chips.</p>", "prints 'nan' where a figure belongs"),
        ("<p>The gap is None.</p>", "prints 'None'"),
        ('<figure class="chart"><div role="img" aria-label="x"></div></figure>', "did not draw"),
    ],
)
def test_a_spoilt_page_is_refused(sound: gate.Work, inserted: str, reason: str) -> None:
    """A remote load, an error text, an unresolved figure, a blank chart: each has its sentence."""
    html = sound.html.replace("</main>", f"{inserted}</main>")
    assert html != sound.html

    assert any(reason in told for told in gate.refusals(replace(sound, html=html)))


def test_a_link_is_welcome(sound: gate.Work) -> None:
    """What a reader may follow is no load."""
    html = sound.html.replace("</main>", '<a href="https://example.org">x</a></main>')

    assert [] == gate.refusals(replace(sound, html=html))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"value": None}, "expected a number"),
        ({"value": float("nan")}, "expected a number"),
        ({"text": "1.4 million chips"}, "is not to be seen in the page"),
        ({"claims": ["orders_of_march"]}, "'orders_of_march', which nobody knew on 2026-01-15"),
    ],
)
def test_an_unsound_figure_is_refused(
    sound: gate.Work, changed: dict[str, Any], reason: str
) -> None:
    """A figure without value, one that is not printed, one that rests on a later claim."""
    spoilt = [{**sound.figures[0], **changed}, *sound.figures[1:]]

    assert any(reason in told for told in gate.refusals(replace(sound, figures=spoilt)))


def test_an_unfilled_figure_never_leaves_the_notebook() -> None:
    """A template whose figure is not given fails at once, with its name."""
    with pytest.raises(KeyError, match="gap"):
        exhibits.say("The gap is {gap}.")


def test_a_pdf_of_another_hand_is_refused(sound: gate.Work) -> None:
    """Without title, language and tags a PDF shuts readers out."""
    import io

    from pypdf import PdfWriter

    blank = PdfWriter()
    blank.add_blank_page(100, 100)
    buffer = io.BytesIO()
    blank.write(buffer)
    reasons = gate.refusals(replace(sound, pdf=buffer.getvalue()))

    assert {
        "PDF: the document has no title.",
        "PDF: the document names no language.",
        "PDF: the document is not tagged.",
    } <= set(reasons)
