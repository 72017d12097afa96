"""The analyst's desk: real JupyterLab as `make lab` starts it, worked by hand in a real browser.

The network is cut but for this machine's own address. The notebooks are copies.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page
from pypdf import PdfReader

from tests.conftest import ROOT

BRIEFING = "revenue_at_stake"  # with amounts in dollars, quoted ones too, and per cent on sliders
DAY = "2026-01-15"
PATIENCE = 60_000  # milliseconds: a bound for a machine that is busy, not an expectation
OPTIONS = "--no-browser --allow-root --ServerApp.ip=127.0.0.1 --IdentityProvider.token="
SETTINGS: dict[str, dict[str, Any]] = {
    "notebook-extension/tracker": {"windowingMode": "none"},  # all outputs stand in the page
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
OWN_CELL = """\
import altair as alt
label = "First batch planned in December, at most"  # longer than any other
first = case.evaluate("first_batch_high_chips")
bars = alt.Chart(alt.Data(values=[{"what": label, "chips": 80_000}]), description="One bar of an analyst.")
display(
    case.evaluate(market.orders_at_list), case.ledger.claim("price_seed"), case, case.ledger,
    exhibits.ladder("own", "One bar", [exhibits.rung(label, first)]),
    bars.mark_bar().encode(x="chips:Q", y="what:N", tooltip="chips:Q"),
)"""  # noqa: E501


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start JupyterLab by `make lab` on a copy of the checkout; return its address."""
    checkout = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "notebooks", checkout / "notebooks")
    (checkout / "data").mkdir()
    path = checkout / "notebooks" / f"{BRIEFING}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(OWN_CELL))
    nbformat.write(notebook, path)
    with _made(checkout, tmp_path_factory.mktemp("jupyter")) as address:
        yield address


@contextmanager
def _made(checkout: Path, own: Path) -> Iterator[str]:
    """Run `make lab` of our Makefile in a folder, with settings that are nobody's."""
    for name, values in SETTINGS.items():
        file = own / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(values), encoding="utf-8")
    folders = {
        "JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython",
        "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }  # fmt: skip
    environment = os.environ | {name: str(own / folder) for name, folder in folders.items()}
    command = ["make", "--file", str(ROOT / "Makefile"), "lab", f"LAB={OPTIONS}"]
    set_up = [f"BIN={Path(sys.executable).parent}", "--assume-old=.venv/.with-lab"]
    with (own / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, *set_up], cwd=checkout, env=environment, stdout=log, stderr=log
        )
        try:
            yield _address(own / "runtime", server, own / "log")
        finally:
            server.terminate()
            server.wait()
        assert not list((own / "runtime").glob("jpserver-*.json")), "the server outlives make"


def _address(runtime: Path, server: "subprocess.Popen[bytes]", log: Path) -> str:
    """Wait until the server has written where it listens."""
    while not (found := list(runtime.glob("jpserver-*.json"))):
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)
    return str(json.loads(found[0].read_text())["url"])


@pytest.fixture(scope="module")
def page(browser: Browser, lab: str) -> Iterator[Page]:
    """Open the briefing's notebook in JupyterLab and run all its cells."""
    context = browser.new_context(viewport={"width": 1300, "height": 1000}, accept_downloads=True)
    context.route(re.compile(f"^(?!{re.escape(lab)}|data:|about:|blob:)"), lambda to: to.abort())
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{lab}lab/tree/notebooks/{BRIEFING}.ipynb")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()  # before, Lab asks for a kernel
    _menu(page, "Run", "Run All Cells").click()
    page.locator(".jp-OutputArea-output iframe[title='One bar of an analyst.']").wait_for()
    yield page
    context.close()


def _menu(page: Page, *path: str) -> Locator:
    """Walk down the menus by pointer; return the last entry."""
    *_, last = path
    page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{path[0]}$")).click()
    for name in path[1:-1]:
        page.locator(".lm-Menu-item", has_text=name).hover()
    return page.locator(".lm-Menu-item", has_text=re.compile(f"^{last}$"))


def _frame(page: Page, title: str) -> FrameLocator:
    """Return the page of a live chart whose words begin so."""
    return page.frame_locator(f"iframe[title^='{title}']")


def test_it_opens_on_the_checkout_with_the_notebooks(browser: Browser, lab: str) -> None:
    """`make lab` shows notebooks/ and reaches everything beside it."""
    context = browser.new_context()
    fresh = context.new_page()
    fresh.set_default_timeout(PATIENCE)
    fresh.goto(lab)
    fresh.locator(".jp-DirListing-item", has_text=f"{BRIEFING}.ipynb").wait_for()

    assert fresh.url.endswith("/lab/tree/notebooks")
    fresh.locator(".jp-BreadCrumbs-home").click()
    fresh.locator(".jp-DirListing-item", has_text="data").wait_for()
    context.close()


def test_every_cell_ran(page: Page) -> None:
    """No cell of the notebook ends in an error or writes to its error stream."""
    assert 0 == page.locator("[data-mime-type='application/vnd.jupyter.error']").count()
    assert 0 == page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count()


def test_amounts_are_money(page: Page) -> None:
    """Two amounts in dollars stand in one output, in a quotation too, and none is a formula."""
    page.evaluate("() => new Promise(done => setTimeout(done, 1000))")  # MathJax comes late
    texts = page.locator(".jp-OutputArea-output").all_inner_texts()

    assert "should ship $2 [billion] to $5 billion" in "\n".join(texts)
    assert 0 == page.locator("mjx-container, .MathJax").count()


