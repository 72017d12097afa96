"""The monthly flow: the reference runs to the chip, what each limit withheld, and its laws."""

import tomllib
from dataclasses import fields, replace
from math import inf, isclose
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model.flow import (
    TERMS,
    CapBasis,
    CapMeasure,
    Flow,
    Given,
    VolumeCap,
    monthly_flow,
)
from h200analysis.model.withheld import (
    LIMITS,
    lifted,
    shapley,
    withheld_alone,
    withheld_shares,
)
from tests.model.runs import CAP, R1

SERIES = [field.name for field in fields(Given) if isinstance(getattr(R1, field.name), tuple)]
PRICE = 27_000
CASES = Path(__file__).parents[1] / "worked_sums" / "flow.toml"
ROWS = tomllib.loads(CASES.read_text(encoding="utf-8"))["row"]
NUMBERS = ("shipped", "stock", "backlog", "delivered")


def _rule(basis: CapBasis, **more: Any) -> Given:
    return replace(R1, cap=replace(CAP, basis=basis, **more))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"month {row['month']}")
def test_run_one_month_by_month(row: dict[str, Any]) -> None:
    """Each printed row of run R1, to the chip, with the limit that bound."""
    found = monthly_flow(R1).months[row["month"] - 1]

    assert row["binding"] == TERMS[found.binding]
    assert pytest.approx([row[name] for name in NUMBERS], abs=1) == [
        getattr(found, name) for name in NUMBERS
    ]


def test_run_one_in_total() -> None:
    """Delivered, cancelled, switched and still open add up to the orders, in chips and dollars."""
    flow = monthly_flow(R1)

    assert 750_000 == flow.delivered
    assert pytest.approx(314_473.4, abs=0.05) == flow.cancelled
    assert pytest.approx(157_236.7, abs=0.05) == flow.switched
    assert pytest.approx(778_289.9, abs=0.05) == flow.backlog
    assert pytest.approx(12.736e9, abs=0.5e6) == PRICE * (flow.cancelled + flow.switched)
    assert pytest.approx(20.250e9) == PRICE * flow.delivered
    assert pytest.approx(21.014e9, abs=0.5e6) == PRICE * flow.backlog


def test_run_two_counts_only_forward_shipments() -> None:
    """62,500 in month 5, then 12,500 a month, 150,000 in all: the cap binds."""
    flow = monthly_flow(_rule(CapBasis.SINCE_RULE_DATE))

    assert [0] * 4 + [62_500] + [12_500] * 7 == [month.shipped for month in flow.months]
    assert 150_000 == flow.delivered
    assert {"cap"} == {TERMS[month.binding] for month in flow.months[4:]}


def test_run_three_is_free() -> None:
    """Without limits 700,000 go in the first month, nothing through the sixth, then arrivals."""
    flow = monthly_flow(lifted(R1, LIMITS))

    assert [700_000, 0, 0, 0, 0, 0] == [month.shipped for month in flow.months[:6]]
    assert (1_750_000, 250_000) == (flow.delivered, flow.backlog)


def test_what_the_limits_withheld_adds_up() -> None:
    """The Shapley shares make up the million between the free run and the limited one."""
    shares = withheld_shares(R1)

    assert pytest.approx(1_000_000) == sum(shares.values())
    assert "licence" == max(shares, key=lambda name: shares[name])
    assert pytest.approx(100_000) == withheld_alone(R1)["licence"]
    assert pytest.approx(-50_000) == withheld_alone(R1)["us_first"]


def test_bound_months_are_a_picture_and_no_account() -> None:
    """In months 1 to 4 of R1 2,550,000 chip-months of stock wait, two and a half times the loss."""
    waited = sum(month.stock for month in monthly_flow(R1).months[:4])

    assert 2_550_000 == waited


def test_an_unknown_limit_is_refused() -> None:
    """A limit that the flow does not have is told, with those it has."""
    with pytest.raises(ValueError, match="'weather' is no limit of the flow"):
        lifted(R1, ["weather"])


def test_shapley_of_a_known_game() -> None:
    """Of a glove game the one who holds the scarce glove gets two thirds."""

    def worth(group: tuple[str, ...]) -> float:
        return float("left" in group and len(group) > 1)

    found = shapley(("left", "right", "other"), worth)

    assert pytest.approx(2 / 3) == found["left"]
    assert pytest.approx(1 / 6) == found["right"] == found["other"]


def test_a_player_joins_once() -> None:
    """Players that are named twice are told, since their shares would add up to too much."""
    with pytest.raises(ValueError, match="players holds a twice; expected each player once"):
        shapley(("a", "b", "a"), len)


