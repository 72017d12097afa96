"""Tornado and Sobol' indices: analytic references, laws, grouped inputs, duplicates and dummies."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gamma

from h200analysis import cases, evidence, futures
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry.factors import Factor
from h200analysis.inquiry.sobol import Indices, sobol_indices
from h200analysis.inquiry.swings import swings
from h200analysis.inquiry.target import Levels, Target, of_formula
from h200analysis.inquiry.tornado import tornado
from h200analysis.model import market

CASE = cases.Case(evidence.read("2026-01-15"))


def product(shares: Levels) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return orders times price, both uniform, whose indices are known."""
    return np.asarray((0.4e6 + 1.6e6 * shares["q"]) * (25e3 + 4e3 * shares["p"]))


def ishigami(shares: Levels) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return Ishigami's function with a = 7, b = 0.1, whose indices are known."""
    x, y, z = (np.pi * (2 * shares[name] - 1) for name in ("x", "y", "z"))
    return np.asarray(np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x))


Q, P = ("q",), ("p",)
PRODUCT = Target("value", "USD", {Q: Q, P: P}, product)


def by_factor(found: Indices) -> dict[Factor, tuple[float, float]]:
    """Return first and total parts by factor."""
    return {index.factor: (index.first, index.total) for index in found.groups}


def test_the_product_has_its_analytic_indices() -> None:
    """S_q .986023, S_p .012173, S_qp .001803, S_Tq .987827, S_Tp .013977, sd $12.5588 billion."""
    found = sobol_indices(PRODUCT, 1 << 14, pairs=True)

    assert by_factor(found)[Q] == pytest.approx((0.986023, 0.987827), abs=2e-4)
    assert by_factor(found)[P] == pytest.approx((0.012173, 0.013977), abs=2e-4)
    assert 0.001803 == pytest.approx(found.pairs[0].part, abs=2e-4)
    assert 12.5588e9 == pytest.approx(found.variance**0.5, rel=1e-3)


def test_ishigami_has_its_analytic_indices() -> None:
    """First order .3139, .4424, 0; total .5576, .4424, .2437."""
    target = Target("y", "ratio", {(name,): (name,) for name in "xyz"}, ishigami)
    x, y, z = (by_factor(sobol_indices(target, 1 << 14))[(name,)] for name in "xyz")

    assert x == pytest.approx((0.3139, 0.5576), abs=0.01)
    assert y == pytest.approx((0.4424, 0.4424), abs=0.01)
    assert z == pytest.approx((0.0, 0.2437), abs=0.01)


def test_a_dummy_explains_nothing() -> None:
    """An input that the result does not read has no part, to the last bit in the total."""
    target = Target("y", "USD", {**PRODUCT.groups, ("dummy",): ("dummy",)}, product)
    first, total = by_factor(sobol_indices(target))["dummy",]

    assert 0 == pytest.approx(first, abs=0.02)
    assert 0 == total


def test_duplicates_share_alike() -> None:
    """Two inputs that enter alike have the same parts; as one group they have all of it."""
    each = Target("y", "ratio", {("a",): ("a",), ("b",): ("b",)}, lambda s: s["a"] * s["b"])
    both = Target("y", "ratio", {("a", "b"): ("a", "b")}, each.evaluate)
    found = by_factor(sobol_indices(each, 1 << 13))

    assert found["a",] == pytest.approx(found["b",], abs=0.01)
    assert by_factor(sobol_indices(both))["a", "b"] == pytest.approx((1, 1), abs=0.01)


@settings(deadline=None, max_examples=20)
@given(st.floats(0.1, 5), st.floats(0.1, 5), st.floats(0, 3))
def test_firsts_sum_to_at_most_all_and_totals_to_at_least(a: float, b: float, c: float) -> None:
    """Sum of firsts <= 1 <= sum of totals, and no first above its total, within their errors."""
    target = Target(
        "y", "ratio", {("a",): ("a",), ("b",): ("b",)},
        lambda s: a * s["a"] + b * s["b"] ** 2 + c * s["a"] * s["b"],
    )  # fmt: skip
    found = sobol_indices(target, 2048)
    slack = sum(index.first_error + index.total_error for index in found.groups)

    assert sum(index.first for index in found.groups) <= 1 + slack
    assert sum(index.total for index in found.groups) >= 1 - slack
    for index in found.groups:
        assert index.first <= index.total + index.first_error + index.total_error


ROUGH = Target(
    "y", "chip", {Q: Q, P: P},
    lambda s: np.where((s["q"] > 0.73) & (s["p"] > 0.4), 1 + s["p"], 0.0),
)  # fmt: skip


@pytest.mark.parametrize(
    "target",
    [of_formula(CASE, market.gap_at_list), ROUGH, PRODUCT],
    ids=("smooth", "rough", "product"),
)
def test_an_interval_is_as_wide_as_seeds_differ(target: Target) -> None:
    """Over 48 seeds, half of a 95% interval is within a factor of two of what seeds scatter by.

    It holds the mean of all seeds about as often as it says, and no first part exceeds its total by
    more than their errors.
    """
    found = [
        {i.factor: i for i in sobol_indices(target, 256, seed=seed).groups} for seed in range(48)
    ]
    for factor in target.groups:
        for part in ("first", "total"):
            values = np.array([getattr(each[factor], part) for each in found])
            halves = np.array([getattr(each[factor], f"{part}_error") for each in found])
            scatter = 2.131 * values.std(ddof=1)  # Student's t for sixteen replicates

            assert scatter / 2 < np.median(halves) < scatter * 2
            assert 0.85 < (abs(values - values.mean()) <= halves).mean()
    for index in (index for each in found for index in each.values()):
        assert index.first <= index.total + index.first_error + index.total_error


