"""The records of a day as data frames: typed, documented, and the ledger's own to the last one."""

import subprocess
import sys

import pandas as pd
import pytest

from h200analysis import evidence
from h200analysis.errors import ArgumentError

LEDGER = evidence.read("2026-05-20")
KINDS = ("claims", "sources", "parameters", "measures", "conflicts")


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_told_and_typed(kind: str) -> None:
    """Each column says what it holds; dates are dates, and no column is of any objects."""
    frame = LEDGER.frame(kind)

    assert list(frame.columns) == list(frame.attrs["columns"])
    assert "2026-05-20" == frame.attrs["as_of"]
    assert "object" not in set(map(str, frame.dtypes))
    days = [name for name in frame if name in {"as_of", "published", "recorded", "announced"}]
    assert all(pd.api.types.is_datetime64_any_dtype(frame[name]) for name in days)


def test_ids_are_the_index() -> None:
    """A record is found by its id, and is what the ledger holds."""
    claim = LEDGER.frame("claims").loc["approved_400k"]
    orders = LEDGER.frame("parameters").loc["orders_chips"]

    assert (LEDGER.claims["approved_400k"].value, "chip") == (claim["value"], claim["unit"])
    assert pd.Timestamp(LEDGER.source_of("approved_400k").published) == claim["published"]
    assert LEDGER.parameters["orders_chips"].current.central == orders["value"]
    assert list(LEDGER.claims) == list(LEDGER.frame("claims").index)
    assert list(LEDGER.sources) == list(LEDGER.frame("sources").index)


def test_conflicts_have_a_row_a_claim() -> None:
    """The claims of a scope with their weights come to its pooled mean."""
    rows = LEDGER.frame("conflicts")
    for group in LEDGER.conflicts:
        for pool in LEDGER.pools(group):
            if pool.mean is None:
                continue
            of_pool = rows.loc[[(group, name) for name in pool.weights]]
            middle = of_pool["value"].fillna((of_pool["low"] + of_pool["high"]) / 2)
            assert pytest.approx(pool.mean) == (middle * of_pool["weight"]).sum()
            assert pytest.approx(1) == of_pool["weight"].sum()


def test_measures_stand_as_on_the_day() -> None:
    """Each has the state that it had on the day of the ledger."""
    in_force = evidence.in_force(LEDGER, LEDGER.as_of)
    states = LEDGER.frame("measures")["state"]

    assert set(in_force) == set(states[states.isin(["in force", "loosened"])].index)


def test_an_unknown_frame_is_told() -> None:
    """The nearest name is named."""
    with pytest.raises(ArgumentError, match="did you mean 'claims'"):
        LEDGER.frame("claim")


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_without_records_has_an_empty_frame(kind: str) -> None:
    """Nothing known is no row, under the same columns."""
    frame = evidence.read("1700-01-01").frame(kind)

    assert 0 == len(frame)
    assert list(LEDGER.frame(kind).columns) == list(frame.columns)


def test_who_asks_for_no_frame_loads_no_pandas() -> None:
    """Evidence, model and cases are there before pandas is needed."""
    program = (
        "import sys; from h200analysis import cases, evidence\n"
        "from h200analysis.model import market\n"
        "cases.Case(evidence.read('2026-01-15')).evaluate(market.supply_gap)\n"
        "print('pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert "False" == done.stdout.strip()
