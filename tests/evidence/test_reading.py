"""The files of the evidence are read once, and again as soon as one of them is another."""

import shutil
from pathlib import Path

import pytest

from h200analysis import evidence, project
from h200analysis.evidence import DataError, reading

DAY = "2026-01-15"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a copy of the evidence that a test may change."""
    return Path(shutil.copytree(project.data(), tmp_path / "data"))


def test_what_has_not_changed_is_read_once(data: Path) -> None:
    """For whichever day it is asked."""
    reading._record.cache_clear()
    for day in (DAY, "2026-08-27"):
        evidence.read(day, data)

    assert reading._record.cache_info().misses == 1


def test_what_has_changed_is_read_again(data: Path) -> None:
    """Though it is as long as before; a file that is gone or has come counts as well."""
    first = evidence.read(DAY, data)
    file = next(
        path for path in (data / "claims").glob("*.toml") if "[stock_seed]" in path.read_text()
    )
    file.write_text(file.read_text().replace("[stock_seed]", "[stock_sEEd]"))
    with pytest.raises(DataError, match="stock_seed"):  # which other records name
        evidence.read(DAY, data)
    file.write_text(file.read_text().replace("[stock_sEEd]", "[stock_seed]"))

    assert evidence.read(DAY, data) == first
    file.rename(data / "aside")
    with pytest.raises(DataError, match="stock_seed"):
        evidence.read(DAY, data)


def test_what_stands_elsewhere_is_read_again_too(data: Path, tmp_path: Path) -> None:
    """A folder of claims may be a link to one that others share."""
    shared = (data / "claims").rename(tmp_path / "shared")
    (data / "claims").symlink_to(shared)
    assert evidence.read(DAY, data).claims
    for file in shared.glob("*.toml"):
        file.unlink()

    with pytest.raises(DataError, match="stock_seed"):
        evidence.read(DAY, data)


def test_a_record_becomes_a_dict_without_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python asks for its `keys`, and a sentence on what is near would cost more than all else."""
    claim = evidence.read(DAY).claim("stock_seed")
    monkeypatch.setattr("h200analysis.evidence.record.without", None)

    assert dict(claim)["value"] == claim.value


def test_a_fault_is_told_each_time(data: Path) -> None:
    """Nothing is kept of evidence that cannot be read."""
    (data / "units.toml").unlink()
    for _ in range(2):
        with pytest.raises(DataError, match=r"units\.toml: found no such file"):
            evidence.read(DAY, data)
