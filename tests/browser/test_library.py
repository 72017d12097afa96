"""The library as a reader meets it: from files or a strict server, by mouse or keyboard."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from h200analysis.delivery.library import rendering
from h200analysis.delivery.library.comparison import change
from h200analysis.delivery.library.publishing import publish
from h200analysis.exhibits import wording
from tests.browser.conftest import VIOLATIONS
from tests.delivery.library.conftest import HOSTILE, TITLES, fill
from tests.delivery.library.fakes import figure, stand

MARCH = "editions/2026-03-10/supply_gap/1"
PAGES = (
    "index.html", "days.html", "days/2026-03-11.html", "briefings/supply_gap.html",
    "latest/supply_gap/index.html", "compare.html", "search.html", "claims.html",
    "claims/orders_seed.html", "scores.html", f"{MARCH}/index.html",
    "editions/2026-03-11/supply_gap/1/index.html", "editions/2026-05-20/supply_gap/1/changes.html",
)  # fmt: skip
UNITS = ("chip", "USD", "share", "ratio", "month", "USD/chip", "CNY", "percentage point", "1/week")
CELLS = """
(selector) => [...document.querySelectorAll(`${selector} tbody tr`)]
  .map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\\s+/g, " ").trim()))
"""


def _values() -> list[float]:
    chance = random.Random(5)  # noqa: S311 - any numbers will do
    ties = [(n + 0.5) * 10.0**power for n in (0, 1, 9, 12, 99, 104) for power in range(-5, 11)]
    sizes = [10 ** chance.uniform(-4, 13) for _ in range(60)]
    return [0.0, 1.0, 999.5, 999_999.0, 1e6, 9.95e8, *ties, *sizes]


def _many(seed: int, count: int) -> list[dict[str, Any]]:
    """Return figures of every unit, some as in another edition, some only here."""
    chance = random.Random(seed)  # noqa: S311 - any numbers will do
    names = chance.sample([f"figure_{number}" for number in range(60)], count)
    return [
        figure(
            name,
            1000.0 if name.endswith("0") else 10 ** chance.uniform(-2, 10),
            unit=UNITS[int(name[7:]) % len(UNITS)],
            error=chance.choice([None, 1e6]),
            exhibit=chance.choice(["say", "months"]),
        )
        for name in sorted(names)
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of small editions of March and May."""
    folder = tmp_path_factory.mktemp("library")
    fill(folder / "editions")
    for day, seed in (("2026-05-14", 1), ("2026-05-20", 2)):
        figures = [figure("delivered_chips", 10_000.0 * seed), *_many(seed, 50)]
        figures += [figure("by_month", 10.0 * seed), figure("by_month", 30.0 * seed)]
        figures += [figure("by_lot", 10.0 * seed + lot) for lot in range(seed + 1)]
        records = {f"claims.{name}": str(seed) for name in ("orders_seed", "stock_seed")}
        stand(folder / "editions", f"{day}/supply_gap/1", figures, f"As of {day}", "Soon.",
              records | {f"parameters.of_{day}": "1"})  # fmt: skip
    publish(folder / "editions", folder / "site", titles=TITLES)
    return folder / "site"


