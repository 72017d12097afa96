"""The belief of some days, each made once for all tests, and ledgers that differ in one thing."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from h200analysis import cases, evidence, futures
from h200analysis.evidence import Ledger
from h200analysis.evidence.kind import Kind
from h200analysis.evidence.readings import READINGS, Reading
from h200analysis.futures.weeks import LAST_DAY

LAST = LAST_DAY
SILENT = {"report_weeks": 1e18, "declared_weeks": 1e18}  # nothing is made of silence
DRAWS = 16_384


@cache
def case_of(day: str) -> cases.Case:
    """Return the case of a day."""
    return cases.Case(evidence.read(day))


@cache
def filtered_of(day: str) -> futures.Filtered:
    """Return what the filter finds on a day."""
    return futures.filtered(case_of(day))


@cache
def belief_of(day: str, draws: int = DRAWS) -> futures.Belief:
    """Return what is believed on a day."""
    return futures.believe(case_of(day), draws=draws)


def with_records(ledger: Ledger, kind: Kind[Any], records: Mapping[str, Any]) -> cases.Case:
    """Return the case of a ledger that has these records of a kind and no others."""
    return cases.Case(replace(ledger, kinds={**ledger.kinds, kind: records}))


def reread(day: str, claim: str, **against: str) -> cases.Case:
    """Return the case of a day on which a claim is read as speaking against other states."""
    ledger = case_of(day).ledger
    readings = dict(ledger.of(READINGS))
    readings[claim] = Reading.model_validate({**readings[claim].model_dump(), "against": against})
    return with_records(ledger, READINGS, readings)


def bytes_of(found: futures.Filtered) -> bytes:
    """Return all that a filter found, to be compared bit for bit."""
    every = [*found.now.values(), found.weights]
    return b"".join(np.asarray(each, dtype=np.float64).tobytes() for each in every)
