"""The drawn flow: partition, laws of the flow in every future, and the same bytes in any blocks."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h200analysis import cases, evidence
from h200analysis.chance import draws as drawing
from h200analysis.chance.draws import Block
from h200analysis.errors import H200Error
from h200analysis.evidence.policy_states import STATES
from h200analysis.futures.deliveries import Deliveries, deliveries
from h200analysis.futures.flows import DRAWN, flow_model

CASE = cases.Case(evidence.read("2026-01-15"))
MODEL = flow_model(CASE)
DAYS = ["2026-01-15", "2026-03-15", "2026-05-20", "2026-08-27"]


def numbers(found: Deliveries) -> list[float]:
    """Return every number of a run."""
    spreads = [*found.by_month, *found.parts.values()]
    each = [o for s in spreads for o in (s.low, s.middle, s.high, s.mean)] + [*found.chance]
    slices = [amount for month in found.equally_likely for amount in month]
    return [n for o in each for n in (o.value, o.error or 0.0)] + slices


@pytest.mark.parametrize("day", DAYS)
def test_reported_orders_are_split_without_rest(day: str) -> None:
    """In every future the three parts add up to the reported orders, and none is negative."""
    model = flow_model(cases.Case(evidence.read(day)))
    futures = model.block(7, Block(3, 0, 4096))
    parts = futures.parts()

    assert np.allclose(futures.reported, sum(parts.values()), rtol=1e-12)
    assert all((part >= -1e-6).all() for part in parts.values())


@pytest.mark.parametrize("day", DAYS)
def test_means_of_the_parts_add_up_and_quantiles_are_in_order(day: str) -> None:
    """The mean of the order book is the sum of its parts' means; 5 <= 50 <= 95 in each."""
    case = cases.Case(evidence.read(day))
    found = deliveries(case, draws=16_384)
    book = case.drawn(draws=16_384).compute("orders_chips").value * (
        case.drawn(draws=16_384).compute("unit_price_usd").value
    )

    assert sum(part.mean.value for part in found.parts.values()) == pytest.approx(book.mean())
    for spread in (*found.by_month, *found.parts.values()):
        assert spread.low.value <= spread.middle.value <= spread.high.value
    for earlier, later in pairwise(found.by_month):
        assert earlier.mean.value <= later.mean.value
    assert [o.value for o in found.chance] == sorted(o.value for o in found.chance)


@pytest.mark.parametrize(
    ("block", "threads"), [(64, 1), (100, 2), (333, 1), (1024, 3), (1 << 15, 2)]
)
def test_neither_blocks_nor_threads_move_a_figure(block: int, threads: int) -> None:
    """Every number is bit for bit that of one thread and whole replicates."""
    whole = deliveries(CASE, draws=16_384)

    assert numbers(whole) == numbers(deliveries(CASE, draws=16_384, block=block, threads=threads))


def test_the_seed_decides_alone() -> None:
    """The same seed gives the same run, another seed another one."""
    first, again, other = (deliveries(CASE, seed, 4096) for seed in (7, 7, 8))

    assert numbers(first) == numbers(again) != numbers(other)


def test_one_future_is_the_flow_by_itself() -> None:
    """A future of the block, run alone with plain numbers, delivers the same chips."""
    model = flow_model(CASE)
    block = Block(0, 0, 64)
    drawn, path = model.drawn(7, block), model.path(7, block)
    together = model.run(drawn, path)
    for at in (0, 17, 63):
        alone = {name: np.asarray(values)[at : at + 1] for name, values in drawn.items()}
        single = model.run(alone, tuple(states[at : at + 1] for states in path))
        assert together.flow.delivered[at] == single.flow.delivered[0]  # type: ignore[index]


def test_a_price_is_drawn_once_for_all_months() -> None:
    """Revenue by month uses one price a future: that of the static order book, bit for bit."""
    model = flow_model(CASE)
    futures = model.block(7, Block(5, 0, 4096))

    assert np.array_equal(futures.price, CASE.drawn().compute("unit_price_usd").value[5])


