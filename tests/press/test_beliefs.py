"""The belief of a day is computed once, and every edition is the same as without it."""

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from h200analysis import futures
from h200analysis.cases import Case
from h200analysis.futures import kept
from h200analysis.press import beliefs, catalogue, editions
from h200analysis.press.jobs import Job, job
from h200analysis.press.run import RunError, run

KNOWN = catalogue.read()
DAY = "2026-05-20"
DRAWS = 16_384
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("executive", {}),
    ("supply_gap", {"scenario": "half_firm", "stock_chips": 500_000}),
]


def _job(briefing: str = "executive", **given: Any) -> Job:
    return job(KNOWN, briefing, {"as_of": DAY, "draws": DRAWS, **given})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that only this user can enter."""
    tmp_path.chmod(0o700)
    return tmp_path


@pytest.mark.parametrize(("briefing", "given"), ASKED, ids=[name for name, _ in ASKED])
def test_an_edition_is_the_same_with_and_without(
    briefing: str, given: Mapping[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page, paper, notebook, figures and manifest have the same bytes, whoever drew the futures."""
    asked = _job(briefing, **given)
    assert beliefs.prepared(asked, beliefs.room()) is not None
    shared = editions.publish(asked, tmp_path / "shared").folder
    monkeypatch.setattr(beliefs, "prepared", lambda *_: None)
    own = editions.publish(asked, tmp_path / "own").folder

    files = {path.name: path.read_bytes() for path in own.iterdir()}
    assert set(files) == set(editions.files())
    assert files == {path.name: path.read_bytes() for path in shared.iterdir()}


def test_the_kernel_reads_what_is_kept(folder: Path) -> None:
    """A notebook takes the belief that stands under its key, here one of another seed."""
    asked = _job()
    [file] = _files(beliefs.prepared(asked, folder))
    kept.keep(file.parent, file.name, futures.believe(Case(asked.ledger), 8, DRAWS))

    texts = [
        str(run(asked.notebook, asked.values, asked.data, limits=asked.limits, beliefs=place))
        for place in (None, file.parent)
    ]

    assert texts[0] != texts[1]


def test_it_is_computed_once(folder: Path) -> None:
    """Who asks while another computes waits for it, and briefings of one day ask for the same."""
    names = ("executive", "supply_gap")
    with ProcessPoolExecutor(len(names), mp_context=get_context("spawn")) as workers:
        places = list(workers.map(partial(_prepared, folder), names))
    [file] = _files(places[0])
    first = file.stat()

    assert 1 == len(set(places))
    assert places[0] == beliefs.prepared(_job("fee"), folder)
    assert first == file.stat()


def _prepared(folder: Path, briefing: str) -> Path | None:
    return beliefs.prepared(_job(briefing), folder)


def _files(place: Path | None) -> list[Path]:
    assert place is not None
    return [path for path in place.iterdir() if path.suffix != ".lock"]


def test_a_page_that_believes_nothing_has_none(folder: Path) -> None:
    """The audit of claims draws no futures, so none are drawn for it."""
    assert beliefs.prepared(_job("claim_audit"), folder) is None
    assert [] == list(folder.iterdir())


def test_what_cannot_be_believed_is_told_by_the_notebook(folder: Path) -> None:
    """Of too few futures no belief is kept nor tried again; the edition says what is wrong."""
    asked = _job()
    asked.values["draws"] = 1_024
    assert beliefs.prepared(asked, folder) is None
    [file] = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
    first = file.stat()

    assert beliefs.prepared(asked, folder) is None
    assert first == file.stat()
    with pytest.raises(RunError, match="leaves fewer than 2,000 effective futures"):
        run(asked.notebook, asked.values, asked.data)


def test_a_folder_that_cannot_be_written_stops_nobody(folder: Path) -> None:
    """Where a belief cannot be kept, each kernel computes its own."""
    (folder / "file").touch()

    assert beliefs.prepared(_job(), folder / "file") is None


def test_what_no_job_needs_is_taken_away(folder: Path) -> None:
    """The folder holds the beliefs of the jobs still to be done."""
    first, second = _job(), _job(seed=8)
    kept_places = [beliefs.prepared(each, folder) for each in (first, second)]
    assert 2 == len(_files(kept_places[0]))

    beliefs.tidy(folder, [second])
    [left] = _files(kept_places[0])

    beliefs.tidy(folder, [])
    assert left.name == kept.key(Case(second.ledger), 8, DRAWS)
    assert [] == _files(kept_places[0])


def test_only_what_is_shared_is_worth_preparing() -> None:
    """Those jobs are named whose belief another one has too."""
    jobs = [_job(), _job("annex"), _job("fee", seed=8), _job("claim_audit"), _job("claim_audit")]

    assert jobs[:2] == beliefs.shared(jobs)
    assert [] == beliefs.shared(jobs[1:])


def test_another_package_has_its_own(folder: Path) -> None:
    """What one version of the package believes is not what another does."""
    asked = _job()
    other = replace(asked, inputs=replace(asked.inputs, package={"src/x.py": "0"}))
    assert beliefs.prepared(asked, folder) is not None

    assert beliefs.prepared(other, folder) is None


def test_the_folder_is_closed_to_others() -> None:
    """What kernels unpickle is written where nobody else can write."""
    assert 0o700 == beliefs.room().stat().st_mode & 0o777
