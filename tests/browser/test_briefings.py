"""The real briefings as a reader opens them: from the file, with the network cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from h200analysis import cases, evidence, futures
from h200analysis.exhibits.prose import signs
from h200analysis.exhibits.wording import TABLE, digits_allowed, worded
from h200analysis.model import fulfilment, market, stake, substitution
from h200analysis.model.formula import Function
from h200analysis.press import catalogue
from tests.browser.conftest import VIOLATIONS, opened

DAY = "2026-01-15"
BRIEFINGS = tuple(catalogue.read().briefings)
MOVES: dict[str, tuple[str, str, str, str, tuple[Function, ...]]] = {
    # of each briefing: a slider, its parameter, the key pressed thrice, what it then says, figures
    "supply_gap": (
        "Nvidia’s stock", "stock_chips", "ArrowRight", "850,000",
        (market.supply_gap, market.gap_at_list, market.fill_rate, fulfilment.months_to_clear),
    ),
    "revenue_at_stake": (
        "Fee rate", "fee_rate", "ArrowLeft", "22%",
        (
            stake.delivered_usd, stake.open_orders_usd, stake.gone_usd,
            stake.sale_fee_usd, stake.import_duty_usd, stake.net_usd,
        ),
    ),
    "fee": (
        "Fee rate", "fee_rate", "ArrowLeft", "22%",
        (stake.import_duty_usd, stake.sale_fee_usd),
    ),
    "compute_gap": (
        "Nvidia’s stock", "stock_chips", "ArrowRight", "850,000",
        (
            substitution.domestic_supply, substitution.months_to_replace_as_made,
            substitution.stock_in_910c_by_compute, substitution.stock_in_910c_by_bandwidth,
            substitution.stock_in_910c_by_memory,
        ),
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def editions(archive: Path) -> Path:
    """The folder of the day, with every briefing."""
    return archive / DAY


def _address(editions: Path, name: str) -> str:
    return (editions / name / "1" / "briefing.html").as_uri()


@pytest.fixture(scope="module", params=BRIEFINGS)
def page(request: pytest.FixtureRequest, browser: Browser, editions: Path) -> Iterator[Page]:
    """Open a briefing; it must stay silent and ask for nothing but itself to the end."""
    with opened(browser, _address(editions, request.param)) as ready:
        yield ready


def test_only_what_answers_is_alive(page: Page) -> None:
    """A chart with sliders has its living view, its picture gone; any other stays a picture."""
    charts = page.locator("figure.chart").all()
    live = page.locator("figure.chart.live").all()
    name = Path(page.url).parents[1].name
    assert len(live) == (name in MOVES), f"say in MOVES which slider of {name} is moved, and how"
    assert len(live) < len(charts)
    for chart in live:
        assert 0 == chart.locator(".picture").count()
        assert 0 < chart.locator(".stage svg .role-mark").locator("path, text").count()
    assert len(charts) - len(live) == page.locator("figure.chart .picture").count()


@pytest.mark.parametrize(("width", "shown"), [(390, "narrow"), (480, "narrow"), (1280, "wide")])
def test_a_chart_fits_the_screen(page: Page, width: int, shown: str) -> None:
    """On a telephone a chart is drawn narrow: no word is cut off or smaller than 14 pixels."""
    least = 14 if shown == "narrow" else 11
    page.set_viewport_size({"width": width, "height": 900})
    for picture in page.locator("figure.chart:not(.live) .picture").all():
        drawn = picture.locator("svg >> visible=true")
        assert 1 == drawn.count()
        assert shown == drawn.evaluate("svg => svg.parentElement.className")
        assert [] == drawn.evaluate(CUT_OFF)
        assert drawn.evaluate(SMALLEST) >= least
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 720})


CUT_OFF = """svg => [...svg.querySelectorAll("text")].filter((text) => {
  const box = text.getBoundingClientRect();
  return box.left < 0 || box.right > window.innerWidth;
}).map((text) => text.textContent)"""
SMALLEST = """svg => Math.min(...[...svg.querySelectorAll("text")].map((text) =>
  parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a))"""


@pytest.mark.parametrize("name", MOVES)
def test_a_moved_slider_prints_what_python_words(
    browser: Browser, editions: Path, name: str
) -> None:
    """Three steps by keyboard: every figure beside the slider is the formula's, in its words."""
    label, parameter, key, shown, formulas = MOVES[name]
    case = futures.over(cases.Case(evidence.read(DAY))).at_mean()
    with opened(browser, _address(editions, name)) as page:
        slider = page.get_by_role("slider", name=label)
        before = _texts(page)
        for _ in range(3):
            slider.press(key)
        after = _texts(page)
        value = slider.evaluate("slider => Number(slider.value)")
        assert shown == slider.get_attribute("aria-valuetext")
        assert shown == slider.locator("xpath=following-sibling::span[not(@class)]").text_content()
    assert before != after
    assert _printed(case, case, formulas) <= set(before)
    assert _printed(case, case.let(**{parameter: value}), formulas) <= set(after)


def _texts(page: Page) -> list[str]:
    """Return the words beside the sliders once their view has come to rest."""
    figure = page.locator("figure.chart.live")
    figure.evaluate("async (figure) => { await figure.view.runAsync(); }")
    return figure.locator(".stage svg .role-mark text").all_text_contents()


def _printed(start: cases.Case, moved: cases.Case, formulas: tuple[Function, ...]) -> set[str]:
    """Return the figures that the chart prints, with the digits and signs of the start."""
    pairs = [(start.evaluate(formula), moved.evaluate(formula)) for formula in formulas]
    return {
        worded(now.value, now.unit, digits_allowed(was.value, was.error, TABLE)) + signs(was)
        for was, now in pairs
    }


@pytest.mark.parametrize("name", BRIEFINGS)
def test_a_briefing_stands_without_scripts(browser: Browser, editions: Path, name: str) -> None:
    """Where no script runs, each chart is a picture with its words, and no button is dead."""
    with opened(browser, _address(editions, name), java_script_enabled=False) as page:
        charts = page.locator("figure.chart").all()
        assert 1 <= len(charts)
        for chart in charts:
            picture = chart.locator(".picture[role=img]")
            assert picture.get_attribute("aria-label")
            assert 1 == picture.locator("svg >> visible=true").count()
        assert 0 == page.get_by_role("button").count()


@pytest.mark.parametrize("name", BRIEFINGS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(
    browser: Browser, editions: Path, axe: str, name: str, scheme: str
) -> None:
    """No serious or critical violation of the accessibility rules, by day or by night."""
    with opened(browser, _address(editions, name), color_scheme=scheme) as page:
        page.get_by_role("button", name="Show code").click()
        page.evaluate(axe)
        assert [] == page.evaluate(VIOLATIONS)
