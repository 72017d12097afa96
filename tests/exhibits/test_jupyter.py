"""What JupyterLab gets: charts that need no network, and short words for what a case answers."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import altair as alt
import pytest

from h200analysis import cases, evidence, exhibits
from h200analysis.model import market

CASE = cases.Case(evidence.read("2026-01-15"))


@pytest.fixture
def used() -> Iterator[None]:
    """What `use` turns on, for one test."""
    with alt.theme.enable("default"), alt.renderers.enable("default"):
        exhibits.use()
        yield


DOT = alt.Chart(alt.Data(values=[{"a": 1}]), description="One dot.").mark_point()
VEGALITE = "application/vnd.vegalite.v6+json"


@pytest.mark.usefixtures("used")
@pytest.mark.parametrize(
    ("chart", "opening"),
    [
        (DOT, '<img alt="One dot." width="'),
        (DOT.encode(tooltip="a:Q"), '<iframe title="One dot."'),
        (alt.hconcat(DOT, DOT.interactive(), description="One dot."), '<iframe title="One dot."'),
    ],
)
def test_an_analyst_s_own_chart_needs_no_network(chart: Any, opening: str) -> None:
    """Once `use` is called any Altair chart is a picture, or if it answers a pointer, a page."""
    bundle, metadata = chart._repr_mimebundle_()

    assert {VEGALITE, "text/html", "text/plain"} == bundle.keys()
    assert bundle["text/html"].startswith(opening)
    assert "cdn.jsdelivr.net" not in bundle["text/html"]
    assert "One dot." == metadata[VEGALITE]["alt"]
    assert "Source Sans Pro, sans-serif" == bundle[VEGALITE]["config"]["font"]


ACTIVE = """
from h200analysis import exhibits
import altair
print(altair.renderers.active, altair.theme.active)
"""


def test_without_the_call_altair_stays_as_it_is() -> None:
    """Importing exhibits, and showing one, changes neither Altair's renderer nor its theme."""
    ran = subprocess.run([sys.executable, "-c", ACTIVE], capture_output=True, text=True, check=True)
    chart = exhibits.ladder("x", "T", [exhibits.rung("Orders", CASE.evaluate("orders_chips"))])

    assert "default default" == ran.stdout.strip()
    assert "default" == alt.theme.active
    assert "Source Sans Pro, sans-serif" == chart.spec["config"]["font"]


def test_amounts_in_dollars_are_no_mathematics() -> None:
    """Whatever an exhibit shows in HTML, MathJax passes it by."""
    said = exhibits.say("From {x} to {y}.", x="$20,000", y="$27,000")

    assert said._repr_mimebundle_()["text/html"].startswith('<div class="mathjax_ignore">')


def test_sliders_run_in_jupyterlab_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside the press a live chart is a page of its own; under the press it is left to it."""
    result = CASE.on_sliders("stock_chips").evaluate(market.supply_gap)
    chart = exhibits.sliders("x", "T", {"Gap": result})
    alone, _ = chart._repr_mimebundle_()
    monkeypatch.setenv("H200_PRESS", "1")
    pressed, _ = chart._repr_mimebundle_()

    assert "srcdoc=" in alone["text/html"]
    assert "cdn.jsdelivr.net" not in alone["text/html"]
    assert "text/html" not in pressed
