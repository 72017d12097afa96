"""The page in a real browser, with the network cut."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest
from nbformat.v4 import new_markdown_cell
from playwright.sync_api import Browser, Page

from tests.browser.conftest import chart_cell, opened, page_of


def _bars() -> dict[str, Any]:
    rows = pd.DataFrame({"what": ["orders", "stock"], "chips": [2_000_000, 700_000]})
    spec: dict[str, Any] = alt.Chart(rows).mark_bar().encode(x="chips", y="what").to_dict()
    return spec


def _slider() -> dict[str, Any]:
    fee = alt.param(
        "fee", value=0.25, bind=alt.binding_range(min=0, max=0.5, step=0.05, name="Fee")
    )
    chart = alt.Chart(pd.DataFrame({"x": [0]})).transform_calculate(net="27000 * (1 - fee)")
    spec: dict[str, Any] = chart.mark_text().encode(text="net:Q").add_params(fee).to_dict()
    return spec


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return where the page of a notebook with a still and a live chart lies."""
    cells = [
        new_markdown_cell("# Title\n\nText^[Note.]"),
        chart_cell(_bars(), "bars"),
        chart_cell(_slider(), "fee"),
    ]
    return page_of(cells, tmp_path_factory.mktemp("page"))


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the page until all is drawn."""
    with opened(browser, address) as ready:
        yield ready


def test_charts_are_drawn_alive(page: Page) -> None:
    """Each picture gives way to its living chart, which still says what it shows."""
    assert 2 == page.locator("figure.chart .stage svg").count()
    assert 0 == page.locator("figure.chart .picture").count()
    assert "The chart bars" == page.locator("#bars .stage").get_attribute("aria-label")


def test_moved_slider_changes_the_chart(page: Page) -> None:
    """A slider is worked by keyboard, and the chart shows what its formula gives."""
    slider = page.get_by_role("slider", name="Fee")
    slider.focus()
    slider.press("ArrowRight")
    page.evaluate("() => document.querySelector('#fee').view.runAsync()")
    assert 0.3 == page.evaluate("() => document.querySelector('#fee').view.signal('fee')")
    assert "18900" == page.locator("#fee .stage svg text").first.text_content()


def test_nothing_leaks_into_the_window(page: Page, tmp_path: Path) -> None:
    """The page's scripts leave no name of theirs behind."""
    ids = {"main", "bars", "fee", "notes"}  # browsers name elements in the window by themselves
    fresh = page.context.new_page()
    (tmp_path / "empty.html").touch()
    fresh.goto((tmp_path / "empty.html").as_uri())
    own = set(fresh.evaluate("() => Object.keys(window)"))
    assert set() == set(page.evaluate("() => Object.keys(window)")) - own - ids


def test_code_opens_by_button(page: Page) -> None:
    """One button shows all code and hides it again; shown, each cell closes and opens alone."""
    cells, code = page.locator("details.code"), page.locator("details.code pre")
    assert [False, False] == [cells.nth(n).is_visible() for n in range(2)]
    page.get_by_role("button", name="Show code").click()
    assert [True, True] == [code.nth(n).is_visible() for n in range(2)]
    page.locator("details.code summary").nth(1).click()
    assert [True, False] == [code.nth(n).is_visible() for n in range(2)]
    page.get_by_role("button", name="Hide code").click()
    assert [False, False] == [cells.nth(n).is_visible() for n in range(2)]


def test_a_slider_says_its_value(page: Page) -> None:
    """Beside a slider stands its number as a reader writes it, and a screen reader hears it."""
    slider = page.get_by_role("slider", name="Fee")
    assert "0.25" == slider.get_attribute("aria-valuetext")
    slider.press("ArrowLeft")
    page.evaluate("() => document.querySelector('#fee').view.runAsync()")
    assert "0.2" == slider.get_attribute("aria-valuetext")
    assert "0.2" == page.locator(".vega-bind input + span").text_content()


def test_page_stands_without_scripts(browser: Browser, address: str) -> None:
    """Where no script runs, charts are there as pictures, and code opens cell by cell."""
    with opened(browser, address, java_script_enabled=False) as still:
        pictures = still.locator("figure.chart .picture[role=img] svg")
        assert [True, True] == [pictures.nth(n).is_visible() for n in range(2)]
        assert still.locator("details.code summary").first.is_visible()


def test_picture_stays_where_drawing_fails(browser: Browser, address: str, tmp_path: Path) -> None:
    """A chart that the browser cannot draw leaves its picture standing."""
    text = Path(address.removeprefix("file://")).read_text(encoding="utf-8")
    broken = text.replace('"mark": {"type": "bar"}', '"mark": {"type": "nonsense"}')
    assert broken != text
    path = tmp_path / "broken.html"
    path.write_text(broken, encoding="utf-8")
    context = browser.new_context(offline=True)
    opened = context.new_page()
    opened.goto(path.as_uri())
    opened.wait_for_function("() => document.querySelector('#fee').view")
    assert opened.locator("#bars .picture svg").is_visible()
    assert not opened.locator("#bars .stage").is_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 800, 1600])
def test_page_never_scrolls_sideways(page: Page, width: int) -> None:
    """At any width the page fits; what is wider scrolls inside itself."""
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_a_list_of_two_texts_reads_as_one(browser: Browser, tmp_path: Path) -> None:
    """The gap between its texts is that between any two of its points."""
    cells = [new_markdown_cell("# Title"), *map(new_markdown_cell, ("- one\n- two", "- three"))]
    with opened(browser, page_of(cells, tmp_path)) as ready:
        one, two, three = (each.bounding_box() for each in ready.locator("main li").all())

    assert one
    assert two
    assert three
    assert two["y"] - one["y"] == pytest.approx(three["y"] - two["y"], abs=0.5)
