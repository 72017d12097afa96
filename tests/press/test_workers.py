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


_LOADED = """
import os
class Loaded:
    def __del__(self, write=os.write):
        write(1, b"taken apart")
loaded = Loaded()
"""
_FORKED_FROM = """
from multiprocessing import forkserver
forkserver.set_forkserver_preload(["h200analysis.press.uncollected", "loaded"])
forkserver.ensure_running()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there workers are forked")
@pytest.mark.parametrize(
    ("program", "said"),
    [
        (_FORKED_FROM, ""),
        (_FORKED_FROM.replace('"h200analysis.press.uncollected", ', ""), "taken apart"),
    ],
)
def test_what_workers_are_forked_from_ends_at_once(tmp_path: Path, program: str, said: str) -> None:
    """It holds what a build says to, for as long as Python takes all apart that was loaded."""
    (tmp_path / "loaded.py").write_text(_LOADED, encoding="utf-8")
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)

    assert said == ran.stdout


def test_no_other_process_loses_its_exit_code() -> None:
    """As one that goes through all modules, and then fails."""
    program = (
        "import gc; from h200analysis.press import uncollected; exit(3 if gc.isenabled() else 4)"
    )

    assert 3 == subprocess.run([sys.executable, "-c", program], check=False).returncode
