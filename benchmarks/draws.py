"""What draws cost: `python -m benchmarks.draws`, all in one run, side by side.

The drawn flow of twelve months against numpy copying the arrays that the flow gives, once; its time
and memory as draws grow; the static gap and its worth against squigglepy; the worth of information.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import squigglepy as sq

from h200analysis import cases, evidence
from h200analysis.chance.draws import Block
from h200analysis.chance.replicates import BLOCK
from h200analysis.futures.flows import FlowModel, flow_model
from h200analysis.inquiry.decision import shipping_decision
from h200analysis.model import market

DAY = "2026-01-15"
MILLION = 1 << 20
ROUNDS = 5
_FLOW = """import sys
from statistics import median
from time import perf_counter
from h200analysis import cases, evidence
from h200analysis.chance.draws import Block
from h200analysis.futures.flows import flow_model
from h200analysis.chance.replicates import keep_memory
keep_memory()
model = flow_model(cases.Case(evidence.read("2026-01-15")))
draws, size = map(int, sys.argv[1:])
rounds = []
for _ in range(5):
    whole = alone = 0.0
    for start in range(0, draws, size):
        block = Block(0, start, start + size)
        began = perf_counter()
        drawn, path = model.drawn(7, block), model.path(7, block)
        ready = perf_counter()
        model.run(drawn, path).parts()
        ended = perf_counter()
        whole, alone = whole + ended - began, alone + ended - ready
    rounds.append((whole, alone))
print(*(median(column) for column in zip(*rounds)))
"""
_SIZE = """import re, sys, time
from pathlib import Path
from h200analysis import cases, evidence
from h200analysis.futures.deliveries import deliveries
case = cases.Case(evidence.read("2026-01-15"))
deliveries(case, draws=1024)
start = time.perf_counter()
deliveries(case, draws=int(sys.argv[1]))
took = time.perf_counter() - start
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(took, int(peak[1]) / 1000)
"""


def main() -> None:
    """Print every comparison; times are medians of several rounds."""
    case = cases.Case(evidence.read(DAY))
    _flow(case)
    _growth()
    _static(case)
    _information(case)


def _flow(case: cases.Case) -> None:
    streams = [np.ones(MILLION, dtype) for dtype in _types(flow_model(case))]
    target = [np.empty_like(stream) for stream in streams]

    def copy() -> None:
        for to, stream in zip(target, streams, strict=True):
            np.copyto(to, stream)

    copy()  # the pages of the target are there from now on
    (copied,) = _rounds(copy)
    whole, alone = _child(_FLOW, str(MILLION), str(BLOCK))
    size = sum(stream.nbytes for stream in streams) / 1e9
    print(f"{MILLION:,} futures of 12 months under eight states, with the partition, one core")
    print(f"  numpy copies the arrays that the flow takes and gives, {size:.1f} GB, once "
          f"{copied:5.2f} s")  # fmt: skip
    print(f"  the flow over drawn inputs and paths   {alone:8.2f} s, {alone / copied:5.1f} times")
    print(f"  with the drawing of inputs and paths   {whole:8.2f} s, {whole / copied:5.1f} times")


def _child(code: str, *words: str) -> tuple[float, ...]:
    """Run code in a process of its own, whose memory nothing has shaped; return its numbers."""
    command = [sys.executable, "-c", code, *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return tuple(float(word) for word in ran.stdout.split())


def _types(model: FlowModel) -> list["np.dtype[Any]"]:
    """Return the types of all arrays of draws that a run takes and gives."""
    drawn, path = model.drawn(7, Block(0, 0, 64)), model.path(7, Block(0, 0, 64))
    given, flow = model.given(drawn, path), model.run(drawn, path).flow
    taken = [*drawn.values(), *path, *given.gate, *given.licence_ceiling, *given.arrivals]
    masks = [holds for month in given.cap.by_month for holds in month.values()]
    made = [
        value
        for month in flow.months
        for value in (*month.reached, *(getattr(month, f.name) for f in fields(month)))
    ]
    every = (np.asarray(value) for value in (*taken, *masks, *made) if not isinstance(value, tuple))
    return [array.dtype for array in every if array.size > 1]


def _growth() -> None:
    print("The same with statistics of every month, in a process of its own")
    first = 0.0
    for draws in (MILLION, 1 << 22, 1 << 23, 1 << 24):
        seconds, megabytes = _child(_SIZE, str(draws))
        first = first or seconds / draws
        print(f"  {draws:>12,} draws {seconds:8.2f} s, {seconds / draws / first:5.2f} of the first "
              f"a draw, {megabytes:6.0f} MB at most")  # fmt: skip


def _static(case: cases.Case) -> None:
    orders = 2_000_000 + 500_000 * sq.beta(1, 3)
    stock, price = sq.to(560_000, 875_000), sq.to(25_500, 28_600)
    gap, worth = sq.dist_max(orders - stock, 0), sq.dist_max(orders - stock, 0) * price
    draws, few = 65_536, 2_048
    seeds = iter(range(10_000))

    def ours() -> None:
        drawn = case.drawn(next(seeds), draws)
        drawn.compute(market.supply_gap)
        drawn.compute(market.gap_at_list)

    def operators() -> None:
        sq.sample(gap, draws)
        sq.sample(worth, draws)

    def joint() -> list[float]:
        short = max(sq.sample(orders) - sq.sample(stock), 0)
        return [short, short * sq.sample(price)]

    mine, vectors, function = _rounds(ours, operators, lambda: [joint() for _ in range(few)])
    function *= draws / few
    print(f"Gap and its worth at list, {draws:,} draws of each")
    print(f"  here, both of the same draws   {1000 * mine:8.1f} ms")
    print(f"  squigglepy, two distributions  {1000 * vectors:8.1f} ms, {vectors / mine:6.1f} times")
    print(
        f"  squigglepy, both of one draw   {1000 * function:8.1f} ms, {function / mine:6.0f} times"
    )
    spread = case.drawn(7, draws).evaluate(market.gap_at_list).middle.error or 0.0
    theirs = np.std([np.median(sq.sample(worth, draws)) for _ in range(40)])
    more = (theirs / spread) ** 2
    print(f"  error of the middle: here ${spread / 1e6:.1f} million, there ${theirs / 1e6:.1f} "
          f"million; to come as near it would need {more:.0f} times the draws")  # fmt: skip


def _information(case: cases.Case) -> None:
    (seconds,) = _rounds(lambda: shipping_decision(case))
    inputs = len(shipping_decision(case, draws=1024).partial)
    print(f"InformationValue of knowing each of {inputs} inputs, 65,536 draws {seconds:6.2f} s")


def _rounds(*ways: Callable[[], object]) -> list[float]:
    """Return the median seconds of each way, taken in turns."""
    laps: list[list[float]] = [[] for _ in ways]
    for _ in range(ROUNDS):
        for way, own in zip(ways, laps, strict=True):
            start = perf_counter()
            way()
            own.append(perf_counter() - start)
    return [median(own) for own in laps]


if __name__ == "__main__":
    main()
