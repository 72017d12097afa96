"""Where the time of an edition goes, by the press's own log, in one process.

The workers of a build keep their log to themselves. So the build is run here with a worker that is
this very process: `python -m benchmarks.stages BRIEFING...` prints the seconds of each stage of
each edition as JSON. What Python takes to start is not in them.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from time import perf_counter
from typing import TYPE_CHECKING, Any, Self

from benchmarks.report import table
from h200analysis.project import root

if TYPE_CHECKING:
    from h200analysis.press.failure import Failure
    from h200analysis.press.making import Assignment, Made

DAY = "2026-01-15"
PLAN, BELIEF, KERNEL, CELLS = "plan, evidence", "belief", "kernel, proofs", "cells"
SETTING, WRITING, GATE = "texts, charts", "page, paper", "gate"
OTHER, PLACING = "figures, hashes", "manifest, placing"
STAGES = (PLAN, BELIEF, KERNEL, CELLS, SETTING, WRITING, GATE, OTHER, PLACING)
_FORMS = ("HTML", "PDF")
_EDITION, _NOTEBOOK = "edition", "notebook"  # steps of the log in which others are

Seconds = dict[str, float]
"""The seconds of each stage of one edition."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The seconds of each edition of a run, as the briefings are named; several such runs."""

    names: Sequence[str]
    runs: list[list[Seconds]]

    def text(self) -> str:
        """Return the table, of medians over the runs."""
        title = f"Where the time of an edition goes, in one process (medians of {len(self.runs)})"
        head = ["", "first edition", "share", "each further", "share"]
        by_briefing = ("cells of each briefing", "seconds")
        return "\n".join([title, *table(head, self._rows()), *table(by_briefing, self._cells())])

    def kept(self) -> dict[str, Any]:
        """Return all that was measured."""
        return asdict(self)

    def _rows(self) -> Iterator[list[str]]:
        columns = [[run[0] for run in self.runs], [_average(run[1:]) for run in self.runs]]
        middles = [{s: median(each.get(s, 0.0) for each in column) for s in STAGES}
                   for column in columns]  # fmt: skip
        for stage in STAGES:
            row = [stage]
            for seconds in middles:
                row += [f"{seconds[stage]:.2f}", f"{seconds[stage] / sum(seconds.values()):.0%}"]
            yield row
        yield ["all", *(cell for each in middles for cell in (f"{sum(each.values()):.2f}", "100%"))]

    def _cells(self) -> Iterator[list[str]]:
        """Yield what the cells took, which any tool that runs the notebook has to pay."""
        for number, name in enumerate(self.names):
            yield [name, f"{median(run[number][CELLS] for run in self.runs):.2f}"]


def _average(editions: Sequence[Seconds]) -> Seconds:
    return {stage: mean(each.get(stage, 0.0) for each in editions) for stage in STAGES}


def measured(names: Sequence[str], count: int) -> Stages:
    """Return the stages of some runs, each in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.stages", *names]
    runs: list[list[Seconds]] = []
    for _ in range(count):
        done = subprocess.run(command, cwd=root(), stdout=subprocess.PIPE, check=True)
        runs.append(json.loads(done.stdout))
    return Stages(names, runs)


class _Log(logging.Handler):
    """Notes of each edition what its steps took, as the press tells it."""

    def __init__(self) -> None:
        super().__init__()
        self.editions: list[Seconds] = []
        self.placed: list[float] = []
        self._steps: defaultdict[str, float] = defaultdict(float)

    def emit(self, record: logging.LogRecord) -> None:
        """Add a step to its edition; the edition itself is told last."""
        if not (isinstance(record.args, tuple) and len(record.args) == 2):
            return
        step, seconds = record.args
        if not isinstance(seconds, float):
            return  # it tells of no step
        if step == PLACING:  # told when the next edition has begun
            self.placed.append(seconds)
            return
        self._steps[str(step)] += seconds
        if step == BELIEF:
            self._steps[CELLS] = 0.0  # it is computed by a cell too, before the notebook
        if step == _EDITION:
            self.editions.append(_apart(self._steps))
            self._steps.clear()


def _apart(steps: Mapping[str, float]) -> Seconds:
    """Return what the steps took apart from those that are in them.

    Page and paper are written at once, and the gate waits for the longer of the two.
    """
    apart = {stage: steps.get(stage, 0.0) for stage in STAGES}
    apart[WRITING] = max(steps.get(form, 0.0) for form in _FORMS)
    apart[GATE] = max(apart[GATE] - apart[WRITING], 0.0)
    apart[KERNEL] = steps[_NOTEBOOK] - apart[CELLS]
    apart[OTHER] = steps[_EDITION] - sum(apart.values())
    return apart


def _watched() -> _Log:
    """Return a log that hears of every step, and of those too that the press does not tell."""
    from h200analysis.press import editions, reading
    from h200analysis.press.client import LimitedClient
    from h200analysis.press.timing import timed

    setattr(reading, "read", timed(SETTING)(reading.read))  # noqa: B010 - mypy knows no such change
    setattr(LimitedClient, "execute_cell", timed(CELLS)(LimitedClient.execute_cell))  # noqa: B010
    setattr(editions, "settle", timed(PLACING)(editions.settle))  # noqa: B010
    log = _Log()
    # A worker keeps what it says from all above, and the client of a kernel is nbclient's.
    for told in ("h200analysis", LimitedClient.execute_cell.__module__):
        logging.getLogger(told).addHandler(log)
        logging.getLogger(told).setLevel(logging.INFO)
    return log


class _HereAndNow:
    """A worker that is this process."""

    count = 1

    def make(self, given: "Assignment", *_: object) -> "Future[Made | Failure]":
        """Make an edition before anything else is done."""
        from h200analysis.press.workers import attempt

        future: Future[Made | Failure] = Future()
        future.set_result(attempt(given))
        return future

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None: ...


def _built(names: Sequence[str], out: Path) -> list[Seconds]:
    """Build briefings one after the other; return the seconds of each stage of each."""
    from h200analysis.press import building, catalogue, editions, planning

    log, known = _watched(), catalogue.read()
    moments, steps = [perf_counter()], []
    for name in names:
        job = editions.job(known, name, {"as_of": DAY})
        steps.append(planning.step(job, out))
        moments.append(perf_counter())
    for ended in building.Build(steps, out, _HereAndNow(), retries=0).run():
        if ended.error is not None:
            raise ended.error
    told = sum(sum(edition.values()) for edition in log.editions) + sum(log.placed)
    between = (perf_counter() - moments[-1] - told) / len(steps)  # the build itself plans anew
    planned = [over - begun + between for begun, over in pairwise(moments)]
    for edition, plan, placed in zip(log.editions, planned, log.placed, strict=True):
        edition |= {PLAN: plan, PLACING: placed}
    return log.editions


def main() -> None:
    """Build the briefings that the command line names, and print what was found as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["H200_REGISTER"] = str(Path(folder) / "register.jsonl")
        json.dump(_built(sys.argv[1:], Path(folder)), sys.stdout)


if __name__ == "__main__":
    main()
