"""A build may be killed at any moment: what is seen is whole, and nothing is left behind.

`python -m benchmarks.kills` does it more often.
"""

import os
from pathlib import Path

import pytest

from tests.killing import Trials

KILLS = 100


@pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="processes are looked for there"
)
def test_a_build_that_is_killed_leaves_nothing_but_whole_editions(tmp_path: Path) -> None:
    """Alone and beside another build, at a hundred moments between its start and its end."""
    seed = int(os.environ.get("H200_KILLS_SEED", "7"))
    trials = Trials(tmp_path, seed)
    trials.whole()
    seconds = trials.whole()

    for number in range(KILLS):
        trials.killed(seconds, beside=number % 10 == 0)
    trials.at_the_end()

    assert [] == trials.faults
