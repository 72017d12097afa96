"""An analyst's own tables and charts: in the house's form, with the claims that they rest on."""

from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest

from h200analysis import cases, evidence, exhibits
from h200analysis.exhibits.bundle import ExhibitError
from h200analysis.inquiry import frames
from tests.exhibits.unnamed import unnamed

CASE = cases.Case(evidence.read("2026-01-15"))
GAP = CASE.evaluate("supply_gap")


def quarters() -> pd.DataFrame:
    """Return a small table of one's own."""
    frame = pd.DataFrame(
        {
            "revenue": [57.0e9, 81.6e9, None],
            "firms": [3, 12_000, 2026],
            "since": pd.to_datetime(["2025-10-31", "2026-04-30", "NaT"]),
            "is_final": [True, True, False],
            "of": ["Nvidia|x", "Nvidia", None],
        },
        index=pd.Index(["Q3", "Q1", "Q2"], name="Quarter"),
    )
    frame.attrs["units"] = {"revenue": "USD"}
    return frame


def test_a_frame_is_a_table() -> None:
    """Numbers are worded in their units and stand right, days are days, nothing is a dash."""
    made = exhibits.frame(quarters(), "By quarter", sources=CASE.cite("orders_seed"))
    lines = made.markdown.splitlines()

    assert "| Quarter | Revenue | firms | since | Is final | of |" == lines[0]
    assert "| :--- | ---: | ---: | :--- | :--- | :--- |" == lines[1]
    assert "| Q3 | \\$57 billion | 3 | 31 October 2025 | yes | Nvidia\\|x |" == lines[2]
    assert "| Q1 | \\$81\\.6 billion | 12,000 | 30 April 2026 | yes | Nvidia |" == lines[3]
    assert "| Q2 | – | 2026 | – | no | – |" == lines[4]


def test_a_frame_names_its_sources() -> None:
    """Claims, citations and outcomes are told below it, each claim once, and handed over."""
    sources = [CASE.cite("price_seed"), GAP, GAP]
    made = exhibits.frame(quarters(), "By quarter", sources=sources)

    assert {"price_seed", *GAP.claims} == set(made.claims)
    assert "Sources\\: Web article" in unnamed(made.markdown)
    assert (
        "Source: NewsBytes"
        in exhibits.frame(quarters(), "By quarter", sources=CASE.cite("orders_newsbytes")).html
    )
    assert () == exhibits.frame(quarters(), "By quarter").claims


def test_findings_are_printed() -> None:
    """A frame of the package is printed as it is, and a series too."""
    drawn = CASE.drawn(draws=16_384).frame("orders_chips", "supply_gap")
    made = exhibits.frame(drawn.describe().assign(), "Draws", sources=GAP)
    figures = exhibits.frame(frames.frame(GAP)[["label", "value"]], "Figures", sources=GAP)

    assert "Supply gap" in made.markdown
    assert "| supply\\_gap | 1\\.3 million |" in figures.markdown
    assert "| Q3 |" in exhibits.frame(quarters()["revenue"], "A column", sources=GAP).markdown


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: exhibits.frame(pd.DataFrame({"a": range(101)}), "Long"), "has 101 rows"),
        (lambda: exhibits.frame(quarters(), "x", sources=[3]), "3 is no source"),
        (lambda: exhibits.frame(quarters(), "x", sources="orders_seed"), "has no case"),
        (lambda: exhibits.chart(3), "int is no chart"),
    ],
)
def test_what_cannot_be_printed_is_told(call: Any, sentence: str) -> None:
    """Too many rows, no source, no case to find it in, no chart: one sentence each."""
    with pytest.raises(ExhibitError, match=sentence):
        call()


def test_a_chart_is_shown_with_its_sources(tmp_path: Path) -> None:
    """The chart keeps its own title and words, and hands its claims over."""
    drawing = alt.Chart(pd.DataFrame({"a": [1, 2]})).mark_bar().encode(x="a:Q")
    drawing = drawing.properties(title="Ones and twos", description="Two bars.")
    made = exhibits.chart(drawing, sources=GAP)

    assert ("Ones and twos", "Two bars.") == (made.drawing.title, made.drawing.alt)
    assert "title" not in made.drawing.spec
    assert set(GAP.claims) == set(made.drawing.claims)
    assert made.sources is not None
    assert "Sources\\: NewsBytes" in unnamed(made.sources.markdown)
    assert exhibits.chart(drawing, "Other", "Words.").sources is None


class Figure:
    """What matplotlib calls a figure, as far as it is asked here."""

    def savefig(self, file: Any, **_: Any) -> None:
        """Write something."""
        file.write(b"png")


def test_a_figure_of_matplotlib_is_a_picture_with_sources() -> None:
    """It is shown as a picture with its words, and hands its claims over."""
    made = exhibits.chart(Figure(), "A figure", "Two lines.", sources=GAP)
    data, told = made.drawing._repr_mimebundle_()

    assert "cG5n" == data["image/png"]
    assert "A figure. Two lines." == told["image/png"]["alt"]
    assert set(GAP.claims) == set(data["application/vnd.h200.claims+json"])
