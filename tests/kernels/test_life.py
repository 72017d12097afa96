"""The life of a forked kernel: signals, input, restart and end are as with an ordinary one."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from tests.kernels.started import FORKED, ORDINARY, PATIENCE, Started, started

OWN, PARENT = "__import__('os').getpid()", "__import__('os').getppid()"
ABANDONS = """
import sys, time
from tests.kernels.started import started
with started() as kernel:
    print(kernel.pid, kernel.told("__import__('os').getppid()"), flush=True)
    time.sleep(600)
"""


def _is_gone(pid: int) -> bool:
    """Wait until a process is gone, at most as long as anybody would; say whether it is."""
    end = time.monotonic() + PATIENCE
    while (there := Path(f"/proc/{pid}").exists()) and time.monotonic() < end:
        time.sleep(0.05)
    return not there


def _busy(kernel: Started, code: str) -> str:
    """Begin a cell, and return its request once it has printed something."""
    request: str = kernel.client.execute(code, allow_stdin=False)
    while kernel.client.get_iopub_msg(timeout=PATIENCE)["msg_type"] != "stream":
        pass
    return request


@pytest.mark.parametrize("cell", ["while True: pass", "import time; time.sleep(600)"])
def test_an_interrupt_ends_the_cell_and_not_the_kernel(cell: str) -> None:
    """The cell fails with KeyboardInterrupt, and the kernel keeps its names."""
    with started() as kernel:
        request = _busy(kernel, f"kept = 7; print('begun', flush=True)\n{cell}")
        kernel.manager.interrupt_kernel()

        assert kernel.reply(request)["ename"] == "KeyboardInterrupt"
        assert kernel.told("kept") == 7


@pytest.mark.parametrize("provisioner", [FORKED, ORDINARY])
@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("import os; os._exit(7)", 7),
        ("import os; os.kill(os.getpid(), 9)", -9),
        ("import ctypes; ctypes.string_at(0)", -11),
    ],
)
def test_the_exit_code_reaches_whoever_started_the_kernel(
    provisioner: str, cell: str, code: int
) -> None:
    """It is as `subprocess.Popen` has it: less than zero for a signal."""
    with started(provisioner) as kernel:
        process = kernel.process
        kernel.client.execute(cell)

        assert process.wait(PATIENCE) == process.poll() == process.returncode == code
        assert not kernel.manager.is_alive()
        assert _is_gone(kernel.pid)


def test_a_kernel_that_runs_has_no_exit_code() -> None:
    """Its process is a group of its own, and is what the provisioner tells of."""
    with started() as kernel:
        provisioner: Any = kernel.manager.provisioner
        told = asyncio.run(provisioner.get_provisioner_info())

        assert kernel.process.poll() is None
        assert told["pid"] == told["pgid"] == os.getpgid(kernel.pid) == kernel.told(OWN)
        with pytest.raises(subprocess.TimeoutExpired):
            kernel.process.wait(0.01)


def test_a_polite_shutdown_runs_what_was_registered_for_the_end(tmp_path: Path) -> None:
    """The kernel ends by itself, with the exit code 0."""
    with started(cwd=str(tmp_path)) as kernel:
        process = kernel.process
        kernel.run("import atexit, pathlib; atexit.register(pathlib.Path('ended').touch)")
        kernel.manager.shutdown_kernel(now=False)

    assert process.returncode == 0
    assert (tmp_path / "ended").exists()


def test_a_kernel_is_terminated_with_its_group() -> None:
    """What a cell started goes with it."""
    with started() as kernel:
        kernel.run("import subprocess; child = subprocess.Popen(['sleep', '600'])")
        child, process = kernel.told("child.pid"), kernel.process
        kernel.manager.shutdown_kernel(now=True)

    assert process.returncode == -signal.SIGKILL
    assert _is_gone(child)


def test_a_restarted_kernel_is_another_with_the_same_address() -> None:
    """It has another number, no names, and answers the same client."""
    with started() as kernel:
        kernel.run("kept = 7")
        before = kernel.pid
        kernel.manager.restart_kernel(now=True)
        kernel.client.wait_for_ready(timeout=PATIENCE)

        assert kernel.pid != before
        assert not kernel.told("'kept' in globals()")
        assert _is_gone(before)


def test_input_is_asked_of_the_client() -> None:
    """A cell's `input()` has what the client answers."""
    with started() as kernel:
        request = kernel.client.execute("said = input('say: ')", allow_stdin=True)
        question = kernel.client.get_stdin_msg(timeout=PATIENCE)
        kernel.client.input("so")

        assert question["content"]["prompt"] == "say: "
        assert kernel.reply(request)["status"] == "ok"
        assert kernel.told("said") == "so"


