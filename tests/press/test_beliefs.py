"""The belief of a day is computed once, and every edition is the same as without it."""

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from h200analysis import evidence, futures
from h200analysis.cases import Case
from h200analysis.futures import kept
from h200analysis.press import beliefs, catalogue, editions, making, planning
from h200analysis.press.beliefs import Beliefs
from h200analysis.press.jobs import Job, job
from h200analysis.press.making import Assignment
from h200analysis.press.run import RunError, run

KNOWN = catalogue.read()
DAY = "2026-05-20"
DRAWS = 16_384
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("executive", {}),
    ("supply_gap", {"scenario": "half_firm", "stock_chips": 500_000}),
]


def _job(briefing: str = "executive", **values: Any) -> Job:
    return job(KNOWN, briefing, {"as_of": DAY, "draws": DRAWS, **values})


def _given(briefing: str = "executive", folder: Path | None = None, **values: Any) -> Assignment:
    asked = planning.step(_job(briefing, **values), Path("nowhere"))
    return replace(asked.assignment, beliefs=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a belief, which is not there yet."""
    return tmp_path / "belief"


@pytest.mark.parametrize(("briefing", "values"), ASKED, ids=[name for name, _ in ASKED])
def test_an_edition_is_the_same_with_and_without(
    briefing: str, values: Mapping[str, Any], folder: Path
) -> None:
    """Page, paper, notebook, figures and what is used have the same bytes, whoever drew."""
    given = _given(briefing, folder, **values)

    shared = making.made(given)
    own = making.made(replace(given, beliefs=None))

    assert 1 == len(_files(folder))
    assert own.files is not None
    assert set(own.files) | {"manifest.json"} == set(editions.files())
    assert own.files == shared.files
    _refuse_less(own.used, shared.used)


def _refuse_less(own: Mapping[str, Any], shared: Mapping[str, Any]) -> None:
    """Whoever reads a belief is said to have read all that it was computed of."""
    for day, told in own.items():
        other = shared[day]
        assert told["names"].keys() <= other["names"].keys()
        assert told["answers"].keys() <= other["answers"].keys()
        for record, read in told["records"].items():
            fields, others = _fields(read), _fields(other["records"][record])
            assert fields <= others or others == {"*"}


def _fields(read: Mapping[str, str] | None) -> set[str]:
    return {field for fields in read or () for field in fields.split()}


def test_the_kernel_reads_what_is_kept(folder: Path) -> None:
    """A notebook takes the belief that stands under its key, here one of another seed."""
    given = _given(folder=folder)
    assert beliefs.prepared(given) == folder
    [file] = _files(folder)
    case = Case(evidence.read(DAY, given.data))
    kept.keep(folder, file.name, futures.believe(case, 8, DRAWS))

    texts = [
        str(run(given.notebook, given.values, given.data, beliefs=place).notebook)
        for place in (None, folder)
    ]

    assert texts[0] != texts[1]


def test_it_is_computed_once(folder: Path) -> None:
    """Who asks while another computes waits for it."""
    names = ("executive", "supply_gap")
    with ProcessPoolExecutor(len(names), mp_context=get_context("spawn")) as workers:
        places = list(workers.map(partial(_prepared, folder), names))
    [file] = _files(folder)
    first = file.stat()

    assert [folder, folder] == places
    assert folder == beliefs.prepared(_given("fee", folder))
    assert first == file.stat()


def _prepared(folder: Path, briefing: str) -> Path | None:
    return beliefs.prepared(_given(briefing, folder))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name not in {".lock", "computed"}]


def test_what_cannot_be_believed_is_told_by_the_notebook(folder: Path) -> None:
    """Of too few futures no belief is kept nor tried again; the edition says what is wrong."""
    given = _given(folder=folder)
    given = replace(given, values={**given.values, "draws": 1_024})
    assert beliefs.prepared(given) == folder
    first = (folder / "computed").stat()

    assert beliefs.prepared(given) == folder
    assert [] == _files(folder)
    assert first == (folder / "computed").stat()
    with pytest.raises(RunError, match="leaves fewer than 2,000 effective futures"):
        run(given.notebook, given.values, given.data, beliefs=folder)


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    """Where a belief cannot be kept, each kernel computes its own."""
    (tmp_path / "file").touch()

    assert beliefs.prepared(_given(folder=tmp_path / "file")) is None


def test_a_belief_is_shared_until_its_last_edition_is_made(tmp_path: Path) -> None:
    """Briefings of one day share a folder; another seed, or a page without odds, has none."""
    one, other = _job(), _job("annex")
    alone, without = _job("fee", seed=8), [_job("claim_audit")] * 2

    shared = Beliefs([one, other, alone, *without], tmp_path)

    place = shared.folder(one)
    assert place is not None
    assert place == shared.folder(other)
    assert [None] * 3 == [shared.folder(each) for each in (alone, *without)]
    place.mkdir()
    shared.done(one)
    assert place.exists()
    shared.done(other)
    assert not place.exists()


def test_another_package_or_limit_has_its_own(tmp_path: Path) -> None:
    """What one version of the package believes is not what another does, nor of other evidence."""
    asked = _job()
    others = [
        replace(asked, inputs=replace(asked.inputs, package={"src/x.py": "0"})),
        replace(asked, recorded=evidence.day("2026-11-01")),
    ]

    shared = Beliefs([asked, asked, *others, *others], tmp_path)

    assert 3 == len({shared.folder(each) for each in (asked, *others)})


def test_the_folder_is_closed_to_others(folder: Path) -> None:
    """What kernels unpickle is written where nobody else can write."""
    beliefs.prepared(_given(folder=folder))

    assert 0o700 == beliefs.room().stat().st_mode & 0o777
    assert 0o700 == folder.stat().st_mode & 0o777