class _Strict(SimpleHTTPRequestHandler):
    """Serves a library with its policy as a header; an edition's own page brings its own."""

    def end_headers(self) -> None:
        if "/briefing" not in self.path.replace("/briefings/", "/"):
            self.send_header("Content-Security-Policy", rendering.POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """Serve the library on this machine; return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def _reading(browser: Browser, **settings: Any) -> Iterator[Page]:
    """Open a page that must stay silent, and asks for nothing outside the library."""
    context = browser.new_context(**settings)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda asked: said.append(asked.url) if _is_outside(asked.url) else None)
    yield page
    assert [] == said
    context.close()


def _is_outside(url: str) -> bool:
    return not url.startswith(("file://", "http://127.0.0.1:"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a browser window with the network cut."""
    with _reading(browser, offline=True) as ready:
        yield ready


def _by_search(page: Page) -> None:
    page.get_by_role("searchbox", name="Search editions and claims").fill("supply gap 10 march")
    _found(page).filter(has_text="10 March 2026").get_by_role("link").click()


def _found(page: Page) -> Locator:
    """Return what a search has found."""
    return page.get_by_role("search").get_by_role("listitem")


def _by_day(page: Page) -> None:
    page.get_by_role("link", name="March 2026", exact=True).click()
    page.get_by_role("link", name="10 March 2026").click()
    page.get_by_role("link", name="Data and citation of Supply gap of 10 March 2026").click()


@pytest.mark.parametrize("way", [_by_search, _by_day])
def test_a_stranger_finds_compares_and_downloads(
    page: Page, site: Path, way: Callable[[Page], None]
) -> None:
    """From the first page to an edition of March, its comparison with the latest, and its data."""
    page.goto((site / "index.html").as_uri())

    way(page)
    page.get_by_role("link", name="Compare with the latest edition").click()
    page.get_by_role("heading", name="Figures that moved").wait_for()

    told = page.get_by_role("status").text_content()
    assert told == "Supply gap, 10 March 2026, compared with Supply gap, 20 May 2026."
    row = page.get_by_role("row").filter(has_text="40,000 chips")
    assert ["40,000 chips", "20,000 chips", "−20,000 chips (−50%)"] == [
        cell.text_content() for cell in row.get_by_role("cell").all()
    ]
    with page.expect_download() as awaited:
        name = "Download figures (CSV) of Supply gap, 10 March 2026"
        page.get_by_role("link", name=name).click()
    assert awaited.value.path().read_bytes() == (site / MARCH / "figures.csv").read_bytes()


def test_the_same_way_by_keyboard_alone(page: Page, site: Path) -> None:
    """Tab and Enter reach the search, the edition and the comparison; each stop can be seen."""
    page.goto((site / "index.html").as_uri())

    _tab_to(page, "Search editions and claims")
    page.keyboard.type("10 march supply")
    for link in ("Two million chips are wanted", "Compare with the latest edition"):
        _tab_to(page, link)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    page.get_by_role("heading", name="Figures that moved").wait_for()
    _tab_to(page, "Swap")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text(
        "Supply gap, 20 May 2026, compared with Supply gap, 10 March 2026."
    )
    assert "from=2026-05-20" in page.evaluate("location.hash")


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called by a name; each stop has an outline."""
    for _ in range(60):
        page.keyboard.press("Tab")
        told = page.evaluate("""() => {
          const at = document.activeElement;
          const style = getComputedStyle(at);
          return [at.labels?.[0]?.textContent ?? at.textContent, style.outlineStyle];
        }""")
        assert told[1] != "none", f"{told[0]} has the focus, and nothing shows it"
        if told[0].strip() == name:
            return
    pytest.fail(f"Tab never reached {name!r}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(browser: Browser, site: Path, axe: str, scheme: str) -> None:
    """No serious or critical violation of the accessibility rules on any page, by day or night."""
    with _reading(browser, offline=True, color_scheme=scheme) as page:
        for path in PAGES:
            page.goto((site / path).as_uri())
            page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
            page.evaluate(axe)
            assert [] == page.evaluate(VIOLATIONS), path


def test_pages_fit_the_screen(browser: Browser, site: Path) -> None:
    """At the width of a telephone no page scrolls sideways."""
    with _reading(browser, offline=True, viewport={"width": 320, "height": 700}) as page:
        for path in PAGES:
            page.goto((site / path).as_uri())
            page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_strict_server_changes_nothing(browser: Browser, served: str, site: Path) -> None:
    """With the policy as a header every page is silent and whole; search and comparison work."""
    with _reading(browser) as page:
        for path in (*PAGES, f"{MARCH}/briefing.html"):
            answer = page.goto(f"{served}/{path}")
            assert answer is not None
            assert answer.ok, path
        page.goto(f"{served}/search.html?q=stock")
        assert _found(page).filter(has_text="Claim").count() > 0
        page.goto(f"{served}/compare.html#from=2026-03-10/supply_gap/1&to=latest")
        page.get_by_role("heading", name="Figures that moved").wait_for()


def test_the_browser_compares_as_the_page_that_needs_no_script(page: Page, site: Path) -> None:
    """Moved, new, gone and unmoved figures, and the reasons, are the same to the letter in both."""
    page.goto((site / "editions/2026-05-20/supply_gap/1/changes.html").as_uri())
    still = _told(page)
    page.goto(
        f"{(site / 'compare.html').as_uri()}"
        "#from=2026-05-14/supply_gap/1&to=2026-05-20/supply_gap/1"
    )
    page.get_by_role("heading", name="Figures that moved").wait_for()

    assert still == _told(page)
    assert all(len(part) > 0 for part in still.values())


def _told(page: Page) -> dict[str, Any]:
    """Return all that a comparison says, part by part."""
    parts = ("moved", "came", "went")
    told = {part: page.evaluate(CELLS, f"section[aria-labelledby={part}]") for part in parts}
    why = page.locator("section[aria-labelledby=why] > *")
    links = page.locator("section[aria-labelledby=why] a")
    return {
        **told,
        "same": page.evaluate(CELLS, ".comparison > details"),
        "why": ["".join(each.split()) for each in why.all_text_contents()],
        "claims": [link.evaluate("(link) => link.href") for link in links.all()],
        "heads": [" ".join(h.split()) for h in page.locator(".comparison h2").all_text_contents()],
    }


def test_a_change_is_worded_alike_in_both(page: Page, site: Path) -> None:
    """Over values of every size and unit, the browser words a change as Python does."""
    page.goto((site / "compare.html").as_uri())
    values = _values()
    asked = [
        (before, after, unit, asdict(wording.form(unit)))
        for before, after in zip(values, reversed(values), strict=True)
        for unit in UNITS
    ]

    told = page.evaluate(
        "(asked) => asked.map(([a, b, unit, form]) => h200.wording.change(a, b, unit, form))",
        [list(each) for each in asked],
    )

    assert [change(before, after, unit) for before, after, unit, _ in asked] == told


def test_two_editions_of_different_briefings_can_be_compared(page: Page, site: Path) -> None:
    """Any two can be chosen; the address says which, so that it can be sent to others."""
    page.goto((site / "compare.html").as_uri())

    page.get_by_label("Briefing").nth(0).select_option("The fee")

    page.get_by_text("The fee, 11 March 2026, compared with Supply gap, 20 May 2026.").wait_for()
    assert "fee" in page.evaluate("location.hash")


def test_a_withdrawn_edition_is_marked_in_search_and_choice(page: Page, site: Path) -> None:
    """Whoever searches, or chooses what to compare, sees that it is withdrawn."""
    page.goto(f"{(site / 'search.html').as_uri()}?q=withdrawn%20supply")
    assert _found(page).filter(has_text="Withdrawn").count() == 1
    page.goto((site / "compare.html").as_uri())
    options = page.locator("#from-edition option").all_text_contents()
    assert "11 March 2026 (withdrawn)" in options


def test_markup_in_a_title_stays_text_in_scripts_too(page: Page, site: Path) -> None:
    """A title that is a script is found, shown as the characters it is, and runs nowhere."""
    page.goto(f"{(site / 'search.html').as_uri()}?q=alert")

    assert HOSTILE == _found(page).get_by_role("link").first.text_content()


def test_without_scripts_nothing_is_missing_but_search(browser: Browser, site: Path) -> None:
    """Index, days, editions and comparisons with the one before are plain pages."""
    with _reading(browser, offline=True, java_script_enabled=False) as page:
        page.goto((site / "index.html").as_uri())
        assert not page.locator(".search").is_visible()
        assert page.get_by_text("Searching needs JavaScript.").is_visible()
        page.get_by_role("link", name="What changed in Supply gap of 20 May 2026").click()
        assert page.get_by_role("columnheader", name="Change").first.is_visible()


def test_on_paper_there_is_no_navigation(browser: Browser, site: Path) -> None:
    """Printed, a comparison is its words and tables, folded parts opened."""
    with _reading(browser, offline=True) as page:
        page.goto((site / "editions/2026-05-20/supply_gap/1/changes.html").as_uri())
        page.emulate_media(media="print")
        assert not page.get_by_role("navigation").is_visible()
        assert page.get_by_role("heading", name="Figures that moved").is_visible()
        assert page.locator(".comparison > details tbody tr").first.is_visible()
