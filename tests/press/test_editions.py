"""Editions, the whole way: a real kernel, the real exporters, the gate, the folder."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from h200analysis import evidence
from h200analysis.press import catalogue, clock, editions, placing
from h200analysis.press.exporting import BriefingHTMLExporter, BriefingPDFExporter
from h200analysis.press.run import RunError
from tests.conftest import ROOT, needed
from tests.evidence.later import add_later_news
from tests.evidence.test_recorded import BEFORE, find_late
from tests.killing import NOTES

KNOWN = catalogue.read()
BRIEFINGS = tuple(KNOWN.briefings)
JANUARY = "2026-01-15"
AGAIN = ("executive", "supply_gap", "what_changed")  # the last reads the record of many days


@pytest.fixture(scope="module")
def made(archive: Path) -> Path:
    """The January editions, built once; others may be made beside them meanwhile."""
    return archive


def _of(out: Path, name: str, number: int = 1) -> Path:
    """Return the folder of an edition of January."""
    return out / JANUARY / name / str(number)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _h200(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [str(Path(sys.executable).with_name("h200")), *words]
    surroundings = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False)


@pytest.mark.parametrize("name", BRIEFINGS)
def test_an_edition_is_complete(made: Path, name: str) -> None:
    """The folder of the day holds page, paper, notebook, figures and manifest, nothing else."""
    folder = _of(made, name)

    assert set(editions.files()) == {path.name for path in folder.iterdir()}
    assert NOTES >= {path.name for path in (made / JANUARY).rglob(".*")}


@pytest.mark.parametrize("name", BRIEFINGS)
def test_the_notebook_is_executed_and_clean(made: Path, name: str) -> None:
    """The attached notebook shows its results, and neither clock, path nor random id."""
    text = (_of(made, name) / "briefing.ipynb").read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)

    nbformat.validate(notebook)
    assert any(cell.get("outputs") for cell in notebook.cells)
    assert str(ROOT) not in text
    assert "start_time" not in text
    assert [f"cell-{n}" for n, _ in enumerate(notebook.cells, 1)] == [
        c["id"] for c in notebook.cells
    ]


@pytest.mark.parametrize("name", ["supply_gap", "annex"])
def test_an_exporter_makes_the_same_of_the_attached_notebook(made: Path, name: str) -> None:
    """What JupyterLab's menu, or nbconvert, makes of it are the bytes of page and paper."""
    folder = _of(made, name)
    attached = str(folder / "briefing.ipynb")

    page, _ = BriefingHTMLExporter().from_filename(attached)
    paper: Any
    paper, _ = BriefingPDFExporter().from_filename(attached)

    assert (folder / "briefing.html").read_text(encoding="utf-8") == page
    assert (folder / "briefing.pdf").read_bytes() == paper


