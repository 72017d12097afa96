"""Draws, figures and findings as data frames: the same numbers, with their units."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from h200analysis import cases, evidence, futures
from h200analysis.errors import ArgumentError, OperationError
from h200analysis.inquiry import frames, headlines, register
from h200analysis.inquiry.attribution import attribution
from h200analysis.inquiry.scoreboard import scoreboard
from h200analysis.inquiry.sobol import sobol_indices
from h200analysis.inquiry.target import of_formula
from h200analysis.inquiry.tornado import tornado
from h200analysis.model import market
from tests.conftest import ROOT

LEDGER = evidence.read("2026-01-15")
CASE = cases.Case(LEDGER)
DRAWN = CASE.drawn(draws=16_384)


def test_a_row_is_a_draw() -> None:
    """Columns are drawn alike, by replicate and draw; what is not drawn is the same in all rows."""
    frame = DRAWN.frame("orders_chips", "stock_chips", market.supply_gap, "fee_rate")

    assert ["replicate", "draw"] == list(frame.index.names)
    assert (16_384, 4) == frame.shape
    gap = np.maximum(frame["orders_chips"] - frame["stock_chips"], 0)
    assert np.array_equal(gap, frame["supply_gap"])
    assert [0.25] == list(frame["fee_rate"].unique())
    assert {"chip", "share"} == set(frame.attrs["units"].values())
    by_replicate = frame["supply_gap"].groupby("replicate").mean()
    assert pytest.approx(DRAWN.evaluate(market.supply_gap).mean.value) == by_replicate.mean()


def test_a_column_is_asked_for_once() -> None:
    """Two columns of one name would be one."""
    with pytest.raises(ArgumentError, match="supply_gap is asked for twice"):
        DRAWN.frame(market.supply_gap, "supply_gap")


def test_a_row_is_a_future_of_its_weight() -> None:
    """Weighed, the rows come to what the futures expect."""
    paths = futures.over(CASE, draws=16_384)
    frame = paths.frame("delivered_chips")

    assert pytest.approx(1) == frame["weight"].sum()
    mean = (frame["delivered_chips"] * frame["weight"]).sum()
    assert pytest.approx(paths.expected("delivered_chips").value) == mean
    by_month = frames.months(paths)
    assert pytest.approx(mean) == by_month["mean"].iloc[-1]
    assert by_month["any_delivery"].is_monotonic_increasing
    assert pd.Timestamp("2026-12-31") == by_month.index[-1]


def test_figures_have_a_row_each() -> None:
    """Labels are the caller's; a drawn result has four rows, a bridge its ends and its steps."""
    gap = CASE.evaluate(market.supply_gap)
    bridge = CASE.bridge("stock_chips", "orders_chips", {"Short": gap})
    frame = frames.frame({"Gap": gap, "Drawn": DRAWN.evaluate(market.supply_gap)})

    assert ["Gap", *["Drawn"] * 4] == list(frame["label"])
    assert gap.value == frame["value"].iloc[0]
    assert ", ".join(gap.claims) == frame["claims"].iloc[0]
    assert ["stock_chips", "Short", "unreconciled", "orders_chips"] == list(
        frames.frame(bridge)["label"]
    )
    assert list(frame.attrs["columns"]) == list(frame.columns)


def test_a_tornado_and_its_indices() -> None:
    """A row a factor, the widest bar or the largest part first, in their units."""
    target = of_formula(CASE, market.gap_at_list)
    bars, parts = tornado(target), sobol_indices(target, 1024)
    frame, split = frames.frame(bars), frames.frame(parts)

    assert "USD" == frame.attrs["units"]["width"]
    assert list(frame["width"]) == sorted(frame["width"], reverse=True)
    assert {"orders_chips", "stock_chips", "unit_price_usd"} == set(frame.index) == set(split.index)
    assert [each.total for each in parts.groups] == list(split["total"])


def test_shares_add_up() -> None:
    """The shares of a headline's change are its change."""
    later = cases.Case(evidence.read("2026-08-27"))
    frame = frames.frame(attribution(headlines.run(CASE), headlines.run(later)))

    changed = frame.groupby("headline")[["before", "after"]].first()
    assert len(changed) > 0
    assert np.allclose(
        changed["after"] - changed["before"], frame.groupby("headline")["share"].sum()
    )


def test_scores_are_tidy() -> None:
    """A row for each day, question, forecaster and score, none of them twice."""
    board = scoreboard(
        register.read(ROOT / "data" / "forecasts.jsonl"), evidence.read("2026-11-28")
    )
    frame = frames.frame(board)

    assert frame.index.is_unique
    assert {"belief"} < set(frame.index.get_level_values("forecaster"))
    first = board.dates[0]
    key = (pd.Timestamp(first.as_of), "first delivery", "belief", "log")
    assert first.by["belief"].log == frame.loc[key, "value"]


@pytest.mark.parametrize("found", [3, CASE])
def test_what_has_no_frame_is_told(found: Any) -> None:
    """The sentence says what has one."""
    with pytest.raises(OperationError, match="There is no frame of a"):
        frames.frame(found)
    with pytest.raises(ArgumentError, match="is no outcome"):
        frames.frame([3])
