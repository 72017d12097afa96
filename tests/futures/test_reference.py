"""The whole model against its reference: states, odds and amounts of eleven days.

The reference began with the specification of the belief, and differs from it where more is known:
- the visits as they were planned, put off and dated move April and May (any by December on 1 May
  0.525 -> 0.55), and the visit of 24 September, public since 14 May, moves August (mean 44,800 ->
  50,800);
- more claims are read (cancelled orders of 20 January, the planner's leave for each purchase);
- from the report of August on, each future delivers the 20,000 that were reported, and what it adds
  (5% quantile 12,800 -> 20,000), so that nothing "by December" lies below what is delivered;
- silence counts until 9 October, when the last account was read.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from h200analysis import futures
from h200analysis.futures.weeks import LAST_DAY
from tests.futures.days import case_of

ROWS = list(csv.DictReader(Path(__file__).with_name("reference.csv").read_text().splitlines()))
STATES = ("closed", "reviewing", "licensed", "formal_ban", "discouraged", "pause", "special",
          "approvals", "open")  # fmt: skip
SPECIFIED = {  # any by December and mean chips, as specified, where little has been added since
    "2026-01-15": (0.413, 28_200), "2026-02-01": (0.461, 36_200), "2026-02-28": (0.519, 38_800),
    "2026-03-15": (0.517, 36_400), "2026-04-01": (0.554, 40_000), "2026-05-20": (0.465, 26_600),
    "2026-07-01": (0.400, 18_600), "2026-07-20": (1.0, 46_600),
}  # fmt: skip


@cache
def found(day: str, draws: int = 65_536) -> Any:
    """Return what is believed on a day."""
    return futures.believe(case_of(day), seed=11, draws=draws)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["day"])
def test_the_model_gives_its_reference(row: dict[str, str]) -> None:
    """Another seed gives the same states and odds within 0.02, and amounts within six per cent."""
    belief = found(row["day"])
    chips = belief.chips_by(LAST_DAY)
    middle, upper, high = belief.quantiles(chips, [0.5, 0.75, 0.95])

    for state in STATES:
        chance = (belief.washington | belief.beijing)[state]
        assert chance == pytest.approx(float(row[state]), abs=0.02), state
    assert belief.any_by(date(2026, 7, 31))[0] == pytest.approx(float(row["any_by_july"]), abs=0.02)
    assert belief.any_by(LAST_DAY)[0] == pytest.approx(float(row["any_by_december"]), abs=0.02)
    assert belief.mean(chips)[0] == pytest.approx(float(row["mean"]), rel=0.06)
    assert high == pytest.approx(float(row["p95"]), rel=0.08)
    assert upper == pytest.approx(float(row["p75"]), rel=0.15)
    assert middle == pytest.approx(float(row["p50"]), rel=0.1, abs=2_000)


@pytest.mark.parametrize("day", SPECIFIED)
def test_the_model_is_near_what_was_specified(day: str) -> None:
    """What was found since has moved the odds by less than 0.02, and the mean by under a tenth."""
    chance, mean = SPECIFIED[day]
    row = next(row for row in ROWS if row["day"] == day)

    assert float(row["any_by_december"]) == pytest.approx(chance, abs=0.02)
    assert float(row["mean"]) == pytest.approx(mean, rel=0.1)
