"""The site: built strictly, without a network, and of what the package really offers."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from docs.made import surface
from tests.docs.pages import DOCS

ROOT = DOCS.parent
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*?\ssrc=["']?((?:https?:)?//[^"'\s>]+)"""
    r"""|<link\b[^>]*?\shref=["']?((?:https?:)?//[^"'\s>]+)"""
    r"""|(?:url\(|@import\s+)["']?((?:https?:)?//[^"')\s]+)"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
    ran = subprocess.run(
        [*command, "--builder", "html", str(DOCS), str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not ran.returncode, ran.stderr
    return folder


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    """No page, style or script of the site asks another host for anything."""
    files = [path for path in site.rglob("*") if path.suffix in {".html", ".css"}]
    asked = {
        f"{path.relative_to(site)}: {found[0]}"
        for path in files
        for found in LOADED.finditer(path.read_text(encoding="utf-8"))
    }

    assert len(files) > 30
    assert set() == asked


@pytest.mark.parametrize(
    "loading",
    [
        '<script async src="https://cdn.example.org/x.js">',
        "<link rel=stylesheet href=//fonts.example.org/x.css>",
        "@import url('https://example.org/x.css')",
    ],
)
def test_what_loads_from_elsewhere_is_found(loading: str) -> None:
    """Scripts, styles and fonts of other hosts are seen, however they are written."""
    assert LOADED.search(loading)


def test_the_reference_lists_the_public_surface(site: Path) -> None:
    """Every declared name has its place in the reference, once, and nothing else has."""
    page = (site / "reference" / "api.html").read_text(encoding="utf-8")
    entry = r'<dl class="py (?:class|exception|function)">\s*<dt[^>]* id="([^"]+)"'
    listed = re.findall(entry, page)

    assert sorted(surface.names()) == sorted(listed)

    heads = re.findall(r'<dl class="py (?:class|exception|function)">(.*?)<dd>', page, re.DOTALL)
    several = [re.findall(r'id="([^"]+)"', each)[0] for each in heads if each.count("<dt ") > 1]
    assert ["h200analysis.model.formula.formula"] == several  # with and without parentheses


def test_links_of_the_site_lead_somewhere(site: Path) -> None:
    """Every link between its pages has a page, and a place in it if it names one."""
    pages = {path: LexborHTMLParser(path.read_text("utf-8")) for path in site.rglob("*.html")}
    places = {path: {each.id for each in page.css("[id]")} for path, page in pages.items()}
    lost = []
    for path, page in pages.items():
        for link in (urlsplit(each.attributes["href"] or "") for each in page.css("a[href]")):
            to = (path.parent / unquote(link.path)).resolve() if link.path else path
            is_there = to.exists() and (not link.fragment or link.fragment in places.get(to, ()))
            if not link.scheme and not is_there:
                lost.append(f"{path.relative_to(site)}: {link.geturl()}")

    assert [] == lost


def test_links_of_the_repository_lead_somewhere() -> None:
    """What README, CONTRIBUTING and ARCHITECTURE link to in the repository is there."""
    link = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
    lost = [
        f"{name}: {place}"
        for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md")
        for place in link.findall((ROOT / name).read_text(encoding="utf-8"))
        if not (ROOT / place).exists()
    ]

    assert [] == lost


def test_a_newcomer_has_ten_questions() -> None:
    """Each of the ten is asked, and answered by a link or a command."""
    text = (DOCS / "questions.md").read_text(encoding="utf-8")
    answers = re.findall(
        r"^\d+\. \*\*[^*]+\?[^*]*\*\*(.+?)(?=^\d+\. |\Z)", text, re.MULTILINE | re.DOTALL
    )

    assert 10 == len(answers)
    assert all("](" in answer or "`" in answer for answer in answers)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("citation-file-format", ["CITATION.cff"]),
        ("github-issue-config", [".github/ISSUE_TEMPLATE/config.yml"]),
        (
            "github-issue-forms",
            [f".github/ISSUE_TEMPLATE/{n}.yml" for n in ("bug", "claim", "figure")],
        ),
        ("github-workflows", [".github/workflows/release.yml"]),
    ],
)
def test_files_for_the_forge_fit_their_schemas(schema: str, files: list[str]) -> None:
    """The citation, the forms of issues and the workflow of a release are as they have to be."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    ran = subprocess.run([*command, *files], cwd=ROOT, capture_output=True, text=True, check=False)

    assert not ran.returncode, ran.stdout
