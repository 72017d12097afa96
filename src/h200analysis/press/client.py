"""A client of a kernel that keeps within limits, and can say why a kernel is gone."""

import asyncio
import logging
import re
import signal
from pathlib import Path
from time import monotonic
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError
from nbclient.util import ensure_async, run_sync
from nbformat import NotebookNode
from traitlets.config import Config

from h200analysis.press.limits import Limits

_MB = 2**20
_MEMORY = "__import__('resource').setrlimit(__import__('resource').RLIMIT_DATA, ({0}, {0}))"
_KILLS = re.compile(r"^oom_kill (\d+)", re.MULTILINE)
_SOONEST = 0.01  # seconds; nbclient takes 0 for no limit
_ARRIVING = 60  # seconds for what a cell shows to be here once it has ended; nbclient allows 4

_NOT_SEEN = "The message was: Timeout waiting for IOPub output"  # as nbclient tells of it

_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has but one way to end a process

_silent = logging.getLogger(f"{__name__}.nbclient")
_silent.setLevel(logging.CRITICAL)  # it tells on stderr what is told in a sentence below


class LimitedClient(NotebookClient):
    """nbclient's client, which ends a kernel that prints too much or takes too long."""

    def __init__(self, notebook: NotebookNode, limits: Limits, kernel: str, config: Config) -> None:
        """Begin to count: the time of the edition runs from now on."""
        super().__init__(
            notebook,
            kernel_name=kernel,
            raise_on_iopub_timeout=True,
            iopub_timeout=_ARRIVING,  # a library that holds every thread may hold up this one
            config=config,
            log=_silent,
        )
        self.limits = limits
        self.timeout_func = self._seconds_left  # type: ignore[assignment]  # fractions too
        self._deadline = monotonic() + limits.edition_seconds
        self._printed = 0
        self._kills = _out_of_memory_kills()

    def hold_memory(self) -> None:
        """Have the kernel refuse more memory than its limit; it then raises MemoryError itself."""
        size = int(self.limits.memory_mb * _MB)
        channels: Any = self.kc
        channels.execute("", silent=True, user_expressions={"limit": _MEMORY.format(size)})

    def begin_cell(self) -> None:
        """Count what the next cell prints from nothing."""
        self._printed = 0

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        """Take a message as nbclient does, unless the cell has printed more than it may."""
        if msg["msg_type"] in {"stream", "display_data", "execute_result"}:
            self._printed += len(str(msg["content"].get("text") or msg["content"].get("data")))
        if self._has_printed_too_much and msg["msg_type"] != "status":
            manager: Any = self.km
            self._ending = asyncio.ensure_future(ensure_async(manager.signal_kernel(_KILL)))
            return None
        return super().process_message(msg, cell, cell_index)

    def late(self, error: CellTimeoutError) -> str:
        """Say which limit of time a cell went beyond."""
        if is_unseen(error):
            return f"has ended, and what it shows did not arrive within {_ARRIVING} s"
        if monotonic() >= self._deadline:
            return (
                f"took the edition beyond {self.limits.edition_seconds:,g} s, the limit of all "
                "cells together (edition_seconds)"
            )
        return (
            f"took longer than {self.limits.cell_seconds:,g} s, the limit of a cell (cell_seconds)"
        )

    def death(self) -> str:
        """Say why the kernel is gone: what it printed, its memory, a signal, an exit code."""
        if self._has_printed_too_much:
            return f"printed more than {self.limits.output_mb:,g} MB, the limit (output_mb)"
        code = self._exit_code
        if code is None:
            return "left the kernel without an answer"
        if code >= 0:
            return f"ended the kernel with exit code {code}"
        if -code == _KILL and _out_of_memory_kills() > self._kills:
            return "used more memory than this machine has; the system killed the kernel"
        return f"ran in a kernel that was killed by signal {-code} ({signal_name(-code)})"

    @property
    def was_killed(self) -> bool:
        """Whether the kernel was killed, and not by this client."""
        return self._exit_code == -_KILL and not self._has_printed_too_much

    @property
    def _exit_code(self) -> int | None:
        manager: Any = self.km
        return run_sync(manager.provisioner.poll)() if manager and manager.provisioner else None

    @property
    def _has_printed_too_much(self) -> bool:
        return self._printed > self.limits.output_mb * _MB

    def _seconds_left(self, _: NotebookNode) -> float:
        return max(min(self.limits.cell_seconds, self._deadline - monotonic()), _SOONEST)


def is_unseen(error: CellTimeoutError) -> bool:
    """Tell whether a cell had ended in time, and only what it shows did not arrive."""
    return _NOT_SEEN in str(error)


def signal_name(number: int) -> str:
    """Return the name of a signal, such as SIGKILL."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return "of the real-time sort"


def _out_of_memory_kills() -> int:
    """Return how many processes Linux has killed for want of memory; 0 elsewhere."""
    try:
        found = _KILLS.search(Path("/proc/vmstat").read_text(encoding="ascii"))
    except OSError:
        return 0
    return int(found[1]) if found else 0