@settings(deadline=None)
@given(
    st.sampled_from(["stock_chips", "orders_chips", "firm_order_share", "arrivals_per_month"]),
    st.floats(0, 1),
)
def test_less_delivers_no_more_under_a_full_opening(name: str, share: float) -> None:
    """Where no volume cap holds, fewer chips or orders deliver no more, in any future."""
    block = Block(0, 0, 256)
    drawn = MODEL.drawn(7, block)
    path = (np.full(256, STATES.index("full_opening"), dtype=np.int8),) * MODEL.months

    full = np.asarray(MODEL.run(drawn, path).flow.delivered)
    less = np.asarray(MODEL.run({**drawn, name: drawn[name] * share}, path).flow.delivered)

    assert (less <= full + 1e-3).all()


def test_what_was_delivered_before_counts() -> None:
    """In August twenty thousand have come in: no future ends with fewer, and any is sure."""
    found = deliveries(cases.Case(evidence.read("2026-08-27")), draws=4096)

    assert all(spread.low.value >= 20_000 for spread in found.by_month)
    assert all(chance.value == 1 for chance in found.chance)
    assert min(found.equally_likely[3]) >= 20_000
    assert MODEL.months_of_rule == 0
    assert flow_model(cases.Case(evidence.read("2026-08-27"))).months_of_rule == pytest.approx(
        7.36, abs=0.01
    )


def test_a_closed_year_delivers_nothing() -> None:
    """With no chip let through by testing, every future ends without delivery."""
    found = deliveries(CASE.let(throughput_per_month=0), draws=4096)

    assert 0 == found.by_month[-1].high.value == found.chance[-1].value


def test_figures_rest_on_the_claims_of_policy_too() -> None:
    """What is delivered cites the reports on how policy stands, and is marked as ours."""
    found = deliveries(CASE, draws=1024).by_month[-1].middle

    assert "customs_instruction_myind" in found.claims
    assert any("eight states" in (used.assumption or "") for used in found.inputs)


def test_what_is_set_by_hand_is_not_drawn() -> None:
    """A stock of nothing, set by hand, ships only what arrives later."""
    model = flow_model(CASE.let(stock_chips=0))
    flow = model.block(7, Block(0, 0, 1024)).flow

    assert all((np.asarray(month.delivered) == 0).all() for month in flow.months[:6])


@pytest.mark.parametrize("name", ["stock_chips", "unit_price_usd"])
def test_a_name_may_stand_for_a_formula_or_another_parameter(name: str) -> None:
    """What stands for a formula is taken at its value; what stands for a parameter is drawn so."""
    formula = {"stock_chips": "forward_only_cap", "unit_price_usd": "board_price_per_chip"}[name]
    value = CASE.evaluate(formula).value
    model = flow_model(CASE.let(**{name: formula}))

    assert value == model.value(name) == model.drawn(7, Block(0, 0, 64))[name]
    alias = flow_model(CASE.let(arrivals_per_month="us_need_per_month"))
    drawn = alias.drawn(7, Block(0, 0, 64))
    assert np.array_equal(drawn["arrivals_per_month"], drawn["us_need_per_month"])


@pytest.mark.parametrize("name", ["block", "threads"])
@pytest.mark.parametrize("value", [0, -64, 64.0, "64"])
def test_a_block_or_a_number_of_threads_that_is_none_is_refused(name: str, value: Any) -> None:
    """Both are whole numbers of one or more."""
    with pytest.raises(H200Error, match=f"{name} is {value!r}; expected a whole number, 1 or more"):
        deliveries(CASE, draws=1024, **{name: value})


@pytest.mark.parametrize("months", [0, 32, 12.5, "12"])
def test_a_run_of_no_months_or_too_many_is_refused(months: Any) -> None:
    """A flow runs for a month at least, and not beyond its dimensions."""
    with pytest.raises(
        ValueError, match=f"months is {months!r}; expected a whole number of months from 1 to 31"
    ):
        flow_model(CASE, months)


def test_everything_may_be_set_by_hand() -> None:
    """With no input drawn only policy moves, and the parts still add up."""
    by_hand = {name: CASE.ledger.parameter(name).current.central for name in DRAWN}
    for lag in (1, 24):
        found = deliveries(CASE.let(**by_hand, licence_lag_months=lag), draws=1024)
        total = sum(part.mean.value for part in found.parts.values())

        assert 54e9 == pytest.approx(total)
        assert (found.chance[-1].value > 0) == (lag == 1)


def test_a_run_too_large_is_refused() -> None:
    """The number of draws has an upper end, told in a sentence."""
    with pytest.raises(ValueError, match="at most 67,108,864"):
        drawing.check(1 << 27)
