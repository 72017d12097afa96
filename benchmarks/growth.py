"""Many small editions in one build: whether time grows in proportion, and memory stays flat."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any

from benchmarks import memory, ours
from benchmarks.memory import ROLES, Sampler
from benchmarks.report import table
from benchmarks.timing import RunFailedError
from tests import small

DAY = "2026-01-15"
PARTS = 10
FEWEST = 2 * PARTS + 1  # the first edition, and two for each tenth
TOLERANCE = 1.1  # how much more the second half may take than the first and still be called alike
_MB = 2**20


@dataclass(frozen=True, slots=True)
class Part:
    """A tenth of a build: seconds and CPU an edition, and the most bytes of each role meanwhile."""

    editions: int
    seconds: float
    cpu: float
    peak: dict[str, int]


@dataclass(frozen=True, slots=True)
class Growth:
    """The tenths of a build, and the seconds until its first edition stood."""

    count: int
    first: float
    parts: list[Part]

    def text(self) -> str:
        """Return the table, and what it says of time and memory."""
        title = (
            f"{self.count:,} small editions in one build with --jobs {ours.JOBS}; "
            f"the first stood after {self.first:.1f} s"
        )
        head = ["", "seconds an edition", "CPU", *(f"{role}, MB" for role in ROLES)]
        return "\n".join([title, *table(head, self._rows()), *self._verdicts(), ""])

    def kept(self) -> dict[str, Any]:
        """Return all that was measured."""
        return asdict(self)

    def _rows(self) -> Iterator[list[str]]:
        for number, part in enumerate(self.parts, 1):
            sizes = [f"{part.peak.get(role, 0) / _MB:,.0f}" for role in ROLES]
            yield [f"tenth {number}", f"{part.seconds:.2f}", f"{part.cpu:.2f}", *sizes]

    def _verdicts(self) -> Iterator[str]:
        """Compare the halves; by computing, which others on the machine disturb less."""
        # In the first tenth work had begun before it, and in the last a worker has none left.
        halves = self.parts[1 : PARTS // 2], self.parts[PARTS // 2 : -1]
        clock = [median(part.seconds for part in half) for half in halves]
        cpu = [median(part.cpu for part in half) for half in halves]
        is_linear = cpu[1] <= TOLERANCE * cpu[0]
        yield (
            f"  Time is {'linear' if is_linear else 'not linear'}: an edition of the later tenths "
            f"took × {clock[1] / clock[0]:.2f}, in CPU × {cpu[1] / cpu[0]:.2f}."
        )
        for role in (memory.COMMAND, memory.WORKERS, memory.ZYGOTES):
            peak = [max(part.peak.get(role, 0) for part in half) for half in halves]
            word = "flat" if peak[1] <= TOLERANCE * peak[0] else "not flat"
            yield f"  Memory of {role} is {word}: × {peak[1] / max(peak[0], 1):.2f} at most."


def measured(room: Path, count: int) -> Growth:
    """Build so many editions, and watch when each stands and how much memory there is."""
    orders = [1_500_000 + 1_000 * number for number in range(count)]
    small.lay_out(room, ["small"], f"matrix.orders_chips = {orders}\n")
    begun = monotonic()
    with (room / "stderr").open("w+") as told:
        running = _started(room, told.fileno())
        assert running.stdout is not None  # it was asked for
        with Sampler(running.pid) as sampler:
            moments = [monotonic() for _ in running.stdout]  # a line as each edition stands
        if running.wait():
            told.seek(0)
            raise RunFailedError(f"the build of many ended with {running.returncode}: "
                                 f"{told.read()[-400:]!r}")  # fmt: skip
    if len(moments) != count:
        raise RunFailedError(f"the build of {count} editions told of {len(moments)}.")
    return Growth(count, moments[0] - begun, list(_parts(moments, sampler)))


def _parts(moments: list[float], sampler: Sampler) -> Iterator[Part]:
    """Yield the tenths; the first begins when the first edition stands."""
    last = len(moments) - 1
    bounds = [last * number // PARTS for number in range(PARTS + 1)]
    for first, end in pairwise(bounds):
        begin, over = moments[first], moments[end]
        count = end - first
        cpu = (sampler.computed(over) - sampler.computed(begin)) / count
        yield Part(count, (over - begin) / count, cpu, dict(sampler.peak(begin, over)))


def _started(root: Path, stderr: int) -> "subprocess.Popen[str]":
    words = ["build", "--as-of", DAY, "--jobs", str(ours.JOBS), "--out", str(root / "out")]
    return subprocess.Popen(
        [sys.executable, "-c", small.program(root), *words],
        env=os.environ | {"H200_REGISTER": str(root / "register.jsonl")},
        stdout=subprocess.PIPE, stderr=stderr, text=True,
    )  # fmt: skip
