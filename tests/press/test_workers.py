"""How workers end, and what they are forked from."""

import subprocess
import sys
from pathlib import Path

import pytest

from h200analysis.press import editions, planning, workers
from h200analysis.press.building import Build
from h200analysis.press.workers import LocalWorkers
from tests.press.changed import changed

STOPS_ITS_WORKER = "import os, signal\nos.kill(int(os.environ['JPY_PARENT_PID']), signal.SIGSTOP)"


def test_a_worker_that_stands_still_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the limit of all cells and the time to judge an edition; nothing tries it again."""
    monkeypatch.setattr(workers, "_TO_JUDGE", 1)
    known = changed(tmp_path, STOPS_ITS_WORKER, [])
    values, limits = {"as_of": "2026-01-15"}, {"edition_seconds": "4"}
    job = editions.job(known, "supply_gap", values, limits=limits)
    step = planning.step(job, tmp_path / "out")
    with LocalWorkers(1) as one:
        [ended] = Build([step], tmp_path / "out", one, retries=1).run()

    assert "supply_gap: it was ended after 5 s without result." == str(ended.error)
    assert not list((tmp_path / "out").glob("*/*/[0-9]*"))


_ENDING = """
from h200analysis.press import uncollected
class Loaded:
    def __del__(self):
        print("taken apart")
loaded = Loaded()
"""


def test_what_workers_are_forked_from_ends_at_once() -> None:
    """It holds what a build says to, for as long as Python takes all apart that was loaded."""
    command = [sys.executable, "-c", _ENDING]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "" == ran.stdout
