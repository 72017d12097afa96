"""h200 init: a project of one's own, from the wheel or a checkout, and the smallest there is."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from h200analysis import project
from h200analysis.cli import main
from h200analysis.press import catalogue, editions
from tests.conftest import ROOT

EDITION = Path("reports", "editions", "2026-01-05", "stock", "1")


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest project, on cobalt, with its one edition."""
    root = tmp_path_factory.mktemp("projects") / "cobalt"
    with pytest.MonkeyPatch.context() as patch:
        _open(root, patch)
        assert 0 == _run("init", "--empty", str(root)).exit_code
        ran = _run("build", "--root", str(root))
    assert 0 == ran.exit_code, ran.output
    return root


def _open(root: Path, patch: pytest.MonkeyPatch) -> None:
    """Make a folder the project of this process, with evidence and a register of its own."""
    patch.setenv(project.ROOT, str(root))
    for name in ("H200_DATA", "H200_REGISTER"):
        patch.delenv(name)


def test_the_smallest_project_builds_its_pdf(built: Path) -> None:
    """On another commodity, in its own unit, by its own formula, which is part of the key."""
    page = " ".join(PdfReader(built / EDITION / "briefing.pdf").pages[0].extract_text().split())
    manifest = json.loads((built / EDITION / "manifest.json").read_bytes())

    assert "If half of the cobalt in stock is sold, 12,000 tonnes" in page
    assert "Example Gazette, 5 January 2026" in page
    assert {"formulas.py", "h200.toml"} < manifest["package"].keys()


