"""A real Dask scheduler with two worker processes, on loopback."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from h200analysis.press import catalogue, editions, planning
from h200analysis.press.building import Build
from h200analysis.press.cluster import ClusterError, DaskWorkers, attempt
from h200analysis.press.failure import Failure
from h200analysis.press.making import Assignment

DAY = "2026-01-15"
_ADDRESS = re.compile(r"Scheduler at:\s+(tcp://\S+)")


@contextmanager
def _started(folder: Path, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a command of Dask's in a folder that has nothing of ours."""
    command = [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]]
    surroundings = os.environ | {"DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "100ms"}
    with subprocess.Popen(
        command, cwd=folder, env=surroundings, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers, which know of this checkout's package alone."""
    folder = tmp_path_factory.mktemp("cluster")
    port = ("--port", "0", "--no-dashboard", "--host", "127.0.0.1")
    with _started(folder, "dask_scheduler", *port) as scheduler:
        assert scheduler.stderr is not None
        found = next(filter(None, map(_ADDRESS.search, scheduler.stderr)))
        options = ("--nworkers", "2", "--nthreads", "1", "--no-dashboard")
        with _started(folder, "dask_worker", found[1], *options):
            yield found[1]


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_cluster_makes_the_same_bytes(address: str, archive: Path, tmp_path: Path) -> None:
    """Two editions made by its workers are those that other processes make, file by file."""
    known = catalogue.read()
    jobs = [editions.job(known, name, {"as_of": DAY}) for name in ("supply_gap", "fee")]
    steps = [planning.step(job, tmp_path) for job in jobs]

    with DaskWorkers(address) as workers:
        ended = list(Build(steps, tmp_path, workers, retries=0).run())

    assert [None, None] == [each.error for each in ended]
    for job in jobs:
        assert _files(job.folder(archive) / "1") == _files(job.folder(tmp_path) / "1")


def test_the_command_builds_on_a_cluster(address: str, tmp_path: Path) -> None:
    """`--dask` makes what `--jobs` makes, and a cell that fails there is told as here."""
    command = [str(Path(sys.executable).with_name("h200")), "build", "fee"]
    words = ["--as-of", DAY, "--out", str(tmp_path), "--dask", address]

    ran = subprocess.run([*command, *words], capture_output=True, text=True, check=False)
    short = subprocess.run(
        [*command, *words, "--force", "--limit", "cell_seconds=0.01"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert 0 == ran.returncode, ran.stderr
    assert ": made in" in ran.stderr
    assert 1 == short.returncode
    assert "took longer than 0.01 s, the limit of a cell" in short.stderr


def test_a_cluster_that_does_not_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A wrong address is a sentence, and nothing is made."""
    monkeypatch.setattr("h200analysis.press.cluster._SECONDS", 0.2)

    with pytest.raises(ClusterError, match="no scheduler answers there"):
        DaskWorkers("tcp://127.0.0.1:1")


def test_a_worker_of_other_software_is_refused(tmp_path: Path) -> None:
    """An edition is made by the software that its manifest will name, or not at all."""
    job = editions.job(catalogue.read(), "supply_gap", {"as_of": DAY})
    given: Assignment = planning.step(job, tmp_path).assignment
    other = replace(given, package={**given.package, "h200analysis/model/fees.py": "another"})

    came = attempt(other, None, None, dict(job.inputs.versions))  # type: ignore[arg-type]

    assert isinstance(came, Failure)
    assert "has another h200analysis than this machine" in str(came.error)
    assert "h200analysis/model/fees.py differs" in str(came.error)
