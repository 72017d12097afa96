"""What an edition is written with is loaded beside its kernel, and no fault of that ends it."""

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from h200analysis.errors import H200Error
from h200analysis.press import catalogue, charts, editions, keys, known, planning, readying
from h200analysis.press.making import Assignment
from h200analysis.press.run import run
from tests import small

_PATIENCE = 60  # seconds


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
    ready = threading.Event()
    with readying.Readying(given, ready.set) as aside:
        aside.begin()
        assert ready.wait(_PATIENCE)

    assert charts.wake.cache_info().currsize == 1
    assert known.ledger.cache_info().currsize == 1
    before = keys._hash.cache_info().misses
    keys.package()
    assert keys._hash.cache_info().misses == before


def test_a_fault_is_left_to_whoever_asks_next(given: Assignment) -> None:
    """A folder of evidence that is gone is told where the ledger is wanted, and ends no thread."""
    ready = threading.Event()
    with readying.Readying(replace(given, data=Path("gone")), ready.set) as aside:
        aside.begin()  # what it raised pytest would tell as an error
        assert ready.wait(_PATIENCE)

    with pytest.raises(H200Error, match=r"data/units\.toml: found no such file"):
        known.ledger("2026-01-15", Path("gone"), date.max)


def test_a_notebook_that_has_ended_by_then_wakes_no_charts(given: Assignment) -> None:
    """To draw none it needs none, and who draws one wakes them."""
    charts.wake.cache_clear()
    ready = threading.Event()
    with readying.Readying(given, ready.set) as aside:
        aside.begin()

    assert ready.is_set()
    assert charts.wake.cache_info().currsize == 0


def test_whoever_is_told_may_be_gone(given: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a command that was killed; a thread that raised would print it."""
    raised: list[object] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)

    def gone() -> None:
        raise BrokenPipeError

    with readying.Readying(given, gone) as aside:
        aside.begin()

    assert not raised


def test_a_kernel_that_never_ran_is_nothing_to_wait_for(given: Assignment) -> None:
    """What there is to tell is told by whoever started it."""
    with pytest.raises(H200Error, match="There is no kernel"), readying.Readying(given):
        raise H200Error("There is no kernel.")


def test_it_begins_once_the_kernel_is_there(given: Assignment) -> None:
    """And before the first cell: what it does holds up no order of a kernel."""
    begun: list[str] = []
    ran = run(given.notebook, given.values, given.data, meanwhile=lambda: begun.append("begun"))

    assert begun == ["begun"]
    assert ran.notebook.cells