def test_its_pages_and_its_library_are_its_own(
    built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """They bear the title of the project, speak of no other, and explain no sign they lack."""
    _open(built, monkeypatch)
    ran = _run("publish", str(tmp_path / "site"), "--root", str(built))
    pages = {path: path.read_text() for path in (tmp_path / "site").rglob("*.html")}
    edition = (built / EDITION / "briefing.html").read_text(encoding="utf-8")
    body = LexborHTMLParser(edition).body

    assert body is not None
    assert 0 == ran.exit_code, ran.output
    assert "<h1>Briefings on cobalt</h1>" in pages[tmp_path / "site" / "index.html"]
    assert "Briefings on cobalt" in (tmp_path / "site" / "feed.atom").read_text(encoding="utf-8")
    assert [path for path, text in pages.items() if "H200 " in text or "Nvidia" in text] == []
    assert [word for word in ("†", "odds", "H200 ", "hindsight") if word in body.text()] == []


def test_an_edition_rests_on_the_project_s_own_formula(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that stands is made again once the formula changes, and it is told why."""
    _open(built, monkeypatch)
    before = _run("build", "--dry-run").output
    path = built / "formulas.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("stock_tonnes / 2", "stock_tonnes / 3"), encoding="utf-8")
    after = _run("build", "--dry-run").output
    path.write_text(text, encoding="utf-8")

    assert "stands: " in before
    assert "is to be made: the software (own.formulas.left_if_half_is_sold)" in after


def test_a_project_may_do_without_futures(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its evidence is sound, and a command that needs a belief says that there is none."""
    _open(built, monkeypatch)

    assert "1 claim of 1 source, " in _run("check").output
    for words in (["belief"], ["matters"], ["moved", "2026-01-05", "2026-01-05"]):
        ran = _run(*words)
        assert 2 == ran.exit_code
        assert "This project has no futures" in ran.stderr


def test_a_command_lists_what_is_the_project_s(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own formulas alone, counts in the singular, and no word of a service it has not asked."""
    _open(built, monkeypatch)
    listed, every = _run("formulas").output, _run("formulas", "--all").output

    assert listed.startswith("Stock left if half is sold\n")
    assert "market.supply_gap(" not in listed
    assert "more formulas: h200 formulas --all." in listed
    assert "Stock left if half is sold\n" in every
    assert "market.supply_gap(" in every
    assert "1 parameter as of 2026-01-05; " in _run("parameters").output
    assert "no schedules: h200 build makes" in _run("status", "--service").output


def test_a_unit_that_the_project_does_not_list_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the record that has it and the units that were perhaps meant."""
    root = tmp_path / "cobalt"
    _open(root, monkeypatch)
    _run("init", "--empty", str(root))
    path = root / "data" / "parameters.toml"
    path.write_text(path.read_text("utf-8").replace('"tonne"', '"chip"'), encoding="utf-8")

    ran = _run("check")

    assert 2 == ran.exit_code
    assert "stock_tonnes · unit: found 'chip', expected a unit that data/units.toml" in ran.stderr


def test_the_smallest_project_takes_a_value_set_by_hand(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `h200 parameters` lists there may be set, and the page says what the sign means."""
    monkeypatch.setenv(project.ROOT, str(built))
    monkeypatch.delenv("H200_DATA", raising=False)

    ran = _run("build", "-p", "stock_tonnes=20000")

    assert 0 == ran.exit_code, ran.output
    assert "10,000 tonnes‡" in (Path(ran.stdout.split()[-1]) / "briefing.html").read_text("utf-8")


def test_an_export_that_cannot_be_written_is_told(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is not there is a mistake in what was asked, told in a sentence."""
    _open(built, monkeypatch)
    wanted = tmp_path / "nowhere" / "stock.xlsx"

    ran = _run("export", "xlsx", "--no-draws", "2026-01-05/stock", "--to", str(wanted))

    assert 2 == ran.exit_code, ran.output
    assert f"{wanted} cannot be written: No such file or directory." in ran.stderr


def test_what_cannot_be_laid_out_whole_is_not_there(tmp_path: Path) -> None:
    """Where the disk takes no more, one sentence says so and nothing is left."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        ran = CliRunner().invoke(main, ["init", "--empty", str(tmp_path / "cobalt")])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert 2 == ran.exit_code
    assert "cobalt cannot be laid out: " in ran.stderr
    assert 1 == len(ran.stderr.splitlines())
    assert [] == list(tmp_path.iterdir())


def test_nothing_is_laid_out_over_something(tmp_path: Path) -> None:
    """A folder with anything in it, or a file, is refused and left alone."""
    (tmp_path / "kept").write_text("kept", encoding="utf-8")

    for folder, told in ((tmp_path, "is not empty"), (tmp_path / "kept", "is a file")):
        ran = _run("init", str(folder))
        assert 2 == ran.exit_code
        assert told in ran.stderr
    assert ["kept"] == [path.name for path in tmp_path.iterdir()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel of this checkout holds, in a folder of its own."""
    made = tmp_path_factory.mktemp("wheel")
    hatchling = Path(sys.executable).with_name("hatchling")
    command = [str(hatchling), "build", "--target", "wheel", "--directory", str(made)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [path] = made.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(made / "site")
    return made / "site"


KEY = """
from h200analysis.press import catalogue, editions
print(editions.job(catalogue.read(), "supply_gap", {}).key)
"""
INIT = "import sys; from h200analysis.start import main; sys.argv[1:] = ['init', '.']; main()"


def test_a_wheel_makes_what_its_checkout_makes(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installed elsewhere it lays out the same project, whose editions have the same keys."""
    monkeypatch.setenv(project.ROOT, str(ROOT))
    for name in (project.ROOT, "H200_DATA"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHONPATH", str(wheel))
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    theirs.mkdir()
    _python(theirs, INIT)
    told = _python(theirs, KEY)

    monkeypatch.setenv(project.ROOT, str(ROOT))
    _run("init", str(ours))

    assert editions.job(catalogue.read(), "supply_gap", {}).key == told
    assert _files(ours) == _files(theirs)
    assert "requirements.lock" in _files(theirs)


def _python(folder: Path, code: str) -> str:
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def _files(root: Path) -> dict[str, bytes]:
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