def test_the_debugger_answers() -> None:
    """A client may set breakpoints in a forked kernel."""
    with started() as kernel:
        client: Any = kernel.client
        asked = {"type": "request", "seq": 1, "command": "initialize", "arguments": {}}
        client.control_channel.send(client.session.msg("debug_request", asked))
        answer = client.get_control_msg(timeout=PATIENCE)["content"]

    assert answer["success"], answer


def test_nothing_outlives_the_process_that_wanted_kernels() -> None:
    """Killed without a chance to clean up, it takes its kernels and what forks them with it."""
    with Popen([sys.executable, "-c", ABANDONS], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        kernel, zygote = map(int, parent.stdout.readline().split())
        parent.kill()

    assert kernel != zygote
    assert _is_gone(kernel)
    assert _is_gone(zygote)


@dataclass(frozen=True, slots=True)
class Borrower:
    """A process that has a kernel from another's zygote, by their numbers."""

    pid: int
    kernel: int
    zygote: int


@contextmanager
def _lent() -> Iterator[list[Borrower]]:
    """Begin two processes that have kernels from the zygote of a third, and end that one."""
    lends = [sys.executable, "-m", "tests.kernels.lending"]
    with Popen(lends, stdout=subprocess.PIPE, text=True) as lender:
        assert lender.stdout
        borrowers: list[Borrower] = []
        try:
            lines = [lender.stdout.readline() for _ in range(2)]
            borrowers = [Borrower(*map(int, line.split())) for line in lines]
            yield borrowers
        finally:
            lender.kill()
            for each in borrowers:  # who would sleep on
                with suppress(ProcessLookupError):
                    os.kill(each.pid, signal.SIGKILL)


def _runs(pid: int) -> bool:
    """Tell whether any thread of a process still runs, and it is not stopped or dead."""
    with suppress(OSError):  # it goes while it is looked at
        states = Path(f"/proc/{pid}/task").glob("*/stat")
        return any(state.read_text().rpartition(")")[2].split()[0] not in "ZXT" for state in states)
    return False


def test_a_lent_zygote_forks_kernels_that_end_with_their_own_orderers() -> None:
    """Two processes have kernels from one; where one of them is killed, only its kernel ends."""
    with _lent() as (one, other):
        os.kill(one.pid, signal.SIGKILL)
        is_gone, other_stays = _is_gone(one.kernel), _runs(other.kernel)

    assert one.zygote == other.zygote
    assert is_gone
    assert other_stays
    assert all(map(_is_gone, (other.kernel, other.zygote)))


def test_a_kernel_and_its_orderer_may_end_in_one_moment() -> None:
    """The zygote learns of both at once, and goes on to serve others."""
    with _lent() as (one, other):
        os.kill(one.zygote, signal.SIGSTOP)
        for pid in (one.kernel, one.pid):
            os.kill(pid, signal.SIGKILL)
            while _runs(pid):
                time.sleep(0.01)
        os.kill(one.zygote, signal.SIGCONT)
        is_gone = _is_gone(one.kernel)
        os.kill(other.pid, signal.SIGKILL)
        other_is_gone, goes_on = _is_gone(other.kernel), _runs(other.zygote)

    assert is_gone
    assert other_is_gone
    assert goes_on


def test_a_zygote_that_was_killed_is_replaced() -> None:
    """Its kernels end as killed ones, and the next is forked from another."""
    with started() as kernel:
        zygote, process = kernel.told(PARENT), kernel.process
        os.kill(zygote, signal.SIGKILL)

        assert process.wait(PATIENCE) == -signal.SIGKILL
        assert _is_gone(kernel.pid)
    with started() as kernel:
        assert kernel.told(PARENT) not in {zygote, os.getpid()}


def test_a_kernel_reads_and_writes_where_it_was_told_to(tmp_path: Path) -> None:
    """Its own streams are those that it was started with; what it inherits is its parent's."""
    with (tmp_path / "out").open("w") as out, started(stdout=out, stderr=subprocess.DEVNULL) as it:
        it.run("import os; os.write(1, b'written')\nwhere = os.readlink('/proc/self/fd/2')")
        it.run("import sys; print('printed', file=sys.__stdout__, flush=True)")

        assert it.told("sys.__stdin__.read()") == ""
    assert "printed" in (tmp_path / "out").read_text()
