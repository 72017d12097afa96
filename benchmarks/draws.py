"""What draws cost: `python -m benchmarks.draws`, all in one run, side by side.

The static gap and its worth against squigglepy, and the worth of information; `benchmarks.belief`
tells what drawn futures cost.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
import squigglepy as sq

from h200analysis import cases, evidence
from h200analysis.inquiry.decision import shipping_decision
from h200analysis.model import market

DAY = "2026-01-15"
ROUNDS = 5


def main() -> None:
    """Print every comparison; times are medians of several rounds."""
    case = cases.Case(evidence.read(DAY))
    _static(case)
    _information(case)


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
    inputs = len(shipping_decision(case, draws=4096).partial)
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
