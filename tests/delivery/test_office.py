"""Editions for Word and Excel: everything typed, with units and sources, and the same each time."""

import io
import json
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_markdown_cell, new_notebook, writes_json

from h200analysis import evidence
from h200analysis.cases import Case
from h200analysis.cases.outcome import figure
from h200analysis.cli import main
from h200analysis.delivery import archive
from h200analysis.delivery.archive import Edition
from h200analysis.delivery.library.publishing import publish
from h200analysis.delivery.office import exporting, headline
from h200analysis.press import figure_keys, manifest
from tests.delivery.library.fakes import stand

ADDRESS = "2026-01-15/supply_gap/1"
DRAWN = {"as_of": "2026-01-15", "scenario": "central", "seed": 7, "draws": 16_384}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an edition whose headline can be drawn again, and its notebook."""
    case = Case(evidence.read("2026-01-15"))
    gap = case.evaluate("supply_gap")
    middle = case.drawn(draws=16_384).evaluate("supply_gap").middle
    printed = [figure(gap, "1.3 million chips"), figure(middle, "1.39 million chips")]
    printed = figure_keys.keyed(({**each, "exhibit": "front"} for each in printed), "2026-01-15")
    folder = tmp_path_factory.mktemp("office")
    edition = stand(folder, ADDRESS, printed, parameters=DRAWN, recorded=None)
    cell = new_markdown_cell("# The gap\n\nOrders exceed stock.")
    (edition / "briefing.ipynb").write_text(writes_json(new_notebook(cells=[cell])))
    told = json.loads((edition / manifest.NAME).read_bytes())
    named = [path for path in edition.iterdir() if path.name != manifest.NAME]
    files = {path.name: path.read_bytes() for path in named}
    told["files"] = manifest.hashes(files)
    (edition / manifest.NAME).write_bytes(manifest.as_file(told))
    return folder


@pytest.fixture
def edition(out: Path) -> Edition:
    """The edition in the archive."""
    return archive.edition(out, ADDRESS)


def _rows(content: bytes, sheet: str) -> list[dict[str, Any]]:
    head, *rows = openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_numbers_are_numbers_and_days_are_days(edition: Edition) -> None:
    """A figure stands with its unit and its sources, a claim with its words and its address."""
    content = exporting.xlsx(edition)
    gap = _rows(content, "Figures")[0]
    claims = {row["Claim"]: row for row in _rows(content, "Claims")}
    orders = claims["orders_seed"]

    assert (1_300_000, "chip", "1.3 million chips") == (
        gap["Value"],
        gap["Unit"],
        gap["As printed"],
    )
    assert datetime(2026, 1, 15) == gap["As of"]
    assert "front/supply_gap" == gap["Key"]
    assert {"orders_seed", "stock_seed"} <= set(gap["Claims"].split("; "))
    assert 2_000_000 == orders["Value"]
    assert orders["Publisher"] in gap["Sources"]
    assert orders["In the words of the source"]


def test_the_draws_of_the_headline_have_its_median(edition: Edition) -> None:
    """The median of the draws in the sheet is the one that the edition printed."""
    drawn = headline.draws(edition)
    rows = _rows(exporting.xlsx(edition, drawn), "Draws")
    values = [row["supply_gap (chip)"] for row in rows]

    assert 16_384 == len(values)
    # The edition averages the medians of the replicates.
    assert edition.figures[1]["value"] == pytest.approx(median(values), rel=1e-3)


def test_draws_that_come_out_otherwise_are_left_out(edition: Edition) -> None:
    """Where the median differs from what was printed, the draws are not its draws."""
    other = Edition(edition.folder, date(2026, 1, 15), "supply_gap", 1)
    moved = [{**each, "value": each["value"] + 1} for each in edition.figures]
    other.__dict__["figures"] = moved

    assert headline.draws(other) is None


def test_the_same_edition_has_the_same_bytes(edition: Edition) -> None:
    """A workbook bears the day on which the edition was made, and no time of writing."""
    assert exporting.xlsx(edition) == exporting.xlsx(edition)
    told = openpyxl.load_workbook(io.BytesIO(exporting.xlsx(edition))).properties
    assert datetime(2026, 11, 28) == told.created


@pytest.mark.parametrize(("form", "opening"), [("docx", b"PK"), ("xlsx", b"PK")])
def test_the_command_writes_one_file(out: Path, tmp_path: Path, form: str, opening: bytes) -> None:
    """`h200 export` takes an edition by its address or its folder, and says where the file is."""
    for named in (ADDRESS, str(out / ADDRESS)):
        file = tmp_path / f"it.{form}"
        words = ["export", form, named, "--out", str(out), "--to", str(file)]
        ran = CliRunner().invoke(main, words)

        assert (0, f"{file}\n") == (ran.exit_code, ran.stdout), ran.output
        assert file.read_bytes().startswith(opening)
        assert [file] == list(tmp_path.iterdir())


def test_no_edition_is_a_sentence(out: Path) -> None:
    """What does not stand is told, with what stands."""
    ran = CliRunner().invoke(main, ["export", "docx", "2026-01-15/fee", "--out", str(out)])

    assert 2 == ran.exit_code
    assert "2026-01-15/supply_gap/1" in ran.stderr or "no such edition" in ran.stderr


def test_a_library_offers_them_where_it_is_asked_to(out: Path, tmp_path: Path) -> None:
    """With `office` the page of an edition names both files, and they are there."""
    publish(out, tmp_path / "site", office=True)
    folder = tmp_path / "site" / "editions" / ADDRESS
    page = (folder / "index.html").read_text(encoding="utf-8")

    for name in ("briefing.docx", "figures.xlsx"):
        assert (folder / name).read_bytes().startswith(b"PK")
        assert f'href="{name}"' in page
