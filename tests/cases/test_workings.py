"""Sums between reports, and bridges from one figure to another, each with all of its sources."""

import re
from typing import Any

import pytest

from h200analysis import cases, evidence
from h200analysis.model import charges, crosschecks, growth, market, purchases

CASE = cases.Case(evidence.read("2026-11-28"))


def test_a_sum_of_two_reports_cites_both() -> None:
    """Figures of claims are given by their ids; nothing is set by hand."""
    lost = CASE.work_out(
        charges.lost_sales_and_charge,
        lost_sales_usd="h20_unshipped_q1fy26",
        charge_usd="h20_charge_q1fy26",
    )

    assert (7e9, "USD") == (lost.value, lost.unit)
    assert ("h20_unshipped_q1fy26", "h20_charge_q1fy26") == lost.claims
    assert not lost.set_by_hand
    assert {"scenario": "central", "lost_sales_usd": 2.5e9, "charge_usd": 4.5e9} == lost.supposing


@pytest.mark.parametrize(
    ("formula", "given", "expected"),
    [
        (purchases.chips_for_budget, {"budget_usd": 5.4e9}, 200_000),
        (purchases.chips_for_budget, {"budget_cny": "bytedance_nvidia_2026"}, 1e11 / 7 / 27_000),
        (
            purchases.chips_in_revenue,
            {"revenue_usd": 12e9, "share_of_mix": 1, "unit_price_usd": "h20_unit_price_usd"},
            1_000_000,
        ),
        (
            growth.revenue_growth,
            {"first_usd": "revenue_q1fy27", "last_usd": "revenue_q2fy27", "years": 0.25},
            (96.2 / 81.6) ** 4 - 1,
        ),
        (crosschecks.operations_of_chips, {"chips": "stock_seed", "tflops_of_a_chip": 2}, 1.4e6),
        ("chips_for_budget", {"budget_usd": CASE.evaluate(market.gap_at_list)}, 1_500_000),
    ],
)
def test_each_is_one_call(formula: Any, given: dict[str, Any], expected: float) -> None:
    """Numbers, claims, outcomes and the case's own parameters go into one sum."""
    found = CASE.work_out(formula, **given)

    assert pytest.approx(expected) == found.value
    by_hand = [name for name, value in given.items() if not isinstance(value, str | cases.Outcome)]
    assert by_hand == [used.name for used in found.set_by_hand]


@pytest.mark.parametrize(
    ("formula", "given", "sentence"),
    [
        (purchases.chips_for_budget, {"budget": 1}, "takes no 'budget'; did you mean 'budget_usd'"),
        ("chips_for_budgt", {}, "There is no formula 'chips_for_budgt'; did you mean 'chips_for_b"),
        (purchases.chips_for_budget, {"budget_usd": "stock_seed"}, "in USD; it was given chip"),
        (purchases.chips_for_budget, {"budget_usd": "h20_potential_q3fy26"}, "no single figure"),
        (purchases.chips_for_budget, {"budget_usd": "nobody_said"}, "'nobody_said' is neither"),
    ],
)
def test_what_does_not_fit_is_told(formula: Any, given: dict[str, Any], sentence: str) -> None:
    """A misspelt argument, another unit, a claim without a figure: one sentence each."""
    with pytest.raises(cases.BindingError, match=re.escape(sentence)):
        CASE.work_out(formula, **given)


def test_a_bridge_shows_what_is_left() -> None:
    """Start, steps and what is unreconciled add up to the end, which may be another report's."""
    bridge = CASE.bridge(
        "revenue_q1fy27",
        "revenue_q2fy27",
        plus={"Data centres then": "data_centre_q2fy27"},
        less={"Data centres before": "data_centre_q1fy27"},
    )

    assert [89e9, -75.2e9] == [step.value for step in bridge.steps.values()]
    assert pytest.approx(0.8e9) == bridge.unreconciled.value
    assert not bridge.reconciles
    assert {"revenue_q1fy27", "data_centre_q1fy27"} <= set(bridge.unreconciled.claims)


def test_a_bridge_may_reconcile() -> None:
    """With the missing step it does, whichever way it is walked."""
    there = CASE.bridge("stock_chips", "orders_chips", {"Short": market.supply_gap})
    back = CASE.bridge("orders_chips", "stock_chips", less={"Short": market.supply_gap})

    assert there.reconciles
    assert back.reconciles


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("stock_chips", "unit_price_usd", "one unit; these figures are in chip, USD/chip"),
        ("stock_chips", 3.0, "3.0 is a number without a unit or a source"),
    ],
)
def test_a_bridge_needs_figures_of_one_unit(start: Any, end: Any, sentence: str) -> None:
    """Units are compared, and a bare number has none."""
    with pytest.raises(cases.BindingError, match=re.escape(sentence)):
        CASE.bridge(start, end)
