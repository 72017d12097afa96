"""The very formula runs in the browser: every figure on sliders against plain Python."""

import math
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from playwright.sync_api import Browser, Page, expect

from h200analysis import cases, evidence, exhibits
from h200analysis.cases.expression import Expression, symbols
from h200analysis.cases.formulas import formulas
from h200analysis.model import market
from h200analysis.model.arithmetic import maximum
from h200analysis.model.formula import Function
from h200analysis.model.units import Chips
from tests.browser.conftest import chart_cell, opened, page_of

SETTINGS = 40
SCENARIOS = ("central", "import_duty", "half_firm")
LEDGER = evidence.read("2026-01-15")
SLIDERS = [name for name, parameter in LEDGER.parameters.items() if parameter.slider]
LIVE = {name: cases.Case(LEDGER, name).on_sliders(*SLIDERS) for name in SCENARIOS}
# Within the ranges of price and cost their divisors change sign, or a chip left over would bring
# more than it cost. They are refused there, where a browser would still give a number, such as a
# share above 1. No page slides them.
NOT_SLID = {
    "chance_needed_for_whole_stock",
    "chance_needed_to_ship_stock",
    "critical_ratio",
    "critical_ratio_with_duty",
    "lerner_quantity_share",
}
STILL = {"duty_collected_usd"}  # nothing had been delivered by January
ROUNDED = {"pow", "log", "exp"}  # which browsers may round otherwise in the last digit


def _symbolic(name: str) -> Any:
    """Return a formula over the sliders, or nothing where the ledger lacks what it takes."""
    try:
        return LIVE["central"].compute(name).value
    except (cases.BindingError, evidence.NotKnownError):
        return None


def _operations(expression: Any) -> set[str]:
    """Return the operations that a formula is made of, its parts included."""
    found, open_ = set(), [expression]
    seen: set[int] = set()
    while open_:
        node = open_.pop()
        if isinstance(node, Expression) and id(node) not in seen:
            seen.add(id(node))
            found.add(node.operation)
            open_.extend(node.operands)
    return found


SYMBOLIC = {
    name: _symbolic(name)
    for name, formula in formulas().items()
    if isinstance(formula.result, str) and name not in NOT_SLID
}
SLID = [name for name, value in SYMBOLIC.items() if symbols(value)]
WITH_ROOT = {name for name in SLID if _operations(SYMBOLIC[name]) & ROUNDED}
READ = """
async ([settings, names]) => {
  const view = document.querySelector("#register").view;
  const readings = [];
  for (const setting of settings) {
    for (const [slider, value] of Object.entries(setting)) view.signal(slider, value);
    await view.runAsync();
    readings.push(Object.fromEntries(names.map((name) => [name, view.signal(name)])));
  }
  return readings;
}
"""

Reading = tuple[dict[str, float], dict[str, float]]  # where sliders stand, what formulas give


def _settings(live: cases.LiveCase) -> list[dict[str, float]]:
    """Return where the sliders are put: all at either end, then anywhere, often at an end."""
    slides = live.slides()
    chance = random.Random(11)  # noqa: S311 -- nothing secret
    low, high = {s.name: s.low for s in slides}, {s.name: s.high for s in slides}
    anywhere = [{s.name: _somewhere(chance, s) for s in slides} for _ in range(SETTINGS - 2)]
    return [low, high, *anywhere]


def _somewhere(chance: random.Random, slide: cases.Slide) -> float:
    return chance.choice([slide.low, slide.high, *[chance.uniform(slide.low, slide.high)] * 4])


def _page(live: cases.LiveCase, folder: Path) -> str:
    chart = exhibits.sliders("register", "All", {name: live.evaluate(name) for name in SLID})
    return page_of([chart_cell(chart.spec, "register")], folder)


@pytest.fixture(scope="module")
def readings(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Reading]]:
    """Read every formula in the browser at every setting, under each scenario."""
    read: dict[str, list[Reading]] = {}
    for scenario, live in LIVE.items():
        settings = _settings(live)
        with opened(browser, _page(live, tmp_path_factory.mktemp(scenario))) as page:
            assert len(live.slides()) == page.get_by_role("slider").count()
            given = page.evaluate(READ, [settings, SLID])
        read[scenario] = list(zip(settings, given, strict=True))
    return read


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("name", SLID)
def test_browser_and_python_agree(
    readings: dict[str, list[Reading]], name: str, scenario: str
) -> None:
    """At every setting the browser gives Python's number; of what Python refuses, no number."""
    case = cases.Case(LEDGER, scenario)
    for setting, given in readings[scenario]:
        try:
            expected = case.let(**setting).evaluate(name).value
        except ValueError:  # a divisor slid to zero
            assert not math.isfinite(given[name]), setting
            continue
        near = pytest.approx(expected, rel=1e-12, abs=0) if name in WITH_ROOT else expected
        assert near == given[name], setting


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_settings_are_worth_trying(readings: dict[str, list[Reading]], scenario: str) -> None:
    """Both ends of each slider are tried, and every figure that can move is seen to."""
    tried = [setting for setting, _ in readings[scenario]]
    for slide in LIVE[scenario].slides():
        at = [setting[slide.name] for setting in tried]
        assert (slide.low, slide.high) == (min(at), max(at))
    given = [figures for _, figures in readings[scenario]]
    still = {name for name in SLID if len({figures[name] for figures in given}) == 1}
    assert scenario == "half_firm" or still <= STILL  # there the orders do not slide


