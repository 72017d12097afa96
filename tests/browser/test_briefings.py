"""The real briefings as a reader opens them: from the file, with the network cut."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from h200analysis import cases, evidence
from h200analysis.exhibits.prose import signs
from h200analysis.exhibits.wording import worded
from h200analysis.model import fulfilment, market, stake
from h200analysis.model.formula import Function
from h200analysis.press import catalogue
from tests.browser.conftest import opened

DAY = "2026-01-15"
BRIEFINGS = tuple(catalogue.read().briefings)
MOVES: dict[str, tuple[str, str, str, str, tuple[Function, ...]]] = {
    # of each briefing: a slider, its parameter, the key pressed thrice, what it then says, figures
    "supply_gap": (
        "Nvidia's stock", "stock_chips", "ArrowRight", "850,000",
        (market.supply_gap, market.gap_at_list, market.fill_rate, fulfilment.months_to_clear),
    ),
    "revenue_at_stake": (
        "Fee rate", "fee_rate", "ArrowLeft", "22%",
        (
            stake.expected_delivered_usd, stake.expected_sale_fee_usd,
            stake.expected_import_duty_usd, stake.expected_net_usd,
        ),
    ),
}  # fmt: skip
VIOLATIONS = """
async () => (await axe.run()).violations
  .filter((found) => ["serious", "critical"].includes(found.impact))
  .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.html}`))
"""


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build every briefing with the command; return the folder of the day."""
    out = tmp_path_factory.mktemp("briefings")
    command = [str(Path(sys.executable).with_name("h200")), "build", "--out", str(out)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 0 == built.returncode, built.stderr
    return out / DAY


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the script of axe-core, fetched by npm; it is no part of the project."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, so axe-core cannot be fetched")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "axe-core@4"]
    fetched = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if fetched.returncode:
        reason = f"npm could not fetch axe-core: {fetched.stderr[-300:]}"
        (pytest.fail if "CI" in os.environ else pytest.skip)(reason)
    return (folder / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def _address(editions: Path, name: str) -> str:
    return (editions / name / "briefing.html").as_uri()


@pytest.fixture(scope="module", params=BRIEFINGS)
def page(request: pytest.FixtureRequest, browser: Browser, editions: Path) -> Iterator[Page]:
    """Open a briefing; it must stay silent and ask for nothing but itself to the end."""
    with opened(browser, _address(editions, request.param)) as ready:
        yield ready


def test_every_chart_is_alive(page: Page) -> None:
    """Each chart has its living view with marks in it, and its picture is gone."""
    charts = page.locator("figure.chart").all()
    assert 2 <= len(charts)
    for chart in charts:
        assert 0 == chart.locator(".picture").count()
        assert 0 < chart.locator(".stage svg .role-mark").locator("path, text").count()


@pytest.mark.parametrize("name", BRIEFINGS)
def test_a_moved_slider_prints_what_python_words(
    browser: Browser, editions: Path, name: str
) -> None:
    """Three steps by keyboard: every figure beside the slider is the formula's, in its words."""
    assert name in MOVES, f"say in MOVES which slider of {name} is moved, and what it then prints"
    label, parameter, key, shown, formulas = MOVES[name]
    case = cases.Case(evidence.read(DAY))
    with opened(browser, _address(editions, name)) as page:
        slider = page.get_by_role("slider", name=label)
        before = _texts(page)
        for _ in range(3):
            slider.press(key)
        after = _texts(page)
        value = slider.evaluate("slider => Number(slider.value)")
        assert shown == slider.get_attribute("aria-valuetext")
        assert shown == slider.locator("xpath=following-sibling::span").text_content()
    assert before != after
    assert _printed(case, case, formulas) <= set(before)
    assert _printed(case, case.let(**{parameter: value}), formulas) <= set(after)


def _texts(page: Page) -> list[str]:
    """Return the words beside the sliders once their view has come to rest."""
    figure = page.locator("figure.chart.live")
    figure.evaluate("async (figure) => { await figure.view.runAsync(); }")
    return figure.locator(".stage svg .role-mark text").all_text_contents()


def _printed(start: cases.Case, moved: cases.Case, formulas: tuple[Function, ...]) -> set[str]:
    """Return the figures that the chart prints, with the signs that they had at the start."""
    outcomes = map(moved.evaluate, formulas)
    marks = [signs(start.evaluate(formula)) for formula in formulas]
    return {worded(o.value, o.unit) + mark for o, mark in zip(outcomes, marks, strict=True)}


@pytest.mark.parametrize("name", BRIEFINGS)
def test_a_briefing_stands_without_scripts(browser: Browser, editions: Path, name: str) -> None:
    """Where no script runs, each chart is a picture with its words, and no button is dead."""
    with opened(browser, _address(editions, name), java_script_enabled=False) as page:
        charts = page.locator("figure.chart").all()
        assert 2 <= len(charts)
        for chart in charts:
            picture = chart.locator(".picture[role=img]")
            assert picture.get_attribute("aria-label")
            assert picture.locator("svg").is_visible()
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