def test_the_supply_gap_is_printed_with_its_sources(made: Path) -> None:
    """1.3 million chips and $35.1 billion, and who reported them, stand in the PDF's text."""
    pdf = _of(made, "supply_gap") / "briefing.pdf"
    text = subprocess.run(
        [needed("pdftotext"), "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout

    assert "1.3 million chips" in text
    assert "$35.1 billion" in text
    assert "after Reuters" in text
    assert "“over two million”" in text


def test_hindsight_is_told_in_every_output(made: Path) -> None:
    """Where all of a day was judged afterwards, the legend says so once; figures.json each time."""
    folder = _of(made, "revenue_at_stake")
    paper = subprocess.run(
        [needed("pdftotext"), "-layout", folder / "briefing.pdf", "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    page = (folder / "briefing.html").read_text(encoding="utf-8")
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    odds = next(entry for entry in figures if entry["name"] == "any_delivery")
    gap = next(entry for entry in figures if entry["name"] == "orders_at_list")

    assert ["2026-11-25"] == odds["hindsight"]
    assert "hindsight" not in gap
    for text in (paper, page):
        assert f"{odds['text']}†" in text
        assert f"{odds['text']}†*" not in text
        assert f"{gap['text']}†" not in text
    assert "all our judgements were made with hindsight between" in " ".join(paper.split())


@pytest.mark.parametrize("name", BRIEFINGS)
def test_the_paper_is_sound(made: Path, name: str) -> None:
    """Debian's tools agree: fonts embedded, attachments there, no fault in the structure."""
    pdf = _of(made, name) / "briefing.pdf"
    fonts = subprocess.run([needed("pdffonts"), pdf], capture_output=True, text=True, check=True)
    attached = subprocess.run(
        [needed("pdfdetach"), "-list", pdf], capture_output=True, text=True, check=True
    )
    checked = subprocess.run(
        [needed("qpdf"), "--check", pdf], capture_output=True, text=True, check=False
    )

    embedded = [line.split()[-5] for line in fonts.stdout.splitlines()[2:]]
    assert embedded
    assert {"yes"} == set(embedded)
    for name_ in ("briefing.ipynb", "figures.json", "parameters.json"):
        assert name_ in attached.stdout
    assert 0 == checked.returncode, checked.stdout + checked.stderr


def test_the_paper_is_dated_by_the_day_it_was_made(made: Path) -> None:
    """Nobody is to take it for a paper of the day that it speaks of."""
    metadata = PdfReader(_of(made, "supply_gap") / "briefing.pdf").metadata

    assert metadata is not None
    assert metadata.creation_date is not None
    assert clock.day_of_making() == metadata.creation_date.date()


@pytest.mark.parametrize("name", BRIEFINGS)
def test_figures_are_a_list_that_programs_can_read(made: Path, name: str) -> None:
    """Each printed outcome has all the fields that the README describes, and rests on something."""
    figures = json.loads((_of(made, name) / "figures.json").read_text(encoding="utf-8"))
    ledger = evidence.read("2026-01-15")
    fields = {"name", "value", "error", "unit", "statistic", "formula", "supposing"}
    fields |= {"inputs", "claims", "text", "as_of", "id", "key", "exhibit", "edition"}
    some = {"hindsight", "on_sliders", "part_of", "sum_of", "step"}
    some |= {"formulas_of_notebook", "period"}

    assert len(figures) > 10
    for figure in figures:
        assert fields == figure.keys() - some
        assert set(figure["claims"]) <= ledger.claims.keys()
        assert figure["claims"] or any("assumption" in used for used in figure["inputs"])


def test_later_news_and_another_process_change_no_byte(
    made: Path, data_folder: Path, tmp_path: Path
) -> None:
    """A claim and a value published later leave every byte, and so does building elsewhere."""
    add_later_news(data_folder)

    words = ("build", *AGAIN, "--as-of", JANUARY, "--out", str(tmp_path / "again"))

    ran = _h200(*words, H200_DATA=str(data_folder))

    assert 0 == ran.returncode, ran.stderr
    for name in AGAIN:
        assert _files(_of(made, name)) == _files(_of(tmp_path / "again", name))


def test_an_old_edition_is_made_again_without_what_was_found_late(
    made: Path, tmp_path: Path, data_folder: Path
) -> None:
    """`--recorded` leaves out a claim that was published early and found late, to the byte.

    What it leaves out is no edition of all that is known: its folder and its manifest say so.
    """
    newest = str(evidence.read("2026-01-15").newest_recorded())
    find_late(data_folder)
    words = ("build", "supply_gap", "--as-of", "2026-01-15", "--out", str(tmp_path / "out"))

    again = _h200(*words, "--recorded", str(BEFORE), H200_DATA=str(data_folder))
    as_printed = _h200(*words, "--recorded", newest, H200_DATA=str(data_folder))

    assert again.returncode == 0, again.stderr
    assert "unchanged" in as_printed.stderr
    [folder] = (tmp_path / "out" / JANUARY).iterdir()
    assert f"supply_gap--recorded={newest}" == folder.name
    before, after = _files(_of(made, "supply_gap")), _files(folder / "1")
    plain, limited = (json.loads(files.pop("manifest.json")) for files in (before, after))
    assert before == after
    assert {**plain, "recorded": newest} == limited
    assert (None, newest) == (plain["recorded"], limited["newest_recorded"])


def test_the_command_on_the_page_makes_the_same_edition(made: Path, tmp_path: Path) -> None:
    """Its `--recorded` leaves nothing out, so it is the plain edition, manifest and all."""
    folder = Path(JANUARY, "supply_gap", "1")
    page = BeautifulSoup(
        (made / folder / "briefing.html").read_text(encoding="utf-8"), "html.parser"
    )
    [command] = [c.get_text() for c in page.find_all("code") if "h200 build" in c.get_text()]
    _, *words = shlex.split(command)

    ran = _h200(*words, "--out", str(tmp_path))

    assert "--recorded" in words
    assert 0 == ran.returncode, ran.stderr
    assert [tmp_path / folder] == list(tmp_path.glob("*/*/[!.]*"))
    assert _files(made / folder) == _files(tmp_path / folder)


def test_a_limit_holds_for_its_edition_alone(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger is that of the limit; no variable is set, and one that is set yields to it."""
    find_late(data_folder)
    before = dict(os.environ)

    limited = editions.job(KNOWN, "supply_gap", {}, BEFORE)
    full = editions.job(KNOWN, "supply_gap", {})

    assert before == dict(os.environ)
    assert "orders_found_late" in full.ledger.claims
    known = evidence.read("2026-01-15", recorded=BEFORE)
    assert known.fingerprint() == limited.ledger.fingerprint()
    assert "orders_found_late" not in limited.ledger.claims
    assert limited.key != full.key
    monkeypatch.setenv("H200_RECORDED", str(BEFORE))
    assert limited == editions.job(KNOWN, "supply_gap", {})
    assert full == editions.job(KNOWN, "supply_gap", {}, date.max)


def test_a_warm_process_changes_no_byte(made: Path, tmp_path: Path) -> None:
    """Charts drawn before leave no trace in an edition made after them."""
    edition = editions.publish(editions.job(KNOWN, "supply_gap", {}), tmp_path)

    assert _files(_of(made, "supply_gap")) == _files(edition.folder)


def test_an_unchanged_edition_is_left_alone(made: Path) -> None:
    """What stands with the same key and the same bytes is not made again; another's is no such."""
    job = editions.job(KNOWN, "supply_gap", {})

    assert not editions.publish(job, made).made
    assert [1] == placing.numbers(job.folder(made))
    assert not editions.stands(_of(made, "revenue_at_stake"), job)


@pytest.mark.parametrize(
    ("name", "content"),
    [("briefing.pdf", b""), ("briefing.html", b"1.8 million"), ("stranger.exe", b"MZ")],
)
def test_a_tampered_edition_is_replaced_and_kept(
    made: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    """A file that was altered or added makes an edition beside it, which says so."""
    folder = tmp_path / JANUARY / "executive"
    shutil.copytree(_of(made, "executive"), folder / "1")
    (folder / "1" / name).write_bytes(content)

    edition = editions.publish(editions.job(KNOWN, "executive", {"as_of": JANUARY}), tmp_path)

    assert (folder / "2", True) == (edition.folder, edition.made)
    assert content == (folder / "1" / name).read_bytes()
    [why] = json.loads((folder / "2" / "manifest.json").read_bytes())["changed"]
    assert "the files, which are no longer as they were made" == why


def test_a_day_before_the_orders_fails_in_one_sentence(tmp_path: Path) -> None:
    """On 1 December 2025 nobody knew the orders: one sentence, exit code 1, noted for `status`."""
    out = tmp_path / "out"

    ran = _h200("build", "supply_gap", "--as-of", "2025-12-01", "--out", str(out))

    told = [line for line in ran.stderr.splitlines() if line.startswith("h200:")]
    assert 1 == ran.returncode
    assert 1 == len(told)
    assert "as_of is 2025-12-01; expected a day from 2025-12-11" in told[0]
    assert "Traceback" not in ran.stderr
    assert [out / ".failed.json"] == [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["build", "supply_gab"],
            "no briefing 'supply_gab'; the catalogue has executive, supply_gap",
        ),
        (["build", "-p", "fee_rtae=0.1"], "did you mean 'fee_rate'?"),
        (["build", "-p", "fee_rate=25"], "fee_rate is 25; expected 0 to 1 share"),
        (["build", "-p", "fee_rate"], "expected NAME=VALUE"),
        (
            ["build", "-p", "draws=1024"],
            "'draws' is '1024'; expected greater than or equal to 16384",
        ),
        (["build", "-p", "draws=20000"], "draws is 20000; expected 16 replicates"),
        (["build", "-p", "seed=x"], "'seed' is 'x'; expected a valid integer"),
        (["build", "-p", "fee_rate=nan"], "'fee_rate' is set to nan; expected a finite number"),
        (["build", "--scenario", "centrel"], "no scenario 'centrel'"),
        (["build", "--as-of", "yesterday"], "'as_of' is 'yesterday'; expected"),
        (["build", "--as-of", "1768435200"], "expected a date as YYYY-MM-DD"),
    ],
)
def test_a_mistake_is_told_before_a_kernel_starts(
    tmp_path: Path, words: list[str], sentence: str
) -> None:
    """What can be checked beforehand is: one sentence, exit code 2, nothing left."""
    ran = _h200(*words, "--out", str(tmp_path / "out"))

    assert 2 == ran.returncode
    assert sentence in ran.stderr
    assert 1 == len(ran.stderr.strip().splitlines())
    assert not (tmp_path / "out").exists()


def _broken(tmp_path: Path, code: str) -> catalogue.Catalogue:
    """Return a catalogue whose supply gap fails in its last cell."""
    root = tmp_path / "root"
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    (root / "reports").mkdir()
    shutil.copy(ROOT / "reports" / "briefings.toml", root / "reports")
    path = root / "notebooks" / "supply_gap.ipynb"
    notebook: Any = nbformat.read(path, as_version=4)
    notebook.cells[2]["source"] = code
    nbformat.write(notebook, path)
    return catalogue.read(root)


def test_a_failing_notebook_leaves_the_previous_edition(made: Path, tmp_path: Path) -> None:
    """The error names the cell and the reason; the edition that stood still stands."""
    out = tmp_path / "out"
    shutil.copytree(made / JANUARY, out / JANUARY)
    before = _files(_of(out, "supply_gap"))

    with pytest.raises(RunError, match="supply_gap: cell 3 failed: ZeroDivisionError"):
        editions.publish(editions.job(_broken(tmp_path, "1 / 0"), "supply_gap", {}), out)

    assert before == _files(_of(out, "supply_gap"))
    assert [1] == placing.numbers(out / JANUARY / "supply_gap")
    assert [] == [path for path in out.rglob(".*") if path.name not in NOTES]


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        "{}",
        '{"key": KEY}',
        '{"key": KEY, "files": {}}',
        '{"key": KEY, "files": ["briefing.pdf"]}',
        '{"key": KEY, "files": {"briefing.pdf": 3}}',
        "\xff",
    ],
)
def test_an_edition_with_a_malformed_manifest_does_not_stand(
    made: Path, tmp_path: Path, manifest: str
) -> None:
    """The manifest must name every file of the edition; a strange one is no traceback."""
    folder = tmp_path / "supply_gap" / "1"
    shutil.copytree(_of(made, "supply_gap"), folder)
    job = editions.job(KNOWN, "supply_gap", {})
    assert editions.stands(folder, job)

    text = manifest.replace("KEY", json.dumps(job.key))
    (folder / "manifest.json").write_text(text, encoding="latin-1")

    assert not editions.stands(folder, job)


@pytest.mark.parametrize("name", BRIEFINGS)
def test_an_edition_says_what_made_it(made: Path, name: str) -> None:
    """Version and commit stand in the manifest, at the foot of the page, and on paper."""
    folder = _of(made, name)
    revision = editions.job(KNOWN, name, {"as_of": JANUARY}).revision
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    html = BeautifulSoup((folder / "briefing.html").read_text(encoding="utf-8"), "html.parser")
    sheets = PdfReader(folder / "briefing.pdf").pages
    paper = " ".join(sheet.extract_text() for sheet in sheets)

    assert revision.commit is not None
    assert manifest["software"] == {
        "version": revision.version,
        "commit": revision.commit,
        "uncommitted_changes": revision.is_modified,
    }
    assert html.footer is not None
    for text in (html.footer.get_text(), paper):
        assert f"h200analysis {revision}" in " ".join(text.split())


def test_uncommitted_changes_are_said_until_they_are_committed(made: Path, tmp_path: Path) -> None:
    """An edition made of them stands while they last, and is made again once they have a commit."""
    job = editions.job(KNOWN, "supply_gap", {})
    changed = replace(job, revision=replace(job.revision, is_modified=True))
    committed = replace(job, revision=replace(job.revision, is_modified=False))

    edition = editions.publish(changed, tmp_path)
    html = (edition.folder / "briefing.html").read_text(encoding="utf-8")

    assert "with uncommitted changes" in html
    assert editions.stands(edition.folder, changed)
    assert not editions.stands(edition.folder, committed)
    second = editions.publish(committed, tmp_path)
    html = (second.folder / "briefing.html").read_text("utf-8")
    assert (second.made, second.folder.name) == (True, "2")
    assert "with uncommitted changes" not in html
    assert "the sources, which are now committed" in html
    later = replace(committed, revision=replace(job.revision, commit="0" * 40))
    assert editions.stands(second.folder, later)


def test_a_variant_has_a_place_of_its_own(tmp_path: Path) -> None:
    """A scenario or a figure set by hand never overwrites the plain edition, and says so."""
    job = editions.job(KNOWN, "supply_gap", {"orders_chips": "1.5e6", "scenario": "import_duty"})
    folder = editions.publish(job, tmp_path).folder

    assert "supply_gap--import_duty--orders_chips=1500000.0" == folder.parent.name
    text = (folder / "briefing.html").read_text(encoding="utf-8")
    assert "800,000 chips" in text
    assert "‡ set by hand" in text
    assert "scenario: Import duty" in text
