"""Memory and computing of a build over time: command, workers, kernels and their servers."""

import os
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from time import monotonic
from typing import NamedTuple

COMMAND, SERVER, WORKERS = "command", "worker server", "workers"
ZYGOTES, KERNELS, OTHERS = "zygotes", "kernels", "others"
ROLES = (COMMAND, SERVER, WORKERS, ZYGOTES, KERNELS, OTHERS)
_BELOW = {  # of each role, what a child has in its command line, and which role that is
    COMMAND: {"forkserver": SERVER, "zygote": ZYGOTES},
    SERVER: {"": WORKERS},
    WORKERS: {"zygote": ZYGOTES},
    ZYGOTES: {"": KERNELS},
}
_INTERVAL = 0.2  # seconds between two looks
_PAGE, _TICKS = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")

Sizes = Counter[str]
"""Resident bytes by role. A page that processes share counts in each of them."""


class Sample(NamedTuple):
    """What was seen at a moment; `cpu` are all seconds computed until then."""

    moment: float
    sizes: Sizes
    cpu: float


@dataclass
class Sampler:
    """Looks at a process and all below it again and again, until it is closed."""

    pid: int
    samples: list[Sample] = field(default_factory=list)

    def __enter__(self) -> "Sampler":
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def peak(self, begin: float, end: float) -> Sizes:
        """Return the most that each role had between two moments of the monotonic clock."""
        highest: Sizes = Counter()
        for sample in self.samples:
            if begin <= sample.moment <= end:
                highest |= sample.sizes
        return highest

    def computed(self, until: float) -> float:
        """Return the seconds computed until a moment, by those too that have ended."""
        before = takewhile(lambda sample: sample.moment <= until, self.samples)
        return max((sample.cpu for sample in before), default=0.0)

    def _look(self) -> None:
        while not self._over.wait(_INTERVAL):
            sizes: Sizes = Counter()
            cpu = 0.0
            for role, pid in _processes(str(self.pid), COMMAND):
                sizes[role] += _resident(pid)
                cpu += _computed(pid)
            self.samples.append(Sample(monotonic(), sizes, cpu))


def _processes(pid: str, role: str) -> Iterator[tuple[str, str]]:
    """Yield a process and all below it, each with its role."""
    yield role, pid
    for child in _children(pid):
        yield from _processes(child, _role(child, role))


def _role(pid: str, of_parent: str) -> str:
    """Return the role of a process, which its command line tells beside that of its parent."""
    told = _read(pid, "cmdline")
    roles = (role for word, role in _BELOW.get(of_parent, {}).items() if word in told)
    return next(roles, OTHERS)


def _children(pid: str) -> list[str]:
    """Return the children of every thread of a process; none if it has ended."""
    tasks = Path("/proc", pid, "task")
    try:
        threads = [each.name for each in tasks.iterdir()]
    except OSError:
        return []
    return [child for each in threads for child in _read(pid, f"task/{each}/children").split()]


def _resident(pid: str) -> int:
    fields = _read(pid, "statm").split()
    return int(fields[1]) * _PAGE if fields else 0


def _computed(pid: str) -> float:
    """Return the seconds computed by a process and by its children that have ended."""
    fields = _read(pid, "stat").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS


def _read(pid: str, name: str) -> str:
    try:
        return Path("/proc", pid, name).read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended
        return ""
