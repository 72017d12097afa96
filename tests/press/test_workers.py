"""A worker that falls silent ends, and its edition alone fails."""

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
