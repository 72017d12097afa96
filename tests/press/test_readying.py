"""What an edition is written with is loaded beside its kernel, and no fault of that ends it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from h200analysis.errors import H200Error
from h200analysis.press import catalogue, charts, editions, keys, known, planning, readying
from h200analysis.press.making import Assignment
from h200analysis.press.run import run
from tests import small


@pytest.fixture
def given(tmp_path: Path) -> Assignment:
    """Return an assignment of a small edition."""
    small.lay_out(tmp_path, ["small"])
    job = editions.job(catalogue.read(tmp_path), "small", {"as_of": "2026-01-15"})
    return planning.step(job, tmp_path / "out").assignment


def test_what_follows_the_kernel_is_there(given: Assignment) -> None:
    """Charts are awake, the package is hashed and the ledger read."""
    charts.wake.cache_clear()
    known.ledger.cache_clear()
    thread = readying.thread(given)
    thread.start()
    thread.join()

    assert charts.wake.cache_info().currsize == 1
    assert known.ledger.cache_info().currsize == 1
    before = keys._hash.cache_info().misses
    keys.package()
    assert keys._hash.cache_info().misses == before


def test_a_fault_is_left_to_whoever_asks_next(given: Assignment) -> None:
    """A folder of evidence that is gone is told where the ledger is wanted, and ends no thread."""
    thread = readying.thread(replace(given, data=Path("gone")))
    thread.start()  # what it raised pytest would tell as an error
    thread.join()

    with pytest.raises(H200Error, match=r"data/units\.toml: found no such file"):
        known.ledger("2026-01-15", Path("gone"), date.max)


def test_it_begins_once_the_kernel_is_there(given: Assignment) -> None:
    """And before the first cell: what it does holds up no order of a kernel."""
    begun: list[str] = []
    ran = run(given.notebook, given.values, given.data, meanwhile=lambda: begun.append("begun"))

    assert begun == ["begun"]
    assert ran.notebook.cells
