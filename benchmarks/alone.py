"""What the press itself costs: many small notebooks, whose own cells take next to nothing.

In the part `cost` most of an edition's time goes to what its notebook computes, for whoever runs
it. Here all else is left: a kernel, the exporters, and with us the gate, the manifest and the hash
of all that went in.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import ours
from benchmarks.plain_processes import PlainProcesses, Task
from benchmarks.report import as_parts, as_seconds, table
from benchmarks.timing import Contestants, Laps, Timing, middle, ratio, timed, turns
from h200analysis.project import root
from tests import small

DAY = "2026-01-15"
COUNT = 48  # of the hundreds that an operator regenerates
OURS, ONE, TWO = "h200 build", "plain tools, one process", "plain tools, two processes"


@dataclass(frozen=True, slots=True)
class Alone:
    """What an edition of a small notebook took in each round."""

    laps: list[Laps]

    def text(self) -> str:
        """Return the table; times are medians, ratios are medians over pairs of one round."""
        title = (
            f"The press alone: {COUNT} editions of a small notebook, to HTML and PDF (medians of "
            f"{len(self.laps)} rounds; h200 build with --jobs {ours.JOBS})"
        )
        head = ["an edition", "seconds", "CPU", "h200 build takes", "CPU"]
        return "\n".join([title, *table(head, self._rows())])

    def kept(self) -> dict[str, Any]:
        """Return all that was measured."""
        return asdict(self)

    def _rows(self) -> Iterator[list[str]]:
        for name in (OURS, ONE, TWO):
            row = [name, *as_seconds(middle(self.laps, [name]))]
            yield row if name == OURS else row + as_parts(ratio(self.laps, [OURS], [name]))


def measured(room: Path, rounds: int) -> Alone:
    """Make the same editions by turns in all ways; the plain processes have begun before."""
    orders = [1_500_000 + 1_000 * number for number in range(COUNT)]
    small.lay_out(room, ["small"], f"matrix.orders_chips = {orders}\n")
    os.environ.setdefault("H200_DATA", str(root() / "data"))  # the plain tools' kernels read it too
    tasks = [_task(room, each) for each in orders]
    _built(room, room / "warm")  # files come from the disk's cache now
    warm = partial(PlainProcesses, warm_up=tasks[0])
    one, two = warm(1, room=room / "one"), warm(2, room=room / "two")
    try:
        return Alone(
            turns(lambda number: _contestants(tasks, room / str(number), one, two), rounds)
        )
    finally:
        one.end()
        two.end()


def _contestants(
    tasks: Sequence[Task], room: Path, one: PlainProcesses, two: PlainProcesses
) -> Contestants:
    room.mkdir()
    return [
        lambda: {OURS: _built(room.parent, room / "ours") / COUNT},
        lambda: {ONE: one.made(tasks, room / "one") / COUNT},
        lambda: {TWO: two.made(tasks, room / "two") / COUNT},
    ]


def _task(checkout: Path, orders: int) -> Task:
    notebook = checkout / "notebooks" / "small.ipynb"
    values = {"as_of": DAY, "set_by_hand": {"orders_chips": orders}}
    return Task(str(notebook), str(notebook.parent), values, f"small-{orders}")


def _built(checkout: Path, out: Path) -> Timing:
    words = ["--quiet", "build", "--as-of", DAY, "--jobs", str(ours.JOBS), "--out", str(out)]
    told = {"H200_REGISTER": str(checkout / "register.jsonl")}
    return timed([sys.executable, "-c", small.program(checkout), *words], told)
