"""What a reader does with the figures of a page: asks, copies, sends a link, with any device."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_output
from playwright.sync_api import Browser, Page, expect

from h200analysis import cases, evidence, exhibits
from h200analysis.model import market
from tests.browser.conftest import opened, page_of

CASE = cases.Case(evidence.read("2026-01-15"))
GAP, AT_LIST = CASE.evaluate(market.supply_gap), CASE.evaluate(market.gap_at_list)
COPIED = """
() => {
  getSelection().selectAllChildren(document.querySelector("main > p"));
  return getSelection().toString();
}
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return where a page with two figures, a wide table and its sources lies."""
    shown = [
        exhibits.headline("Orders exceed stock by {gap}", {"gap": GAP}),
        exhibits.say("They exceed it by {gap}, worth {worth}.", gap=GAP, worth=AT_LIST),
        exhibits.heading("What is short"),
        exhibits.table("Short", ["What", "In chips", "In dollars"], [["All", GAP, AT_LIST]]),
        exhibits.heading("Sources"),
        exhibits.sources(CASE),
    ]
    outputs = [new_output("display_data", data=it._repr_mimebundle_()) for it in shown]
    cells = [new_code_cell("code", outputs=outputs)]
    return page_of(cells, tmp_path_factory.mktemp("cards"))


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the page."""
    with opened(browser, address) as ready:
        yield ready


def test_a_figure_opens_its_card_by_keyboard(page: Page) -> None:
    """Enter opens the card, Escape closes it, and the reader is where he was."""
    figure = page.locator("main > p a.figure").first
    figure.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="1.3 million chips Shortfall")
    expect(card).to_be_visible()
    expect(card.get_by_role("button", name="Close")).to_be_focused()
    assert "Chips ordered beyond what stock can fill" in card.inner_text()
    assert "Orders reported: 2 million chips" in card.inner_text()
    assert "NewsBytes, 31 December 2025" in card.inner_text()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(figure).to_be_focused()


def test_a_figure_opens_its_card_by_mouse(page: Page) -> None:
    """A click opens one card at a time, beside its figure and inside the window."""
    for place in (0, 1):
        figure = page.locator("main > p a.figure").nth(place)
        figure.click()
        (card,) = [it for it in page.get_by_role("dialog").all() if it.is_visible()]
        box, at = card.bounding_box(), figure.bounding_box()
        assert box
        assert at
        assert at["y"] < box["y"] < at["y"] + 60
        assert 0 <= box["x"]
        page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_card_opens_in_sight_and_the_page_stays_where_it_is(
    browser: Browser, address: str, width: int
) -> None:
    """However far down the figure stands, opening and closing its card move nothing."""
    with opened(browser, address, viewport={"width": width, "height": 800}) as page:
        page.evaluate("() => { document.querySelector('main').style.paddingTop = '4000px'; }")
        page.locator("table a.figure").last.scroll_into_view_if_needed()
        before = page.evaluate("() => scrollY")
        page.locator("table a.figure").last.click()
        (card,) = [it for it in page.get_by_role("dialog").all() if it.is_visible()]
        box = card.bounding_box()

        assert before > 1000
        assert before == page.evaluate("() => scrollY")
        assert "" == page.evaluate("() => location.hash")
        assert box
        assert 0 <= box["y"] < 800
        expect(card.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
        card.get_by_role("button", name="Close").click()
        expect(card).to_be_hidden()
        assert before == page.evaluate("() => scrollY")


def test_sources_stand_folded_until_a_link_leads_into_them(page: Page) -> None:
    """The list opens for whoever follows a note, a card or an address, and on paper."""
    entry = page.locator(".sources .source").first
    assert not entry.is_visible()
    page.emulate_media(media="print")
    assert entry.is_visible()
    page.emulate_media(media="screen")
    page.evaluate("id => { location.hash = id; }", entry.get_attribute("id"))
    expect(entry).to_be_visible()


def test_a_note_letter_is_easy_to_hit(page: Page) -> None:
    """Half a line beside the letter still hits it."""
    letter = page.locator("main > p a.reference").first
    box = letter.bounding_box()
    assert box
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] - 6}
    hit = page.evaluate("at => document.elementFromPoint(at.x, at.y).className", at)
    assert "reference" == hit


def test_a_card_leads_to_the_source(page: Page) -> None:
    """Its link closes the card and goes to the entry in the list of sources."""
    page.locator("main > p a.figure").first.click()
    link = page.get_by_role("dialog").get_by_role("link").first
    target = link.get_attribute("href")
    link.click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert target == page.evaluate("() => location.hash")
    assert page.locator(str(target)).is_visible()


def test_one_card_serves_all_places_of_a_figure(page: Page) -> None:
    """Headline, sentence and table lead to the same card."""
    links = page.locator("a.figure")
    assert 5 == links.count()
    assert 2 == page.locator(".figure-card").count()


def test_a_card_opens_without_a_script(browser: Browser, address: str) -> None:
    """Where no script runs, the link itself shows the card."""
    with opened(browser, address, java_script_enabled=False) as still:
        card = still.locator(".figure-card").first
        assert not card.is_visible()
        still.locator("a.figure").first.click()
        assert card.is_visible()


def test_a_copied_sentence_has_no_letters_of_notes(page: Page) -> None:
    """What is selected reads as the sentence does, without what stands above the line."""
    assert "They exceed it by 1.3 million chips, worth $35.1 billion." == page.evaluate(COPIED)


def test_a_section_has_a_link_to_itself(page: Page) -> None:
    """It shows when the keyboard comes to it, and bears the section's short name."""
    anchor = page.locator("h2 .anchor").first
    assert "0" == anchor.evaluate("it => getComputedStyle(it).opacity")
    anchor.focus()
    page.keyboard.press("Shift")  # so that the focus is one of the keyboard
    assert "#s-what-is-short" == anchor.get_attribute("href")
    expect(anchor).to_have_css("opacity", "1")


@pytest.mark.parametrize(("width", "stacks"), [(390, True), (800, False)])
def test_a_wide_table_stacks_on_a_phone(page: Page, width: int, stacks: bool) -> None:
    """Each value stands below the last, with the head of its column before it."""
    page.set_viewport_size({"width": width, "height": 900})
    cells = page.locator(".stacks tbody td")
    tops = [cells.nth(n).evaluate("it => it.getBoundingClientRect().top") for n in range(2)]
    label = cells.first.evaluate("it => getComputedStyle(it, '::before').content")
    assert stacks == (tops[0] < tops[1])
    assert stacks == (label == '"In chips"')
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    table = page.locator(".stacks")
    assert table.evaluate("it => it.scrollWidth <= it.clientWidth")


def test_the_card_of_a_phone_fits_its_screen(browser: Browser, address: str) -> None:
    """At 390 pixels the card stays inside the window."""
    size = {"width": 390, "height": 800}
    with opened(browser, address, viewport=size) as phone:
        phone.locator("main > p a.figure").last.click()
        box = phone.get_by_role("dialog").bounding_box()
        assert box
        assert 0 <= box["x"]
        assert box["x"] + box["width"] <= 390
        assert 800 == box["y"] + box["height"]


def test_cards_are_small(address: str) -> None:
    """Two of them take a few kilobytes, so that hundreds do not make a page slow."""
    text = Path(address.removeprefix("file://")).read_text(encoding="utf-8")
    cards = text[text.index('<div class="cards">') : text.index("<footer>")]
    assert len(cards) < 4_000
