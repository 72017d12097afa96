"""Drawn figures: the reference, their honest error, and that nothing new moves them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import cases, evidence
from h200analysis.chance import draws, replicates
from h200analysis.chance.statistics import summary, within
from h200analysis.errors import H200Error
from h200analysis.model import market

CASE = cases.Case(evidence.read("2026-01-15"))
# Gap at the reported price in billions of dollars, by an independent program of as many draws, with
# its errors.
MC0 = [
    ("mean", 38.3314, 0.0001),
    ("low", 32.154, 0.0098),
    ("middle", 38.159, 0.0047),
    ("high", 45.107, 0.0089),
]


@pytest.mark.parametrize(("statistic", "value", "error"), MC0)
@pytest.mark.parametrize("seed", [7, 8, 2026])
def test_the_reference_is_met_within_its_error(
    statistic: str, value: float, error: float, seed: int
) -> None:
    """The gap as hedged lies within four standard errors of the reference, ours and its."""
    found = getattr(CASE.drawn(seed=seed).evaluate(market.gap_at_list), statistic)

    assert found.error is not None
    assert found.error < 5e7
    allowed = 4 * (found.error + error * 1e9) + 5e5  # the reference is printed to a million
    assert found.value == pytest.approx(value * 1e9, abs=allowed)


def test_orders_follow_their_words() -> None:
    """Orders of “more than two million” have the quantiles of 2.0M + 0.5M x Beta(1, 3)."""
    orders = CASE.drawn().evaluate("orders_chips")

    assert orders.mean.value == pytest.approx(2_125_000, abs=50)
    assert orders.low.value == pytest.approx(2_008_476, abs=50)
    assert orders.middle.value == pytest.approx(2_103_150, abs=50)
    assert orders.high.value == pytest.approx(2_315_798, abs=50)


def test_stock_keeps_its_interval() -> None:
    """A stock of “about 700,000”, estimated, lies in 560,000 to 875,000 nine times in ten."""
    stock = CASE.drawn().evaluate("stock_chips")

    assert stock.low.value == pytest.approx(560_000, rel=1e-3)
    assert stock.middle.value == pytest.approx(700_000, rel=1e-3)
    assert stock.high.value == pytest.approx(875_000, rel=1e-3)
    assert stock.mean.value == pytest.approx(706_471, rel=1e-4)


def test_what_is_not_hedged_is_not_drawn() -> None:
    """A parameter without a spread, or set by hand, is one number without error."""
    fixed = CASE.let(orders_chips=2e6, stock_chips=7e5, unit_price_usd=27e3).drawn()

    spread = fixed.evaluate(market.gap_at_list)

    assert spread.low.value == spread.high.value == 35.1e9
    assert spread.middle.error == 0


def test_a_new_parameter_moves_no_drawn_figure(data_folder: Path) -> None:
    """Adding a drawn parameter, before or after, leaves every drawn figure bit for bit."""
    before = CASE.drawn().compute(market.gap_at_list).value
    path = data_folder / "parameters.toml"
    added = """