def stock_chips(stock_chips: Chips) -> Chips:
    """A formula of one's own, called like the slider that it takes."""
    return stock_chips / 2


def supply_gap(orders_chips: Chips, stock_chips: Chips) -> Chips:
    """A formula of one's own, called like one of the library."""
    return maximum(orders_chips / 2 - stock_chips, 0)


def test_formulas_of_ones_own_follow_sliders(browser: Browser, tmp_path: Path) -> None:
    """Beside the library's of the same name each follows the slider, and the slider stays one."""
    live = cases.Case(LEDGER).on_sliders("orders_chips", "stock_chips")
    asked: dict[str, Function] = {"Half": stock_chips, "Firm": supply_gap, "Gap": market.supply_gap}
    chart = exhibits.sliders("own", "Own", {label: live.evaluate(f) for label, f in asked.items()})
    names = ["notebook_stock_chips", "notebook_supply_gap", "supply_gap"]
    settings = [
        {"orders_chips": 2e6, "stock_chips": 7e5},
        {"orders_chips": 3e6, "stock_chips": 4e5},
    ]

    expected = [(350_000, 300_000, 1_300_000), (200_000, 1_100_000, 2_600_000)]

    with opened(browser, page_of([chart_cell(chart.spec, "register")], tmp_path)) as page:
        given = page.evaluate(READ, [settings, names])

    assert [dict(zip(names, row, strict=True)) for row in expected] == given


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return where a page lies whose reader may move two sliders."""
    live = cases.Case(LEDGER).on_sliders("orders_chips", "stock_chips")
    results = {"Shortfall": live.evaluate(market.supply_gap)}
    shown = exhibits.sliders("gap", "The gap", results)._repr_mimebundle_()
    output = new_output("display_data", data=shown[0], metadata=shown[1])
    cells = [new_markdown_cell("# Title"), new_code_cell("code", outputs=[output])]
    return page_of(cells, tmp_path_factory.mktemp("asked"))


@pytest.fixture
def page(browser: Browser, asked: str) -> Iterator[Page]:
    """Open that page until its sliders can be moved."""
    with opened(browser, asked) as ready:
        yield ready


def test_a_link_at_the_top_leads_to_the_sliders(page: Page) -> None:
    """It is the first link after that to the briefing itself."""
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Try your own figures")).to_be_focused()
    page.keyboard.press("Enter")
    assert "#gap" == page.evaluate("() => location.hash")
    page.keyboard.press("Tab")
    expect(page.get_by_role("slider").first).to_be_focused()


def test_a_slider_shows_its_ends_and_steps(page: Page) -> None:
    """Below it stand the least, the most, and the step between two values."""
    slide = LIVE["central"].slides()
    (orders,) = [it for it in slide if it.name == "orders_chips"]
    told = f"{orders.low:,.0f} to {orders.high:,.0f}, in steps of {orders.step:,.0f}"
    assert told == page.locator(".bounds").first.text_content()


def test_reset_puts_every_slider_back(page: Page) -> None:
    """After a move one button brings back the figures that the briefing prints."""
    first, second = page.get_by_role("slider").all()
    starts = [first.input_value(), second.input_value()]
    for slider in (first, second):
        slider.press("ArrowRight")
    assert starts != [first.input_value(), second.input_value()]
    page.get_by_role("button", name="Reset").click()
    expect(first).to_have_value(starts[0])
    expect(second).to_have_value(starts[1])
    expect(page.locator("figure.live .stage svg")).to_contain_text("1.3 million chips")


def test_results_are_said_once_the_sliders_rest(page: Page) -> None:
    """Who hears the page is told the result, politely, and nothing before a move."""
    said = page.get_by_role("status")
    assert "" == said.text_content()
    page.get_by_role("slider").first.press("ArrowRight")
    expect(said).to_have_text(re.compile(r"^Shortfall: 1\.\d+ million chips$"))
