"""Chromium as the machine has it, with the network cut, and pages made for it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from playwright.sync_api import Browser, Page, sync_playwright

from h200analysis.press.exporting import BriefingHTMLExporter
from tests.conftest import needed

DRAWN = "() => [...document.querySelectorAll('figure.chart:has(> script)')].every(f => f.view)"
VIOLATIONS = """
async () => (await axe.run({ preload: false })).violations
  .filter((found) => ["serious", "critical"].includes(found.impact))
  .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.html}`))
"""
VEGALITE = "application/vnd.vegalite.v6+json"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium; for a module only, since Playwright holds the thread's event loop."""
    chromium = needed("chromium")
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


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


@contextmanager
def opened(browser: Browser, address: str, **settings: Any) -> Iterator[Page]:
    """Open a page offline until all is drawn; it must stay silent and ask for nothing else."""
    context = browser.new_context(offline=True, **settings)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url))
    page.goto(address)
    if settings.get("java_script_enabled", True):
        page.wait_for_function(DRAWN)
    yield page
    assert [address] == said
    context.close()


def page_of(cells: list[NotebookNode], folder: Path) -> str:
    """Write the page of a notebook and return its address."""
    notebook = new_notebook(cells=cells, metadata={"h200": {"as_of": "2026-01-15"}})
    made, _ = BriefingHTMLExporter().from_notebook_node(notebook, {"metadata": {"name": "x"}})
    path = folder / "briefing.html"
    path.write_text(made, encoding="utf-8")
    return path.as_uri()


def chart_cell(spec: dict[str, Any], name: str) -> NotebookNode:
    """Return a cell that shows a live chart."""
    told = {VEGALITE: {"title": name, "alt": f"The chart {name}", "name": name, "live": True}}
    output = new_output("display_data", data={VEGALITE: spec}, metadata=told)
    cell: NotebookNode = new_code_cell("code", outputs=[output])
    return cell