def test_a_tie_is_recorded() -> None:
    """Where several limits are reached the first in order binds, the others are also binding."""
    tied = replace(R1, gate=(0.125,) * 12, licence_ceiling=(250_000,) * 12)

    month = monthly_flow(tied).months[0]

    assert ("gate", 250_000) == (TERMS[month.binding], month.shipped)
    assert (False, False, False, True, True) == month.also_binding


def test_the_counterexample_to_monotony() -> None:
    """With US needs served from the same stock an earlier gate can deliver less under the cap."""
    cap = replace(CAP, us_before=20, us_tpp=1, china_tpp=1)
    early = Given(10, 100, (0, 0, 20), (0, 10, 0), (1, 1, 1), (inf,) * 3, (inf,) * 3, (0,) * 3,
                  cap, 0, 0)  # fmt: skip

    assert 10 == monthly_flow(early).delivered
    assert 15 == monthly_flow(replace(early, gate=(0, 1, 1))).delivered


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (_rule(CapBasis.OFF), 750_000),
        (_rule(CapBasis.SINCE_RULE_DATE, rule_month=5), 100_000),
        (_rule(CapBasis.ROLLING_12M, us_before=0, us_history=(20_000,) * 12), 150_000),
        (_rule(CapBasis.PER_APPLICATION, us_before=0, share=0.25), 425_000),
        (_rule(CapBasis.SINCE_RULE_DATE, measure=CapMeasure.TPP, us_tpp=31_680), 300_000),
    ],
)
def test_each_basis_counts_what_it_says(given_: Given, expected: float) -> None:
    """Off; since a month; the last twelve months on both sides; each application by itself; TPP.

    Twelve months' window: in month 5 it holds 7 x 20,000 and 5 x 25,000, half of which is 132,500;
    in month 12, 300,000, half of which bounds what went in the window. By itself each month's
    application is held against a quarter of all US shipments so far: 31,250, 37,500 and so on;
    eight of those make 425,000. A US chip of twice the performance counts twice.
    """
    assert pytest.approx(expected) == monthly_flow(given_).delivered


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"arrivals": ()}, "the number of months is 0; expected 1 or more"),
        ({"gate": (1,) * 11}, "the length of gate is 11; expected 12, one entry a month"),
        ({"gate": (25,) * 12}, "gate.0. is 25; expected a share from 0 to 1"),
        ({"us_need": (-1,) * 12}, "us_need.0. is -1; expected a finite number of chips, 0 or more"),
        ({"throughput": (float("nan"),) * 12}, "throughput.0. is nan"),
        ({"stock_chips": -1}, "stock_chips is -1"),
        ({"orders_chips": float("nan")}, "orders_chips is nan"),
        ({"cancelled": 0.6, "switched": 0.6}, "cancelled .* switched is 1.2; expected at most 1"),
        ({"cancelled": 2}, "cancelled is 2"),
        ({"cap": replace(CAP, share=-1)}, "cap.share is -1"),
        ({"cap": replace(CAP, rule_month=0)}, "rule_month is 0"),
        ({"cap": replace(CAP, us_history=(-5,))}, "us_history.0. is -5"),
        ({"cap": replace(CAP, china_tpp=0)}, "china_tpp is 0"),
    ],
)
def test_bad_input_is_told_by_name(changes: dict[str, Any], told: str) -> None:
    """One sentence names the argument, what was found and what was expected."""
    with pytest.raises(ValueError, match=told):
        monthly_flow(replace(R1, **changes))


def test_draws_of_different_lengths_are_told_by_name() -> None:
    """Arrays that do not belong together are named before anything is computed."""
    drawn: Any = np.ones(3) * 700_000
    gate: Any = (np.ones(4),) * 12

    with pytest.raises(
        ValueError, match=r"gate has draws of the shape \(4,\); expected \(3,\), as"
    ):
        monthly_flow(replace(R1, stock_chips=drawn, gate=gate))


@pytest.mark.parametrize(
    "changes",
    [{"orders_chips": 0}, {"stock_chips": 0, "arrivals": (0,) * 12}, {"throughput": (0,) * 12}],
)
def test_nothing_to_ship_ships_nothing(changes: dict[str, Any]) -> None:
    """No orders, no stock or no way to send it."""
    assert 0 == monthly_flow(replace(R1, **changes)).delivered


chips = st.floats(0, 1e6)
shares = st.floats(0, 1)


