"""Processes that make editions, warm from one to the next, on this machine."""

import multiprocessing
import os
from concurrent.futures import Future
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Protocol, Self

from h200analysis.press import failure, leftovers
from h200analysis.press.failure import Failure, WorkerError
from h200analysis.press.making import Assignment, Made

if TYPE_CHECKING:
    from pebble import ProcessPool

_TO_JUDGE = (
    600  # seconds, beyond the limit of the cells, to start and to write and judge an edition
)


class Workers(Protocol):
    """Whatever makes editions as it is assigned, several at a time."""

    count: int

    def make(self, given: Assignment) -> "Future[Made | Failure]":
        """Begin to make an edition, or as soon as another is made."""

    def answer(self, future: "Future[Made | Failure]", given: Assignment) -> Made | Failure:
        """Return what came of it, a worker's death included."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...


def attempt(given: Assignment) -> Made | Failure:
    """Return what was made, or why it was not: no error of an edition ends a worker."""
    from h200analysis.press import making

    begun = perf_counter()
    try:
        return replace(making.made(given), seconds=perf_counter() - begun)
    except Exception as error:
        return failure.of(error)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LocalWorkers:
    """Processes of this machine, started when they are first needed.

    One that is killed, or that a library aborts, fails its edition alone, and another takes its
    place. If whoever started them is killed, they end by themselves.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ProcessPool | None = None

    def make(self, given: Assignment) -> "Future[Made | Failure]":
        """Begin to make an edition, or as soon as a process is free."""
        from pebble import ProcessPool

        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(max_workers=self.count, context=spawn)
        seconds = given.limits.edition_seconds + _TO_JUDGE
        future: Future[Made | Failure] = self._pool.schedule(attempt, args=[given], timeout=seconds)
        return future

    def answer(self, future: "Future[Made | Failure]", given: Assignment) -> Made | Failure:
        """Return what came of an assignment; a death may have been the machine's doing."""
        from pebble import ProcessExpired

        try:
            return future.result()
        except ProcessExpired as death:
            told = WorkerError(f"{given.briefing}: {_death(death.exitcode)}")
            return Failure(told, may_pass=True)
        except TimeoutError:
            seconds = given.limits.edition_seconds + _TO_JUDGE
            told = WorkerError(
                f"{given.briefing}: it was ended after {seconds:,g} s without result."
            )
            return Failure(told, may_pass=False)

    def __enter__(self) -> Self:
        """Return these workers."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the processes: at once where the build was ended, else when all is done."""
        if self._pool is None:
            return
        self._pool.close() if error[0] is None else self._pool.stop()
        self._pool.join()
        leftovers.sweep()  # of those that were ended in the middle


def _death(code: int | None) -> str:
    from h200analysis.press.client import signal_name

    if code is not None and code < 0:
        return f"the process that made it was ended by signal {-code} ({signal_name(-code)})."
    return f"the process that made it ended with exit code {code}."
