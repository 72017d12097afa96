"""Runs too large for memory: replicate by replicate, each in blocks, on as many threads as wanted.

A block equals that part of the whole bit for bit, and a statistic is taken within one replicate.
So neither the size of a block nor the number of threads moves a figure.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from h200analysis.study.draws import REPLICATES, Block, check
from h200analysis.study.quantiles import Draws
from h200analysis.study.statistics import over_replicates, within

Run = Callable[[Block], Mapping[str, Draws]]
Statistics = dict[str, dict[str, tuple[float, float]]]
BLOCK = 1 << 15  # draws; what a block works with stays near the processor


def statistics(run: Run, draws: int, *, block: int = BLOCK, threads: int = 1) -> Statistics:
    """Return value and standard error of p05, p50, p95 and mean of every quantity of a run.

    `run` gives one array of draws for each quantity of a block. Memory holds one replicate's
    quantities for each thread.
    """
    check(draws)

    def one(replicate: int) -> dict[str, dict[str, Draws]]:
        whole = _replicate(run, replicate, draws // REPLICATES, block)
        return {name: within(values) for name, values in whole.items()}

    with ThreadPoolExecutor(threads) as pool:
        each = list(pool.map(one, range(REPLICATES)))
    return {
        name: {
            statistic: _value_and_error(np.array([found[name][statistic] for found in each]))
            for statistic in each[0][name]
        }
        for name in each[0]
    }


def _replicate(run: Run, replicate: int, count: int, block: int) -> dict[str, Draws]:
    whole: dict[str, Draws] = {}
    for start in range(0, count, block):
        stop = min(start + block, count)
        for name, values in run(Block(replicate, start, stop)).items():
            whole.setdefault(name, np.empty(count))[start:stop] = values
    return whole


def _value_and_error(replicates: Draws) -> tuple[float, float]:
    value, _, error = over_replicates(replicates, "")
    return value, error