@st.composite
def given_runs(draw: st.DrawFn, basis: CapBasis | None = None) -> Given:
    """Draw a run of two to six months."""
    months = draw(st.integers(2, 6))

    def series(values: st.SearchStrategy[float]) -> tuple[float, ...]:
        return tuple(draw(st.lists(values, min_size=months, max_size=months)))

    cap = VolumeCap(
        basis or draw(st.sampled_from(list(CapBasis))), draw(shares),
        draw(st.sampled_from(list(CapMeasure))), draw(chips),
        tuple(draw(st.lists(chips, min_size=12, max_size=12))),
        draw(st.integers(1, months)), 15_840, 15_840,
    )  # fmt: skip
    lost = draw(st.floats(0, 0.5)), draw(st.floats(0, 0.5))
    ceiling = tuple(np.cumsum(series(chips)).tolist())
    return Given(draw(chips), draw(chips), series(chips), series(chips), series(shares), ceiling,
                 series(chips), series(chips), cap, *lost)  # fmt: skip


@given(given_runs())
def test_nothing_is_lost_or_made(run: Given) -> None:
    """Orders are delivered, lost or open; stock and arrivals are shipped, sold or left."""
    flow = monthly_flow(run)
    shipped = sum(month.shipped for month in flow.months)
    demanded = run.orders_chips + sum(run.new_orders)
    supplied = run.stock_chips + sum(run.arrivals)

    assert isclose(demanded, shipped + flow.cancelled + flow.switched + flow.backlog, abs_tol=1e-3)
    assert isclose(supplied, shipped + flow.us + flow.stock, abs_tol=1e-3)


@given(given_runs())
def test_no_state_is_below_zero_and_no_limit_passed(run: Given) -> None:
    """Stock, backlog and shipments are never negative; each month keeps every limit."""
    flow = monthly_flow(run)

    for number, month in enumerate(flow.months):
        assert min(month.shipped, month.stock, month.backlog) >= -1e-6
        assert month.shipped <= run.throughput[number] + 1e-6
        assert month.shipped == 0 or month.delivered <= run.licence_ceiling[number] + 1e-3
    free = monthly_flow(lifted(run, LIMITS))
    assert -1e-3 <= flow.delivered <= max(free.delivered, run.orders_chips) + sum(run.new_orders)


@given(st.floats(2, 1e6))
def test_a_limit_already_passed_ships_nothing(chips_: float) -> None:
    """Where US shipments leave the window, or a ceiling is lowered, nothing flows back."""
    cap = replace(CAP, basis=CapBasis.ROLLING_12M, us_before=0, us_history=(chips_,) + (0,) * 10)
    run = Given(chips_, chips_, (0, 0), (0, 0), (1, 1), (inf, inf), (inf, inf), (0, 0), cap, 0, 0)
    lowered = replace(run, cap=replace(CAP, basis=CapBasis.OFF), licence_ceiling=(chips_ / 2, 1))

    assert [chips_ / 2, 0] == [month.shipped for month in monthly_flow(run).months]
    assert [chips_ / 2, 0] == [month.shipped for month in monthly_flow(lowered).months]


@given(given_runs(CapBasis.SINCE_RULE_DATE))
def test_china_gets_at_most_a_third_of_both(run: Given) -> None:
    """Half of US shipments, counted forward from the first month, is a third of both together."""
    months = len(run.gate)
    cap = replace(run.cap, share=0.5, rule_month=1)
    run = replace(run, gate=(1.0,) * months, licence_ceiling=(inf,) * months, cap=cap)
    flow = monthly_flow(run)

    assert flow.delivered <= flow.us / 2 + 1e-3
    assert flow.delivered <= (flow.delivered + flow.us) / 3 + 1e-3


def test_a_rule_no_longer_new_counts_what_went_before() -> None:
    """100,000 to the US since the rule and 10,000 to China leave room for 52,500 in a first month.

    0.5 x (100,000 + 25,000) - 10,000, where the US take 25,000 more.
    """
    run = _rule(CapBasis.SINCE_RULE_DATE, us_since_rule=100_000, china_before=10_000)
    run = replace(run, gate=(1.0,) * 12, throughput=(1e9,) * 12, licence_ceiling=(1e9,) * 12)

    assert 52_500 == monthly_flow(run).months[0].shipped
    with pytest.raises(ValueError, match="us_since_rule is -1; expected a finite number"):
        monthly_flow(replace(run, cap=replace(run.cap, us_since_rule=-1)))