def test_pictures_are_whole_and_described(page: Page) -> None:
    """A chart is a picture with its words, and nothing in it is cut off at its rim."""
    pictures = page.locator(".jp-OutputArea-output img").all()
    words = [picture.get_attribute("alt") or "" for picture in pictures]

    assert words[0].startswith("20 equally likely futures, the least")
    assert words[-1].startswith("Bar chart. First batch planned in Dec")
    assert "" not in words
    assert [[]] * len(words) == [picture.evaluate(INK_ON_THE_RIM) for picture in pictures]


INK_ON_THE_RIM = """
(picture) => {
  const [width, height] = [picture.naturalWidth, picture.naturalHeight];
  const drawing = new OffscreenCanvas(width, height).getContext("2d");
  drawing.drawImage(picture, 0, 0);
  const inked = (...box) => drawing.getImageData(...box).data.some((value) => value < 250);
  const rims = {
    left: [0, 0, 2, height], right: [width - 2, 0, 2, height],
    top: [0, 0, width, 2], bottom: [0, height - 2, width, 2],
  };
  return Object.keys(rims).filter((side) => inked(...rims[side]));
}
"""


def test_sliders_are_those_of_the_page(page: Page) -> None:
    """Sliders are worded, worked by keyboard, and their frame ends where they end."""
    frame = _frame(page, "Figures that follow sliders")
    fee = frame.get_by_role("slider", name="Fee rate")
    says = frame.locator(".vega-bind", has_text="Fee rate").locator("input + span")
    price = frame.locator(".vega-bind", has_text="Price of a chip").locator("input + span")
    assert ("25%", "27,000") == (says.text_content(), price.text_content())

    before = frame.locator(".stage svg text").all_text_contents()
    fee.focus()
    fee.press("ArrowLeft")
    assert "24%" == says.text_content()
    frame.locator("body").evaluate("() => document.querySelector('.chart').view.runAsync()")
    assert before != frame.locator(".stage svg text").all_text_contents()
    assert 0 == frame.locator("body").evaluate(BLANK_BELOW)


BLANK_BELOW = "() => innerHeight - document.querySelector('figure').offsetHeight"


def test_labels_of_a_live_chart_lie_within_it(page: Page) -> None:
    """A live chart is as wide as its labels are in the browser's own typeface."""
    frame = _frame(page, "One bar of an analyst.")
    frame.locator(".stage svg text", has_text="First batch planned in December, at most").wait_for()

    assert [] == frame.locator("body").evaluate(BEYOND_THE_EDGE)


BEYOND_THE_EDGE = """
() => {
  const stage = document.querySelector(".stage svg").getBoundingClientRect();
  return [...document.querySelectorAll(".stage svg text")]
    .map((text) => [text.textContent, text.getBoundingClientRect()])
    .filter(([text, box]) => text && (box.left < stage.left || box.right > stage.right))
    .map(([text]) => text);
}
"""


def test_an_analyst_s_chart_stays_alive(page: Page) -> None:
    """A chart with a tooltip shows it, without a network."""
    frame = _frame(page, "One bar of an analyst.")
    frame.locator(".stage svg .mark-rect path").hover()

    assert "80" in (frame.locator("#vg-tooltip-element").text_content() or "")


def test_results_are_told_in_a_few_lines(page: Page) -> None:
    """An outcome, a claim, a case and a ledger each fill a few lines, worded."""
    shown = page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-output")
    texts = [shown.nth(n).inner_text() for n in range(4)]

    assert texts[0].startswith("$54 billion")
    assert "around $27,000”: $27,000\nH200: price of a chip" in texts[1]
    assert texts[2].startswith("Case as of 15 January 2026, scenario central")
    assert texts[3].startswith("Ledger as of 15 January 2026")
    assert all(len(text) < 600 for text in texts)


def test_nothing_speaks_of_the_html_edition(page: Page) -> None:
    """Under working sliders no sentence says that they stand still."""
    assert 0 == page.get_by_text("In the HTML edition").count()


def test_each_form_stands_in_the_menu_once(page: Page) -> None:
    """The menu offers page, PDF and Word by the names that the server can route."""
    _menu(page, "File", "Save and Export Notebook As", "Briefing_pdf").wait_for()
    names = page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Briefing")).all_text_contents()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    assert ["Briefing_docx", "Briefing_html", "Briefing_pdf"] == names


def _exported(page: Page, name: str) -> bytes:
    """Choose an entry of the export menu; return the file that arrives."""
    with page.expect_download(timeout=PATIENCE) as arriving:
        _menu(page, "File", "Save and Export Notebook As", name).click()
    return Path(arriving.value.path()).read_bytes()


def test_the_menu_makes_a_dated_page(page: Page) -> None:
    """The exported page bears the day that the notebook's parameters state."""
    text = _exported(page, "Briefing_html").decode()

    assert f'<meta name="date" content="{DAY}">' in text
    assert "should ship $2 [billion] to $5 billion" in text


def test_the_menu_makes_a_dated_pdf(page: Page) -> None:
    """The exported PDF bears that day too, and leaves out what nobody can move on paper."""
    paper = PdfReader(BytesIO(_exported(page, "Briefing_pdf")))
    text = " ".join("".join(sheet.extract_text() for sheet in paper.pages).split())

    assert paper.metadata is not None
    assert f"D:{DAY.replace('-', '')}000000Z" == str(paper.metadata["/CreationDate"])
    assert "Where the year may end" in text
    assert "Try your own figures" not in text
