"""A build may be killed at any moment: what is seen is whole, and nothing is left behind.

`python -m benchmarks.kills` does it more often.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.killing import Trials

KILLS, SERIES = 16, 2  # the series run at a time, each in a folder of its own
_BESIDE = 4  # of so many killed builds, one runs beside another
PROCESSES = Path("/proc/self/environ")


@pytest.mark.skipif(not PROCESSES.exists(), reason="processes are looked for there")
def test_a_build_that_is_killed_leaves_nothing_but_whole_editions(tmp_path: Path) -> None:
    """Alone and beside another build, at some moments between its start and its end."""
    folders = [tmp_path / str(number) for number in range(SERIES)]

    with ThreadPoolExecutor(SERIES) as series:
        faults = [fault for found in series.map(_faults, folders) for fault in found]

    assert [] == faults


def _faults(folder: Path) -> list[str]:
    """Kill builds in a folder, and return what was amiss."""
    folder.mkdir()
    trials = Trials(folder, seed=int(folder.name))
    seconds = trials.whole()
    for number in range(KILLS // SERIES):
        trials.killed(seconds, beside=number % _BESIDE == 0)
    trials.at_the_end()
    return trials.faults