[a_new_parameter]
title = "New"
unit = "chip"
dimension = 59
[[a_new_parameter.values]]
since = 2025-12-31
central = 10
low = 8
high = 12.5
credibility = 0.9
shape = "lognormal"
assumed = "A test."
quality = "red"
"""
    text = path.read_text(encoding="utf-8")
    above = text.index("[")  # before all others, below what stands at the head of the file
    path.write_text(text[:above] + added + text[above:], encoding="utf-8")
    ledger = evidence.read("2026-01-15")
    after = cases.Case(ledger).drawn().compute(market.gap_at_list).value

    assert "a_new_parameter" in ledger.parameters
    assert np.array_equal(before, after)


def test_the_seed_decides_alone() -> None:
    """The same seed gives the same bits; another seed gives other ones."""
    first = draws.uniform("orders_chips", 0, 7, 1024)

    assert np.array_equal(first, draws.uniform("orders_chips", 0, 7, 1024))
    assert not np.array_equal(first, draws.uniform("orders_chips", 0, 8, 1024))


@given(st.integers(0, 30), st.integers(0, 1000), st.sampled_from([64, 1024]))
def test_each_replicate_is_balanced(dimension: int, seed: int, count: int) -> None:
    """Scrambling keeps the net: each of n equal cells of (0, 1) holds one of n points."""
    points = draws.uniform("x", dimension, seed, count * replicates.REPLICATES)

    assert points.shape == (replicates.REPLICATES, count)
    assert ((0 < points) & (points < 1)).all()
    cells = np.sort(np.floor(points * count).astype(int), axis=1)
    assert (cells == np.arange(count)).all()


def test_an_error_covers_what_it_says() -> None:
    """Over fifty seeds, the true mean lies within its 95% interval about as often."""
    truth = 2_125_000
    inside = 0
    for seed in range(50):
        mean = CASE.drawn(seed=seed, draws=16_384).evaluate("orders_chips").mean
        assert mean.error is not None
        inside += abs(mean.value - truth) <= 2.13 * mean.error  # t, 15 degrees of freedom, 95%

    assert 42 <= inside <= 50


def test_scenarios_are_compared_draw_by_draw() -> None:
    """Half of the orders: what is missing is the other half in each draw, not of two medians."""
    drawn = CASE.drawn()
    found = drawn.against(CASE.let(stock_chips=500_000), market.supply_gap)
    gaps = drawn.compute(market.supply_gap).value
    other = CASE.let(stock_chips=500_000).drawn().compute(market.supply_gap).value

    assert found.mean.value == pytest.approx((other - gaps).mean())
    assert found.low.value == pytest.approx(
        np.quantile(other - gaps, 0.05, method="hazen"), rel=1e-3
    )
    assert 0 == drawn.against(CASE, market.gap_at_list).high.value
    assert {"stock_seed", "orders_seed"} <= set(found.mean.claims)


def test_medians_do_not_add() -> None:
    """Adding or subtracting drawn statistics raises, and says what to do."""
    spread = CASE.drawn(draws=16_384).evaluate(market.gap_at_list)
    said = "the sum of two medians is not the median of the sum"
    with pytest.raises(TypeError, match=said):
        spread.middle + spread.middle
    with pytest.raises(TypeError, match=said):
        spread.high - spread.low
    with pytest.raises(TypeError, match=said):
        sum([spread.low, spread.high])


def test_the_errors_of_the_reference_are_honest() -> None:
    """MC0 two hundred times: each statistic's 95% interval holds the truth 95 times in a hundred.

    The truth is a run of sixty-four times as many draws. With 200 tries, 178 to 199 of them hold
    it in all but one of a thousand honest cases.
    """
    names = ("low", "middle", "high", "mean")
    most = CASE.drawn(seed=999, draws=1 << 22).evaluate(market.gap_at_list)
    truth = {name: getattr(most, name).value for name in names}
    inside = dict.fromkeys(names, 0)
    for seed in range(200):
        spread = CASE.drawn(seed=seed).evaluate(market.gap_at_list)
        for name in names:
            found = getattr(spread, name)
            inside[name] += abs(found.value - truth[name]) <= 2.13 * found.error

    assert all(178 <= count <= 199 for count in inside.values()), inside


@pytest.mark.parametrize("count", [0, 15, 16, 48, 100, 65_535, 1 << 27])
def test_a_number_of_draws_that_cannot_be_balanced_is_refused(count: int) -> None:
    """Sixteen replicates of a power of two, or a sentence."""
    with pytest.raises(ValueError, match=f"draws is {count}; expected 16 replicates"):
        CASE.drawn(draws=count)


def test_quantiles_of_few_draws_are_refused() -> None:
    """Fewer than 16,384 draws give no quantile, but a mean can be had."""
    few = CASE.drawn(draws=8192)
    told = r"draws is 8,192; expected 16,384 or more where quantiles are told"
    with pytest.raises(H200Error, match=told):
        few.evaluate(market.gap_at_list)
    with pytest.raises(H200Error, match=told):
        few.against(CASE.let(stock_chips=500_000), market.supply_gap)

    assert few.compute(market.supply_gap).value.mean() == pytest.approx(1.42e6, rel=0.01)
    assert 0.25 == next(iter(summary(0.25)))[0]  # what is not drawn has no draws to be few


def test_few_draws_bias_a_quantile_between_an_atom_and_a_tail() -> None:
    """Beside an atom the mean of replicates' p95 is far off with 64 points each, not with 1,024."""
    off = {}
    for size in (64, 1024):
        levels = np.stack(
            [draws.uniform("x", 0, seed, size * replicates.REPLICATES) for seed in range(100)]
        )
        values = np.where(levels < 0.945, 0.0, np.exp(200 * (levels - 0.945)))
        truth = np.exp(200 * 0.005)
        off[size] = abs(within(values)["p95"].mean() / truth - 1)

    assert off[64] > 1
    assert off[1024] < 0.01


@pytest.mark.parametrize("count", [1024.0, "1024", None, True])
def test_draws_that_are_no_whole_number_are_refused(count: Any) -> None:
    """Not even a float that happens to be whole is taken."""
    with pytest.raises(H200Error, match=f"draws is {count!r}; expected a whole number, 0 or more"):
        replicates.check(count)


@pytest.mark.parametrize("seed", ["x", None, 7.0, -1, True])
def test_a_seed_that_is_no_whole_number_is_refused(seed: Any) -> None:
    """A seed is a whole number, or 7.0 would give other draws than 7."""
    with pytest.raises(H200Error, match=f"seed is {seed!r}; expected a whole number, 0 or more"):
        replicates.check(1024, seed)
