"""The variables that preloaded modules read, and when a kernel may be forked all the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from h200analysis.kernels import environment
from tests.kernels.started import ENVIRONMENT, started

# ipykernel's own, whose values each kernel is given anew.
OF_EACH_KERNEL = {"JPY_PARENT_PID", "JPY_INTERRUPT_EVENT"}
RECORD = """
import json, os, sys
read = set()

def note(name):
    frame, callers = sys._getframe(2), []
    while frame and len(callers) < 4:
        callers.append(frame.f_code.co_name)
        frame = frame.f_back
    if {"preload", "getproxies_environment"}.isdisjoint(callers):  # they look at every name
        read.add(name)

class Recorded(type(os.environ)):
    def __getitem__(self, name):
        note(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        note(name)
        return super().__contains__(name)

    def get(self, name, default=None):
        note(name)
        return super().get(name, default)

os.environ.__class__ = Recorded
from h200analysis.kernels import preloading
preloading.preload()
print(json.dumps([name for name in read if isinstance(name, str)]))
"""


def test_every_variable_that_is_read_beforehand_is_known() -> None:
    """Two kernels that differ in one of them are not forked from one process."""
    done = subprocess.run(
        [sys.executable, "-c", RECORD], capture_output=True, text=True, check=True
    )
    read = set(json.loads(done.stdout.splitlines()[-1])) - OF_EACH_KERNEL

    assert {"PANDAS_COPY_ON_WRITE", "HOME"} <= read
    assert {name for name in read if not environment.is_read_at_start(name)} == set()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PYTHONHASHSEED", True),
        ("LC_ALL", True),
        ("https_proxy", True),
        ("OMP_NUM_THREADS", True),
        ("H200_DATA", False),
        ("IPYTHONDIR", False),
        ("JPY_SESSION_NAME", False),
    ],
)
def test_what_a_kernel_reads_later_may_differ(name: str, expected: bool) -> None:
    """A variable of the interpreter or of a library is read at its start, one of a cell is not."""
    assert environment.is_read_at_start(name) is expected


def test_a_kernel_with_another_seed_of_hashes_is_forked_from_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That process is started with the seed, and imports nothing from the folder it is in."""
    for name in ("pandas.py", "h200analysis.py"):
        (tmp_path / name).write_text("raise SystemExit('imported')\n")
    monkeypatch.chdir(tmp_path)
    env = ENVIRONMENT | {"PYTHONHASHSEED": "5"}
    asked = [sys.executable, "-c", "print(hash('a word'))"]
    done = subprocess.run(asked, env=env, capture_output=True, text=True, check=True)
    with started(env=env, cwd="/") as kernel:
        assert not isinstance(kernel.process, subprocess.Popen)
        assert kernel.told("hash('a word')") == int(done.stdout)
        assert kernel.told("hasattr(__import__('pandas'), 'DataFrame')")
