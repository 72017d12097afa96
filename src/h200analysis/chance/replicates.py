"""Runs too large for memory: replicate by replicate, each in blocks, on as many threads as wanted.

A block equals that part of the whole bit for bit, and a statistic is taken within one replicate.
So neither the size of a block nor the number of threads moves a figure.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from h200analysis.chance.draws import REPLICATES, Block, check
from h200analysis.chance.quantiles import Draws
from h200analysis.chance.statistics import over_replicates, within
from h200analysis.model import domains
from h200analysis.model.units import Count

Run = Callable[[Block], Mapping[str, Draws]]
Reduction = Callable[[Draws], Mapping[str, Draws]]
Statistics = dict[str, dict[str, tuple[Any, float]]]
BLOCK = 1 << 15  # draws; what a block works with stays near the processor

_KEPT = 31 << 20


def statistics(
    run: Run, draws: int, *, reduce: Reduction = within, block: int = BLOCK, threads: int = 1
) -> Statistics:
    """Return value and standard error of every statistic of every quantity of a run.

    `run` gives one array of draws for each quantity of a block, `reduce` the statistics of a
    replicate. Memory holds one replicate's quantities for each thread.
    """
    check(draws)
    domains.check("block", block, Count)
    domains.check("threads", threads, Count)
    keep_memory()

    def one(replicate: int) -> dict[str, dict[str, Draws]]:
        whole = _replicate(run, replicate, draws // REPLICATES, block)
        return {name: dict(reduce(values)) for name, values in whole.items()}

    with ThreadPoolExecutor(threads) as pool:
        each = list(pool.map(one, range(REPLICATES)))
    return {
        name: {
            statistic: _value_and_error(np.array([reduced[name][statistic] for reduced in each]))
            for statistic in each[0][name]
        }
        for name in each[0]
    }


def keep_memory() -> None:
    """Make and free one large array, so that glibc keeps what is freed for the arrays to come.

    Else it hands the memory of each operation back to the system and fetches it again page by page,
    which takes more time than the arithmetic (mallopt(3): the threshold follows what is freed, up
    to 32 MiB). Nothing is written, so no memory is used; other allocators are left as they are.
    """
    np.empty(_KEPT, dtype=np.uint8)


def _replicate(run: Run, replicate: int, count: int, block: int) -> dict[str, Draws]:
    whole: dict[str, Draws] = {}
    for start in range(0, count, block):
        stop = min(start + block, count)
        for name, values in run(Block(replicate, start, stop)).items():
            whole.setdefault(name, np.empty(count))[start:stop] = values
    return whole


def _value_and_error(replicates: Draws) -> tuple[Any, float]:
    """Return the mean over replicates and its error; of several numbers, the means alone."""
    if replicates.ndim > 1:
        return replicates.mean(axis=0), 0.0
    value, _, error = over_replicates(replicates, "")
    return value, error
