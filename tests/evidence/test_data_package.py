"""The evidence as a data package that other tools can take as it is."""

import csv
import io
from pathlib import Path

import frictionless
import pytest
from click.testing import CliRunner

from h200analysis import evidence
from h200analysis.cli import main
from h200analysis.evidence import data_package

DAY = "2026-01-15"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of January, as the command writes it."""
    folder = tmp_path_factory.mktemp("package") / "evidence"
    for _ in range(2):  # the second time over the first
        words = ["evidence", "export", "--to", str(folder), "--as-of", DAY]
        ran = CliRunner().invoke(main, words)
        assert (0, f"{folder / 'datapackage.json'}\n") == (ran.exit_code, ran.stdout), ran.output
    return folder


def test_it_is_a_sound_data_package(folder: Path) -> None:
    """Frictionless finds types, keys and references in order, and every row that was known."""
    report = frictionless.validate(str(folder / "datapackage.json"))

    assert report.valid, report.flatten(["type", "note"])
    rows = list(csv.DictReader(io.StringIO((folder / "claims.csv").read_text(encoding="utf-8"))))
    assert list(evidence.read(DAY).claims) == [row["id"] for row in rows]


def test_its_columns_are_typed_and_told(folder: Path) -> None:
    """Days are dates and figures numbers, each column says what it holds; the licence is named."""
    package = frictionless.Package(str(folder / "datapackage.json"))
    claims = package.get_resource("claims").schema
    types = {field.name: field.type for field in claims.fields}

    assert {"as_of": "date", "value": "number", "forecast": "boolean", "unit": "string"} == {
        name: types[name] for name in ("as_of", "value", "forecast", "unit")
    }
    assert all(field.description for field in claims.fields[1:])
    assert ["CC-BY-4.0"] == [licence["name"] for licence in package.licenses]


def test_the_same_ledger_has_the_same_bytes(folder: Path) -> None:
    """Whoever exports the same day gets the same files."""
    again = data_package.written(evidence.read(DAY))

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == again


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    """A folder that holds something else is refused in a sentence."""
    (tmp_path / "mine.txt").write_text("mine")
    ran = CliRunner().invoke(main, ["evidence", "export", "--to", str(tmp_path)])

    assert 2 == ran.exit_code
    assert "expected a new or an empty one" in ran.stderr
    assert ["mine.txt"] == [path.name for path in tmp_path.iterdir()]
