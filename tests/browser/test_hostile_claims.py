"""Claims are text from outside: whatever stands in them prints as the characters it is, everywhere.

One edition is built of a ledger whose claims and sources are full of nasty strings, through a real
kernel, the real exporters and the gate, and is read again in Chromium and from the paper.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
import tomlkit
from playwright.sync_api import Browser, Page

from h200analysis.press import catalogue, editions
from tests.browser.conftest import browser, opened
from tests.conftest import ROOT, needed

__all__ = ["browser"]

NASTY = {
    "script": "<script>document.title = 'owned'</script>",
    "image": "</p></li><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "entity": "&lt;b&gt; &#x3c;b&#62; &amp;",
    "comment": "<!-- --> <style>*{display:none}</style>",
    "typst": '#panic("x") #import "@preview/x:0.1.0" ]) <label> // c /* d */',
    "tex": r"\LaTeX \input{/etc/passwd} $\frac{1}{2}$ $$x$$ \(y\)",
    "markdown": "**b** _i_ ~~s~~ `c` [link](javascript:alert(1)) ![i](x) # H | a | b |",
    "citation": "@orders [@y; @z] [^1] ^[note] [[1]]",
    "fence": "```{=typst} #panic() ``` ~~~ ::: {.x} :::",
    "template": "{{ 7 * 7 }} {% raw %} {gap} ${x} {0.__class__}",
    "long": "w" * 180,
    "hidden": "left\u202eright \u200f\u200b\u2066x\u2069 \ufeff",
    "glyphless": "华为 \U0001f600 \ue000",
    "quotes": "\"'«»„“”‘’ \\ \\\\",
}
SEEN = {
    **NASTY,
    "hidden": "left⟨U+202E⟩right ⟨U+200F⟩⟨U+200B⟩⟨U+2066⟩x⟨U+2069⟩ ⟨U+FEFF⟩",
    "glyphless": "华为 \U0001f600 ⟨U+E000⟩",
}
ON_PAPER = {**SEEN, "glyphless": "华为 ⟨U+1F600⟩ ⟨U+E000⟩"}  # of which our fonts have two
CLAIMS = {
    "orders": ("orders_seed", "orders_newsbytes", "first_batch_reuters"),
    "stock": ("stock_seed", "stock_newsbytes", "stock_tredu"),
    "price": ("price_seed", "price_newsbytes", "price_ft_digitimes"),
}
SOURCES = ("newsbytes_2025_12_31", "seed_article")


def _spoil(data: Path) -> None:
    """Put every nasty string into every field of some claims that is free text."""
    texts = list(NASTY.values())
    for topic, names in CLAIMS.items():
        path = data / "claims" / f"{topic}.toml"
        file: Any = tomlkit.parse(path.read_text(encoding="utf-8"))
        for number, name in enumerate(names):
            claim = file[name]
            claim["paraphrase"] = " ".join(texts)
            claim["attribution"] = " ".join(texts[number::3])
            claim["qualifier"] += " " + " ".join(texts[number::3])
            if NASTY["glyphless"] in claim["qualifier"]:
                claim["translation"] = " ".join(texts[number::3])
        path.write_text(tomlkit.dumps(file), encoding="utf-8")
    path = data / "sources.toml"
    file = tomlkit.parse(path.read_text(encoding="utf-8"))
    for source in SOURCES:
        for field in ("publisher", "title", "via"):
            file[source][field] = " ".join(texts)
    path.write_text(tomlkit.dumps(file), encoding="utf-8")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The supply gap, built of the spoiled ledger by the command."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / "data", folder / "data")
    _spoil(folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("H200_DATA", str(folder / "data"))
        job = editions.job(catalogue.read(), "supply_gap", {"as_of": "2026-01-15"})
        return editions.publish(job, folder / "out").folder


@pytest.fixture
def page(browser: Browser, edition: Path) -> Iterator[Page]:
    """The page, open in Chromium without a network; it must stay silent."""
    with opened(browser, (edition / "briefing.html").as_uri()) as ready:
        yield ready


def _level(text: str) -> str:
    """Level what line breaking, and typography of straight quotes, may change."""
    quotes = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})
    return re.sub(r"[\s\u00ad\u200b]+", "", text.translate(quotes))


def test_the_page_shows_the_characters(page: Page) -> None:
    """Every string is there to be read; none became markup, ran, or was loaded."""
    text = _level(page.locator("body").text_content() or "")
    missing = [name for name, seen in SEEN.items() if _level(seen) not in text]

    assert [] == missing
    assert "owned" != page.title()
    assert 0 == page.locator("[onmouseover], [onerror], img[src=x]").count()
    assert 0 == page.locator("a[href^='javascript']").count()


def test_the_paper_shows_the_characters(edition: Path) -> None:
    """The same strings, whole, in the text of the PDF."""
    words = [needed("pdftotext"), "-raw", str(edition / "briefing.pdf"), "-"]
    text = _level(subprocess.run(words, capture_output=True, text=True, check=True).stdout)

    assert [] == [name for name, seen in ON_PAPER.items() if _level(seen) not in text]


def test_the_notebook_shows_the_characters(page: Page, edition: Path) -> None:
    """The HTML that JupyterLab shows for each exhibit has the same strings, and no element more."""
    notebook = nbformat.read(edition / "briefing.ipynb", as_version=4)
    shown = [
        output["data"]["text/html"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    page.evaluate("h => { document.body.innerHTML = h }", "".join(shown))
    text = _level(page.locator("body").text_content() or "")

    assert [] == [name for name, seen in SEEN.items() if _level(seen) not in text]
    assert 0 == page.locator("body :is(script, img, style, [onmouseover], [onerror])").count()
