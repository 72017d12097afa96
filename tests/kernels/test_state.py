"""What a forked kernel finds: the same as an ordinary one, and nothing of the one before it."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_event_loop

from tests.kernels.started import ENVIRONMENT, FORKED, ORDINARY, started

STATE = Path(__file__).with_name("state.py").read_text(encoding="utf-8")
LEAVE = """
import os, random, sys
import altair, numpy, pandas
left = 1
pandas.DataFrame = altair.Chart = None
pandas.set_option("display.max_rows", 3)
numpy.set_printoptions(precision=2)
random.seed(1)
numpy.random.seed(1)
os.environ["LEFT"] = "1"
os.chdir("/")
os.umask(0)
sys.path.insert(0, "/left")
left_open = os.open("/dev/zero", os.O_RDONLY)
os.set_inheritable(left_open, True)
"""
SEEN = """{
    "name": "left" in globals(),
    "module": __import__("pandas").DataFrame is None or __import__("altair").Chart is None,
    "options": __import__("pandas").get_option("display.max_rows"),
    "precision": __import__("numpy").get_printoptions()["precision"],
    "variable": "LEFT" in __import__("os").environ,
    "folder": __import__("os").getcwd(),
    "path": "/left" in __import__("sys").path,
    "file": any("zero" in __import__("os").readlink(each.path)
                for each in __import__("os").scandir("/proc/self/fd") if each.is_symlink()),
}"""
RANDOM = "[__import__('random').random(), __import__('numpy').random.random()]"


def _state(provisioner: str, folder: Path) -> dict[str, Any]:
    env = ENVIRONMENT | {"OF_THE_KERNEL": "é", "TZ": "Asia/Shanghai", "TMPDIR": str(folder)}
    with started(provisioner, cwd=str(folder), env=env) as kernel:
        assert kernel.run(STATE)["status"] == "ok"
        state: dict[str, Any] = kernel.told("state")
        return state


def test_a_forked_kernel_finds_what_an_ordinary_one_does(tmp_path: Path) -> None:
    """Arguments, environment, limits, signals, threads, files and the options of libraries."""
    before = os.umask(0o027)
    try:
        forked, ordinary = _state(FORKED, tmp_path), _state(ORDINARY, tmp_path)
    finally:
        os.umask(before)

    for state in (forked, ordinary):
        state["environment"].pop("IPYTHONDIR")
    assert forked == ordinary
    assert forked["environment"]["OF_THE_KERNEL"] == "é"
    assert forked["mask"] == 0o027


def test_nothing_of_a_kernel_is_seen_by_the_next() -> None:
    """Names, changed modules, options, variables, folder and open files end with their kernel."""
    with started() as first:
        before = first.told(SEEN)
        first.run(LEAVE)
        left = first.told(SEEN)
        with started() as beside:
            meanwhile = beside.told(SEEN)
    with started() as second:
        after = second.told(SEEN)

    assert all(left[each] for each in ("name", "module", "variable", "path", "file"))
    assert before == meanwhile == after


def test_each_kernel_draws_random_numbers_of_its_own() -> None:
    """Neither Python's nor numpy's state is inherited."""
    with started() as first, started() as second:
        draws = [first.told(RANDOM), second.told(RANDOM)]

    assert len({number for pair in draws for number in pair}) == 4


def test_kernels_are_started_from_threads_at_once() -> None:
    """Each thread gets a kernel of its own, forked from one process."""

    def ask(number: int) -> list[int]:
        try:
            with started() as kernel:
                kernel.run(f"import os; it = {number}")
                told: list[int] = kernel.told("[it, os.getpid(), os.getppid()]")
                return told
        finally:
            ensure_event_loop().close()  # Jupyter keeps one a thread, and leaves it open

    with ThreadPoolExecutor(3) as pool:
        numbers, own, parents = zip(*pool.map(ask, range(3)), strict=True)

    assert numbers == (0, 1, 2)
    assert len(set(own)) == 3
    assert len(set(parents)) == 1
