"""What the belief of a day costs: `python -m benchmarks.belief`, all in one run, side by side.

Reading the ledger, the exact filter alone, the drawn futures, and all claims left out in turn are
timed by processor time, taking turns, on days of winter, spring, summer and autumn. Parameters keep
their draws within a process, so the first belief of a process is told apart.
"""

import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import process_time

from h200analysis import cases, evidence, futures
from h200analysis.evidence.readings import weighed
from h200analysis.futures.standings import standings

DAYS = ("2026-01-15", "2026-05-20", "2026-08-27", "2026-11-24")
ROUNDS = 5
AIM = 2.0  # seconds for any day
_FIRST = """import sys
from time import process_time
from h200analysis import cases, evidence, futures
january, case = (cases.Case(evidence.read(day)) for day in ("2026-01-15", sys.argv[1]))
futures.believe(january, draws=16_384, seed=1)  # imports what is imported at first use
start = process_time()
futures.believe(case)
print(process_time() - start)
"""


def main() -> None:
    """Print seconds of one core for each day, and how many times as long as the filter each is."""
    print("Seconds of one core, medians; in brackets how many times as long as the filter alone")
    print(f"{'day':<12}{'ledger':>8}{'filter':>8}{'65,536 futures':>22}{'first':>8}"
          f"{'each claim left out':>28}")  # fmt: skip
    slowest = 0.0
    for day in DAYS:
        first = median(_first(day) for _ in range(3))
        slowest = max(slowest, first)
        print(_row(day, first))
    print(f"The slowest first belief took {slowest:.2f} s (aim: {AIM:.0f} s)")


def _row(day: str, first: float) -> str:
    case = cases.Case(evidence.read(day))
    names = [each.claim for each in weighed(case.ledger)]
    ways: list[Callable[[], object]] = [
        lambda: evidence.read(day),
        lambda: futures.filtered(case),
        lambda: futures.believe(case),
        lambda: standings(case, [{name} for name in names]),
    ]
    read, filtered, believed, without = _rounds(ways)
    claims = f"{without:.2f} for {len(names)}"
    return (
        f"{day:<12}{read:>8.3f}{filtered:>8.3f}{believed:>13.2f} ({believed / filtered:5.1f})"
        f"{first:>8.2f}{claims:>20} ({without / filtered:5.1f})"
    )


def _first(day: str) -> float:
    """Return the seconds of the first belief of a process that has its imports behind it."""
    command = [sys.executable, "-c", _FIRST, day]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _rounds(ways: list[Callable[[], object]]) -> list[float]:
    """Return the median seconds of each way, taken in turns after a round that is not counted."""
    laps: list[list[float]] = [[] for _ in ways]
    for number in range(ROUNDS + 1):
        for way, own in zip(ways, laps, strict=True):
            start = process_time()
            way()
            if number:
                own.append(process_time() - start)
    return [median(own) for own in laps]


if __name__ == "__main__":
    main()