def test_a_basis_may_hold_in_some_months_and_draws_only() -> None:
    """Month by month, and draw by draw, each basis gives what it would give by itself."""
    bases = (CapBasis.SINCE_RULE_DATE, CapBasis.OFF, CapBasis.CUMULATIVE_SINCE_LAUNCH)
    run = replace(R1, gate=(1.0,) * 12, licence_ceiling=(inf,) * 12)
    alone = [
        monthly_flow(replace(run, cap=replace(CAP, by_month=({basis: True},) * 12)))
        for basis in bases
    ]
    drawn = {basis: np.arange(3) == at for at, basis in enumerate(bases)}
    together = monthly_flow(replace(run, cap=replace(CAP, by_month=(drawn,) * 12)))

    assert [flow.delivered for flow in alone] == np.asarray(together.delivered).tolist()
    assert alone[0] == monthly_flow(replace(run, cap=replace(CAP, basis=bases[0])))
    with pytest.raises(ValueError, match="the length of by_month is 2; expected 12"):
        monthly_flow(replace(run, cap=replace(CAP, by_month=(drawn,) * 2)))


@given(given_runs())
def test_a_gate_closed_all_year_ships_nothing(run: Given) -> None:
    """Whatever else is allowed."""
    assert 0 == monthly_flow(replace(run, gate=(0.0,) * len(run.gate))).delivered


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("stock_chips", ("gate", "licence", "throughput")),
        ("arrivals", ("gate", "licence", "throughput")),
        ("gate", ("licence", "throughput")),
        ("licence_ceiling", ("gate", "throughput")),
        ("throughput", ("gate", "licence")),
    ],
)
@given(run=given_runs(CapBasis.OFF), share=st.floats(0, 1))
def test_more_of_anything_delivers_no_less_without_the_cap(
    name: str, others: tuple[str, ...], run: Given, share: float
) -> None:
    """Without the volume cap, and no attrition, less of a limit is less, among others or alone."""
    run = replace(run, cancelled=0.0, switched=0.0)
    alone = replace(lifted(run, others), orders_chips=1e7)
    if name not in {"stock_chips", "arrivals"}:
        alone = replace(alone, stock_chips=1e9)

    for whole in (run, alone):
        full = getattr(whole, name)
        less: Any = tuple(e * share for e in full) if isinstance(full, tuple) else full * share
        found = monthly_flow(replace(whole, **{name: less})).delivered
        assert found <= monthly_flow(whole).delivered + 1e-3


@given(given_runs(), st.integers(1, 9))
def test_a_run_scales(run: Given, factor: int) -> None:
    """Counted in another unit the run is the same."""
    scaled: dict[str, Any] = {
        name: tuple(factor * entry for entry in getattr(run, name))
        for name in SERIES
        if name != "gate"  # a share
    }
    history = tuple(factor * entry for entry in run.cap.us_history)
    cap = replace(run.cap, us_before=factor * run.cap.us_before, us_history=history)
    large = replace(run, stock_chips=factor * run.stock_chips,
                    orders_chips=factor * run.orders_chips, cap=cap, **scaled)  # fmt: skip

    found = factor * monthly_flow(run).delivered
    assert isclose(found, monthly_flow(large).delivered, rel_tol=1e-9, abs_tol=1e-2)


def _as_arrays(runs: list[Given]) -> Given:
    """Return one run whose every entry is an array over runs of equal length."""
    first = runs[0]
    joined: dict[str, Any] = {
        name: tuple(np.array(e) for e in zip(*(getattr(r, name) for r in runs), strict=True))
        for name in SERIES
    }
    totals: dict[str, Any] = {
        n: np.array([getattr(r, n) for r in runs]) for n in ("stock_chips", "orders_chips")
    }
    return replace(first, **joined, **totals)


@given(given_runs(), st.lists(st.floats(0.1, 2), min_size=3, max_size=3))
def test_an_array_of_draws_gives_what_each_path_gives(run: Given, factors: list[float]) -> None:
    """The same code runs one path and many, the binding limits included."""
    runs = [replace(run, stock_chips=f * run.stock_chips, orders_chips=f * run.orders_chips)
            for f in factors]  # fmt: skip
    together: Flow = monthly_flow(_as_arrays(runs))

    for at, alone in enumerate(map(monthly_flow, runs)):
        for many, one in zip(together.months, alone.months, strict=True):
            assert isclose(np.broadcast_to(many.shipped, 3)[at], one.shipped, abs_tol=1e-6)
            assert np.broadcast_to(many.binding, 3)[at] == one.binding