def test_an_interval_of_a_pair_is_as_wide_as_seeds_differ() -> None:
    """What two inputs explain together comes with an interval as honest as that of each."""
    found = [sobol_indices(ROUGH, 256, seed=seed, pairs=True).pairs[0] for seed in range(48)]
    scatter = 2.131 * np.std([pair.part for pair in found], ddof=1)

    assert scatter / 2 < np.median([pair.error for pair in found]) < scatter * 2


def test_correlated_inputs_are_one_group() -> None:
    """Price and cost, tied in the data, are named and split together; the rest stand alone."""
    found = of_formula(CASE, "margin_with_fee_netted")

    assert {("unit_price_usd", "unit_cost_usd")} == found.groups.keys()


def test_parts_of_the_gap_are_those_of_its_inputs() -> None:
    """Of the gap in dollars, orders and stock explain most, the price least; nothing is left."""
    found = sobol_indices(of_formula(CASE, market.gap_at_list), 2048)
    parts = by_factor(found)

    assert 1 == pytest.approx(sum(first for first, _ in parts.values()), abs=0.02)
    assert min(parts, key=lambda factor: parts[factor][0]) == ("unit_price_usd",)


SWUNG = {"arrival_rate", "uptake_approvals", "rate_reviewing_licensed", "stock_chips"}


def test_a_swing_is_a_belief_with_the_parameter_known() -> None:
    """A faster arrival makes a delivery likelier, a larger take more chips and no more likely.

    At each end stands what is believed where the parameter is set there by hand.
    """
    found = swings(CASE, draws=4096, chosen=SWUNG.__contains__)
    by_name = {swing.factor[0]: swing for swing in found.swings}
    arrival, uptake = by_name["arrival_rate"], by_name["uptake_approvals"]
    low = gamma.ppf(0.1, 2, scale=1 / 20)
    slow = futures.believe(CASE.let(arrival_rate=float(low)), draws=4096)

    assert SWUNG == by_name.keys()
    assert slow.any_by(LAST_DAY)[0] == pytest.approx(arrival.at_low.any_delivery)
    assert arrival.at_low.any_delivery < found.base.any_delivery < arrival.at_high.any_delivery
    assert uptake.at_low.chips < found.base.chips < uptake.at_high.chips
    assert uptake.at_low.any_delivery == uptake.at_high.any_delivery
    assert [swing.width for swing in found.swings] == sorted(
        (swing.width for swing in found.swings), reverse=True
    )


def test_a_first_order_part_of_futures_is_small_where_chance_rules() -> None:
    """The rate of arrival explains some of whether chips come, the take none; none explains all."""
    found = swings(CASE, draws=16_384, chosen=("arrival_rate", "uptake_approvals").__contains__)
    part = {swing.factor[0]: swing.explained for swing in found.swings}

    assert 0.02 < part["arrival_rate"].any_delivery < 0.2
    assert part["uptake_approvals"].any_delivery < 0.005
    assert part["uptake_approvals"].chips > part["arrival_rate"].chips


def test_the_same_seed_gives_the_same_parts() -> None:
    """Indices and their intervals are repeatable to the last bit, seed 0 included."""
    for seed in (0, 7):
        assert sobol_indices(PRODUCT, 256, seed=seed) == sobol_indices(PRODUCT, 256, seed=seed)


def test_what_does_not_vary_is_refused() -> None:
    """A constant has no variance to split; nor is a number of points other than a power of two."""
    flat = Target("flat", "USD", {("a",): ("a",)}, lambda s: np.ones_like(s["a"]))
    with pytest.raises(ValueError, match="flat does not vary"):
        sobol_indices(flat)
    with pytest.raises(ValueError, match="points is 1000; expected a power of two"):
        sobol_indices(PRODUCT, 1000)


def test_a_tornado_by_hand() -> None:
    """Orders at .1 and .9 with the price in the middle; what the ends do not add up to is told."""
    found = tornado(PRODUCT)
    q, p = found.bars

    assert 1.2e6 * 27e3 == found.base
    assert (Q, P) == (q.factor, p.factor)
    assert (0.56e6 * 27e3, 1.84e6 * 27e3) == pytest.approx((q.at_low, q.at_high))
    assert (1.2e6 * 25.4e3, 1.2e6 * 28.6e3) == pytest.approx((p.at_low, p.at_high))
    assert 0.64e6 * 1.6e3 == pytest.approx(found.above) == pytest.approx(found.below)


def test_a_tornado_is_sorted_and_adds_up_where_nothing_interacts() -> None:
    """Bars fall in width, and a sum has no remainder."""
    target = Target(
        "y", "ratio", {("a",): ("a",), ("b",): ("b",)}, lambda s: 2 * s["a"] - 5 * s["b"]
    )
    found = tornado(target)

    assert [("b",), ("a",)] == [bar.factor for bar in found.bars]
    assert (0, 0) == pytest.approx((found.below, found.above), abs=1e-12)


def test_inputs_of_one_title_are_split_apart() -> None:
    """Inputs are known by name: where two bear the same title, none takes the other's part."""
    ledger = CASE.ledger
    stock = ledger.parameter("stock_chips")
    orders = ledger.parameter("orders_chips").model_copy(update={"title": stock.title})
    alike = cases.Case(replace(ledger, parameters={**ledger.parameters, "orders_chips": orders}))
    plain, same = (of_formula(case, market.supply_gap) for case in (CASE, alike))

    assert {("orders_chips",), ("stock_chips",)} == same.groups.keys()
    assert sobol_indices(plain, 256) == sobol_indices(same, 256)
    assert tornado(plain) == tornado(same)
