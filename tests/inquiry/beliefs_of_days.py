"""Futures of a few days, drawn once for all tests that look at them."""

from functools import cache

from h200analysis import cases, evidence, futures
from h200analysis.futures import Futures

BEFORE, AFTER = "2026-01-15", "2026-08-27"


@cache
def drawn(day: str, draws: int = 32_768) -> Futures:
    """Return the futures of the central case of a day."""
    return futures.over(cases.Case(evidence.read(day)), draws=draws)
