"""Processes that make editions, warm from one to the next, on this machine.

Each has a pipe of its own, so that whatever becomes of one of them is no other's concern.
"""

import gc
import multiprocessing
import os
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Protocol, Self

from h200analysis.press import failure, leftovers, logs, warming
from h200analysis.press.failure import Failure, WorkerError
from h200analysis.press.making import Assignment, Made

if TYPE_CHECKING:
    from h200analysis.kernels.zygotes import Lent
    from h200analysis.press.planning import Step

_TO_JUDGE = (
    600  # seconds, beyond the limit of the cells, to start and to write and judge an edition
)
_ONE_AT_A_TIME = threading.Lock()  # of the threads of a Dask worker: PDFium asks for that
_NEW = 100_000  # objects between two looks for what may go, as in the command (`start`)
_HAS_LOADED = None  # what a worker says as soon as it has
_PATIENCE = 5.0  # seconds for a process to end by itself


Told = Callable[[], object]


def _nobody() -> None:
    """Stand for whoever need not be told."""


class Workers(Protocol):
    """Whatever makes editions as it is assigned, several at a time."""

    count: int

    def make(self, given: Assignment, has_loaded: Told = _nobody, /) -> "Future[Made | Failure]":
        """Begin to make an edition, or as soon as another is made.

        `has_loaded` is called in some thread once the worker has loaded what it needs, so that a
        processor is free until the notebook has run; never where that cannot be told.
        """

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...


class LocalWorkers:
    """Processes of this machine, started when they are first needed.

    One that is killed, or that a library aborts, fails its edition alone, and another takes its
    place. If whoever started them is killed, they end by themselves.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._turns = ThreadPoolExecutor(count)  # a thread waits for each process
        self._idle: deque[_Process] = deque()
        self._all: set[_Process] = set()
        self._is_over = False

    def make(self, given: Assignment, has_loaded: Told = _nobody, /) -> "Future[Made | Failure]":
        """Begin to make an edition, or as soon as a process is free."""
        warming.begun()  # here, since those who wait for the processes do so in several threads
        return self._turns.submit(self._made, given, has_loaded)

    def __enter__(self) -> Self:
        """Return these workers."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the processes: at once where the build was ended, else when all is done."""
        self._is_over = True
        if error[0] is not None:
            for process in list(self._all):
                process.kill()
        self._turns.shutdown(cancel_futures=True)
        for process in self._all:
            process.end()
        leftovers.sweep()  # of those that were ended in the middle

    def _made(self, given: Assignment, has_loaded: Told) -> Made | Failure:
        process = self._idle.pop() if self._idle else self._started()
        came = process.made(given, has_loaded)
        if process.is_alive:
            self._idle.append(process)
        else:
            self._all.discard(process)
        return came

    def _started(self) -> "_Process":
        process = _Process()
        self._all.add(process)
        if self._is_over:  # it began in the moment in which all the others were ended
            process.kill()
        return process


class _Process:
    """A process that makes one edition after the other."""

    def __init__(self) -> None:
        zygote = warming.begun()
        lent = zygote.lent() if zygote else None
        self._pipe, theirs = warming.context.Pipe()
        given = theirs, dict(os.environ), lent
        self._process = warming.context.Process(target=_serve, args=given)
        with warming.interrupts_held():  # it has this mask, and lifts it when it is ready
            self._process.start()
        theirs.close()
        self.is_alive = True

    def made(self, given: Assignment, has_loaded: Told = _nobody) -> Made | Failure:
        """Return what the process makes of an assignment, or how it ended."""
        seconds = given.limits.edition_seconds + _TO_JUDGE
        deadline = monotonic() + seconds  # however often it says something meanwhile
        try:
            self._pipe.send(given)
            while self._pipe.poll(max(deadline - monotonic(), 0)):
                # Another thread may load it just now, and a part of it is no good before the whole.
                from h200analysis.press.gate import refusal, shown  # noqa: F401

                came: Made | Failure | None = self._pipe.recv()
                if came is not _HAS_LOADED:
                    return came
                has_loaded()
        except (EOFError, OSError):
            self.end()
            error = WorkerError(f"{given.briefing}: {_death(self._process.exitcode)}")
            return Failure(error, may_pass=True)
        self.kill()
        self.end()
        error = WorkerError(f"{given.briefing}: it was ended after {seconds:,g} s without result.")
        return Failure(error, may_pass=False)

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def end(self) -> None:
        """Let the process end, which has nothing more to do; wait until it has."""
        self.is_alive = False
        self._pipe.close()
        self._process.join(_PATIENCE)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()


def attempt(given: Assignment, has_loaded: Told = _nobody) -> Made | Failure:
    """Return what was made, or why it was not, and what was said: no error ends a worker."""
    with _ONE_AT_A_TIME, logs.heard() as said:
        came = _attempted(given, has_loaded)
    return replace(came, said=tuple(said))


def _attempted(given: Assignment, has_loaded: Told) -> Made | Failure:
    from h200analysis.press import making

    begun = perf_counter()
    try:
        return replace(making.made(given, has_loaded), seconds=perf_counter() - begun)
    except Exception as error:
        return failure.of(error)


def local(count: int | None, steps: "Iterable[Step]") -> LocalWorkers:
    """Return workers of this machine: so many, or one a processor, and no more than have work."""
    due = sum(step.is_due for step in steps)
    return LocalWorkers(min(count or processors(), max(due, 1)))


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _serve(pipe: Connection, environment: dict[str, str], lent: "Lent | None") -> None:
    """Make editions as they are assigned, until nobody is left who assigns any.

    An interrupt at the terminal is for the command, which then ends its workers.
    """
    gc.freeze()  # what was imported, whose pages then need not be copied
    gc.enable()
    gc.set_threshold(_NEW)
    os.environ.clear()  # that of the process which this one was forked from
    os.environ.update(environment)
    tempfile.tempdir = None
    if lent is not None:
        from h200analysis.kernels import zygotes

        zygotes.borrow(lent)
    signal.signal(signal.SIGINT, lambda *_: None)
    if warming.HOLDS:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            pipe.send(attempt(pipe.recv(), lambda: pipe.send(_HAS_LOADED)))


def _end_with_parent() -> None:
    """End this process, whatever it is about, when the one that started it has ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _death(code: int | None) -> str:
    from h200analysis.press.client import signal_name

    if code is not None and code < 0:
        return f"the process that made it was ended by signal {-code} ({signal_name(-code)})."
    return f"the process that made it ended with exit code {code}."
