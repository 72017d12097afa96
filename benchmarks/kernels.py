"""What a forked kernel saves: `python -m benchmarks.kernels`, side by side with an ordinary one.

A process runs a notebook several times in kernels of one kind; the kinds take turns. Its first run
pays for the start of the process that forks, and stands apart. Computing is counted in the process
and in all that it has started. The ratios are what to read: seconds are of one machine on one day.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import nbformat

from benchmarks.report import as_seconds, as_times, table
from benchmarks.timing import Laps, Timing, middle, ratio, rounds
from h200analysis.kernels.asking import SWITCH
from h200analysis.project import root

KINDS = {"forked": "", "ordinary": "ordinary"}  # by the value of the switch
STEPS = ("first run", "each further run")
BRIEFING = "supply_gap"
_PROGRAM = """import json, os, sys, time
from pathlib import Path
from h200analysis.press.run import run

def computed():
    # Of a child that still runs, the system's table has its time and that of its own children.
    children = Path("/proc/self/task", str(os.getpid()), "children").read_text().split()
    fields = [Path("/proc", c, "stat").read_text().rpartition(")")[2].split() for c in children]
    ticks = sum(int(tick) for each in fields for tick in each[11:15])
    return sum(os.times()[:4]) + ticks / os.sysconf("SC_CLK_TCK")

took = []
for _ in range(int(sys.argv[2])):
    clock, computing = time.perf_counter(), computed()
    run(Path(sys.argv[1]), {"as_of": "2026-01-15"})
    took.append([time.perf_counter() - clock, computed() - computing])
print(json.dumps(took))
"""
_PARAMETERS = 'as_of: str = "2026-01-15"  # the only line of the notebook'


def main() -> None:
    """Measure an empty notebook and one of a briefing, and print a table of each."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=3, help="measured rounds; at least 3 to trust")
    asked.add_argument("--runs", type=int, default=5, help="runs of the notebook in one process")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for notebook in (_empty(Path(folder)), root() / "notebooks" / f"{BRIEFING}.ipynb"):
            laps = rounds(
                [partial(_ran, kind, notebook, given.runs) for kind in KINDS], given.rounds
            )
            print(f"The notebook {notebook.stem} (medians of {given.rounds} rounds)")
            print("\n".join(table(["", "seconds", "CPU", "forked takes", "in CPU"], _rows(laps))))


def _empty(folder: Path) -> Path:
    """Write a notebook that computes nothing."""
    cell = nbformat.v4.new_code_cell(_PARAMETERS, metadata={"tags": ["parameters"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "empty.ipynb")
    return folder / "empty.ipynb"


def _ran(kind: str, notebook: Path, runs: int) -> Laps:
    """Run the notebook several times in one process."""
    command = [sys.executable, "-c", _PROGRAM, str(notebook), str(runs)]
    told = os.environ | {SWITCH: KINDS[kind]}
    done = subprocess.run(
        command, cwd=root(), env=told, stdout=subprocess.PIPE, check=True, text=True
    )
    first, *further = (Timing(*took) for took in json.loads(done.stdout))
    each = Timing(median(took.wall for took in further), median(took.cpu for took in further))
    return {f"{kind}: {step}": took for step, took in zip(STEPS, (first, each), strict=True)}


def _rows(laps: Sequence[Laps]) -> Iterator[list[str]]:
    for step in STEPS:
        forked, ordinary = (f"{kind}: {step}" for kind in KINDS)
        yield [ordinary, *as_seconds(middle(laps, [ordinary]))]
        compared = as_times(ratio(laps, [forked], [ordinary]))
        yield [forked, *as_seconds(middle(laps, [forked])), *compared]


if __name__ == "__main__":
    main()
