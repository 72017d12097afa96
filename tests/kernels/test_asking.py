"""Which kernels are forked, and that an ordinary one is started, silently, where none can be."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from h200analysis.kernels.asking import order
from tests.kernels.started import FORKED, Started, started

COMMAND = [sys.executable, "-m", "ipykernel_launcher", "-f", "kernel.json"]
HERE = Path(__file__).parent


def _is_forked(kernel: Started) -> bool:
    return not isinstance(kernel.process, subprocess.Popen)


@pytest.mark.parametrize(
    ("command", "asked", "flags", "arguments"),
    [
        (COMMAND, {}, [], ["-f", "kernel.json"]),
        (COMMAND, {"cwd": str(HERE), "env": {"A": "é=\n"}, "stdout": 1}, [], ["-f", "kernel.json"]),
        (COMMAND, {"independent": False}, [], ["-f", "kernel.json"]),
        ([*COMMAND, "--matplotlib=inline"], {}, [], ["-f", "kernel.json", "--matplotlib=inline"]),
        (
            [sys.executable, "-Xfrozen_modules=off", *COMMAND[1:]],
            {},
            ["-Xfrozen_modules=off"],
            ["-f", "kernel.json"],
        ),
    ],
)
def test_a_python_kernel_of_this_interpreter_is_forked(
    command: list[str], asked: dict[str, Any], flags: list[str], arguments: list[str]
) -> None:
    """It has the flags, the arguments, the folder and the environment that were asked for."""
    ordered = order(command, asked)

    assert ordered
    assert (ordered.flags, ordered.arguments) == (flags, arguments)
    assert ordered.cwd == asked.get("cwd", str(Path.cwd()))
    assert ordered.env == {**asked.get("env", os.environ), "JPY_PARENT_PID": str(os.getpid())}


@pytest.mark.parametrize(
    ("command", "asked"),
    [
        (["/usr/bin/python3", *COMMAND[1:]], {}),
        ([sys.executable, "-m", "ipykernel", "-f", "kernel.json"], {}),
        ([sys.executable, "-I", *COMMAND[1:]], {}),
        ([sys.executable, "-X", "dev", *COMMAND[1:]], {}),
        (["Rscript", "-e", "IRkernel::main()"], {}),
        (COMMAND, {"env": {"PYTHONPATH": "/elsewhere"}}),
        (COMMAND, {"env": {"PYTHONSTARTUP": "/start.py"}}),
        (COMMAND, {"env": {"LD_PRELOAD": "/it.so"}}),
        (COMMAND, {"env": {"A=B": "C"}}),
        (COMMAND, {"cwd": "/nowhere"}),
        (COMMAND, {"cwd": __file__}),
        (COMMAND, {"independent": True}),
        (COMMAND, {"preexec_fn": print}),
        (COMMAND, {"pass_fds": [5]}),
    ],
)
def test_what_only_a_new_process_can_do_is_left_to_one(
    command: list[str], asked: dict[str, Any]
) -> None:
    """Another program, its flags, what Python reads as it starts, and options of Popen."""
    assert order(command, asked) is None


def test_the_switch_asks_for_an_ordinary_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """`H200_KERNEL=ordinary` is for whoever doubts a forked one; nothing else differs."""
    monkeypatch.setenv("H200_KERNEL", "ordinary")
    with started(FORKED) as kernel:
        assert not _is_forked(kernel)
        assert kernel.told("1 + 1") == 2


def test_a_stream_that_only_popen_can_make_asks_for_an_ordinary_kernel() -> None:
    """A pipe belongs to the process that reads it."""
    with started(FORKED, stdout=subprocess.PIPE) as kernel:
        assert not _is_forked(kernel)


@pytest.mark.parametrize("name", ["pandas.py", "altair/__init__.py"])
def test_a_module_beside_the_notebook_goes_before_a_library(tmp_path: Path, name: str) -> None:
    """A cell there imports the user's own, as in an ordinary kernel."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine = True\n")
    module = name.removesuffix(".py").partition("/")[0]
    with started(FORKED, cwd=str(tmp_path)) as kernel:
        assert kernel.told(f"__import__({module!r}).mine") is True


def test_a_change_of_a_source_file_is_seen_by_the_next_kernel() -> None:
    """A module is imported anew once its file has changed, as after any restart."""
    parent = "__import__('os').getppid()"
    with started() as first:
        Path(sys.modules["h200analysis.kernels"].__file__ or "").touch()
        with started() as second:
            assert _is_forked(second)
            assert first.told(parent) != second.told(parent)
