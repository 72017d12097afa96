"""Timing whole processes, taking turns: one unmeasured round, then the order turns every round."""

import ctypes
import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from h200analysis.project import root

_ADOPT = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds by the clock, and seconds of computing in the process and all that it started."""

    wall: float
    cpu: float

    def __add__(self, other: "Timing") -> "Timing":
        return Timing(self.wall + other.wall, self.cpu + other.cpu)

    def __truediv__(self, count: int) -> "Timing":
        return Timing(self.wall / count, self.cpu / count)


Laps = dict[str, Timing]
"""What one contestant took in one round, by the name of the step."""


class RunFailedError(RuntimeError):
    """A command that was to be timed failed; the message holds the end of what it said."""


def timed(command: Sequence[str], told: Mapping[str, str] | None = None) -> Timing:
    """Run a command from the root of the checkout; return what it took from start to exit.

    `told` is added to its environment. Raises RunFailedError where it exits with anything but 0.
    """
    _adopt()
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=root(),
        env=os.environ | (told or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    _, said = process.communicate()
    wall = time.perf_counter() - start
    _wait_for_all(process.pid)
    after = os.times()
    if process.returncode:
        name = command[:4]
        raise RunFailedError(f"{name} ended with {process.returncode}; it said {said[-400:]!r}")
    computed = after.children_user + after.children_system
    return Timing(wall, computed - before.children_user - before.children_system)


@lru_cache(maxsize=1)
def _adopt() -> None:
    """Have what a command leaves behind become a child of this process, so that it can wait."""
    ctypes.CDLL(None).prctl(_ADOPT, 1)


def _wait_for_all(group: int) -> None:
    """Wait for all processes of a group, whose seconds are known only then."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-group, 0)


Contestants = Sequence[Callable[[], Laps]]


def rounds(contestants: Contestants, count: int) -> list[Laps]:
    """Let the contestants take turns; return the laps of each measured round."""
    for contestant in contestants:
        contestant()  # files come from the disk's cache from here on
    return turns(lambda _: contestants, count)


def turns(contestants: Callable[[int], Contestants], count: int) -> list[Laps]:
    """Let the contestants of each round take turns; return the laps of each."""
    measured = []
    for number in range(count):
        laps: Laps = {}
        for contestant in contestants(number)[:: 1 if number % 2 == 0 else -1]:
            laps |= contestant()
        measured.append(laps)
    return measured


def middle(measured: Sequence[Laps], steps: Sequence[str]) -> Timing:
    """Return the median over the rounds of the sum of some steps."""
    sums = [_total(laps, steps) for laps in measured]
    return Timing(median(s.wall for s in sums), median(s.cpu for s in sums))


def ratio(measured: Sequence[Laps], one: Sequence[str], other: Sequence[str]) -> Timing:
    """Return the median of one over the other, each pair from the same round.

    A machine that grows busier slows both of a pair, so that the ratio stands where seconds drift.
    """
    pairs = [(_total(laps, one), _total(laps, other)) for laps in measured]
    return Timing(
        median(a.wall / b.wall for a, b in pairs), median(a.cpu / b.cpu for a, b in pairs)
    )


def _total(laps: Mapping[str, Timing], steps: Sequence[str]) -> Timing:
    return sum((laps[step] for step in steps), Timing(0, 0))
