"""Laws of the tree of regimes and of revenue at stake."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model import fees, regimes, stake
from h200analysis.model.fees import FeeBasis
from h200analysis.model.regimes import RegimeTree

CHIPS = st.floats(0, 1e7)
SHARES = st.floats(0, 1)
PRICES = st.floats(1, 1e6)
WEIGHTS = st.lists(st.integers(0, 100), min_size=7, max_size=7).filter(any)
CHANCES = {
    "chance_formal_ban": 0.10,
    "chance_de_facto_ban": 0.30,
    "chance_research_only": 0.15,
    "chance_us_reban": 0.05,
    "chance_new_us_shipments": 0.25,
    "chance_negotiated_opening": 0.12,
    "chance_full_opening": 0.03,
}
AMOUNTS = {
    "orders_chips": 2_000_000.0,
    "stock_chips": 700_000.0,
    "first_batch_low_chips": 40_000.0,
    "research_chips": 20_000.0,
    "forward_only_cap": 700_000 / 3,
    "full_opening_chips": 1_050_000.0,
}
LEVELS = {
    0.05: regimes.delivered_low_chips,
    0.50: regimes.delivered_middle_chips,
    0.95: regimes.delivered_high_chips,
}


@st.composite
def trees(draw: st.DrawFn) -> tuple[RegimeTree, float]:
    """Draw a tree with any chances and any chips, and the orders it was made for."""
    weights = draw(WEIGHTS)
    chances = {name: weight / sum(weights) for name, weight in zip(CHANCES, weights, strict=True)}
    amounts = {name: draw(CHIPS) for name in AMOUNTS}
    return regimes.regime_tree(**amounts, **chances), amounts["orders_chips"]


TREES = trees()


@given(TREES, SHARES, PRICES)
def test_delivered_open_and_gone_are_the_orders(
    drawn: tuple[RegimeTree, float], survival: float, price: float
) -> None:
    """The three parts add up to orders at the reported price, and none is negative."""
    tree, orders = drawn
    parts = (
        stake.expected_delivered_usd(regimes.expected_delivered_chips(tree), price),
        stake.expected_open_usd(tree, orders, survival, price),
        stake.expected_gone_usd(tree, orders, survival, price),
    )

    assert pytest.approx(orders * price) == sum(parts)
    assert min(parts) >= 0


@given(TREES, SHARES)
def test_closed_doors_keep_nothing_open(drawn: tuple[RegimeTree, float], survival: float) -> None:
    """Where all doors are closed for good, all that is not delivered is gone."""
    tree, orders = drawn
    shut = RegimeTree(tuple(replace(regime, closed=True) for regime in tree.regimes))
    left = sum(regime.chance * (orders - regime.chips) for regime in tree.regimes)

    assert stake.expected_open_usd(shut, orders, survival, 1) == 0
    assert pytest.approx(left) == stake.expected_gone_usd(shut, orders, survival, 1)


@given(TREES, SHARES, SHARES)
def test_survival_moves_orders_from_gone_to_open(
    drawn: tuple[RegimeTree, float], one: float, other: float
) -> None:
    """The more orders survive, the more are open and the fewer gone."""
    tree, orders = drawn
    low, high = sorted([one, other])
    more_open = stake.expected_open_usd(tree, orders, high, 1)
    fewer_gone = stake.expected_gone_usd(tree, orders, high, 1)

    assert stake.expected_open_usd(tree, orders, low, 1) <= more_open * (1 + 1e-12)
    assert fewer_gone <= stake.expected_gone_usd(tree, orders, low, 1) * (1 + 1e-12)


@given(TREES)
def test_no_regime_delivers_beyond_the_orders(drawn: tuple[RegimeTree, float]) -> None:
    """Chips of every regime lie between nothing and what was ordered."""
    tree, orders = drawn

    assert all(0 <= regime.chips <= orders for regime in tree.regimes)


@given(TREES)
def test_the_mean_lies_between_least_and_most(drawn: tuple[RegimeTree, float]) -> None:
    """The expectation lies between the least and the most that a possible regime delivers."""
    tree, _ = drawn
    possible = [regime.chips for regime in tree.regimes if regime.chance > 0]
    mean = regimes.expected_delivered_chips(tree)

    assert min(possible) * (1 - 1e-12) <= mean <= max(possible) * (1 + 1e-12)


@given(TREES)
def test_quantiles_are_the_left_continuous_inverse(drawn: tuple[RegimeTree, float]) -> None:
    """A quantile is the first value, in rising order, at which the summed chances reach it."""
    tree, _ = drawn
    ranked = sorted((regime.chips, regime.chance) for regime in tree.regimes)

    for level, quantile in LEVELS.items():
        sums = (sum(chance for _, chance in ranked[: n + 1]) for n in range(len(ranked)))
        reached = (n for n, total in enumerate(sums) if total >= level - 1e-9)
        assert ranked[next(reached)][0] == quantile(tree)


@given(TREES)
def test_quantiles_are_in_order(drawn: tuple[RegimeTree, float]) -> None:
    """Low, middle and high never cross."""
    tree, _ = drawn
    low, middle, high = (quantile(tree) for quantile in LEVELS.values())

    assert low <= middle <= high


@given(TREES)
def test_chances_of_delivery_and_of_none_are_one(drawn: tuple[RegimeTree, float]) -> None:
    """The chance of any delivery is a share, and of twenty futures the rest deliver nothing."""
    tree, _ = drawn
    some = regimes.chance_of_delivery(tree)
    none = sum(regime.chance for regime in tree.regimes if regime.chips == 0)

    assert 0 <= some <= 1 + 1e-12
    assert pytest.approx(20 * none, abs=1e-9) == regimes.futures_without_delivery(some)


@given(TREES, PRICES, SHARES, st.floats(0, 2))
def test_fees_are_linear_in_deliveries(
    drawn: tuple[RegimeTree, float], price: float, rate: float, customs: float
) -> None:
    """On every basis the seller's net and the fee are expected as they are on one chip."""
    tree, _ = drawn
    chips = regimes.expected_delivered_chips(tree)
    gross = stake.expected_delivered_usd(chips, price)
    fee = stake.expected_sale_fee_usd(rate, gross)
    duty = stake.expected_import_duty_usd(customs, fee)

    for basis, total in ((FeeBasis.REVENUE_SHARE, fee), (FeeBasis.IMPORT_DUTY, duty)):
        each = fees.fee_per_chip(basis, price, rate, customs)
        net = fees.seller_nets(fees.buyer_pays(basis, price, each), each)
        assert pytest.approx(chips * each) == total
        assert pytest.approx(gross) == stake.expected_net_usd(chips, net) + total


@given(TREES, PRICES)
def test_money_is_chips_at_list(drawn: tuple[RegimeTree, float], price: float) -> None:
    """Quantiles of revenue and the exposure of stock scale with what a chip is worth."""
    tree, orders = drawn
    in_usd = (stake.delivered_low_usd, stake.delivered_middle_usd, stake.delivered_high_usd)

    for quantile, money in zip(LEVELS.values(), in_usd, strict=True):
        assert quantile(tree) * price == money(quantile(tree), price)
    assert orders * price == stake.exposure_if_blocked_usd(orders, price)


@given(TREES)
def test_shares_of_orders_are_shares(drawn: tuple[RegimeTree, float]) -> None:
    """Delivered shares lie between none and all, and times the orders give the chips."""
    tree, orders = drawn
    mean, middle = regimes.expected_delivered_chips(tree), regimes.delivered_middle_chips(tree)
    of_mean = stake.expected_delivered_share(mean, orders)
    of_middle = stake.delivered_middle_share(middle, orders)

    assert pytest.approx((mean, middle)) == (of_mean * orders, of_middle * orders)
    assert 0 <= of_middle <= 1
    assert 0 <= of_mean <= 1 + 1e-12


def test_nothing_ordered_is_all_delivered() -> None:
    """Without orders the delivered share is 1 by convention, as the fill rate is."""
    assert (1, 1) == (stake.expected_delivered_share(0, 0), stake.delivered_middle_share(0, 0))


@pytest.mark.parametrize("name", CHANCES)
@pytest.mark.parametrize("change", [0.01, -0.01, 2e-9])
def test_chances_that_do_not_sum_are_refused(name: str, change: float) -> None:
    """One chance changed alone leaves a sum other than one, and the sentence gives it."""
    chances = CHANCES | {name: CHANCES[name] + change}

    with pytest.raises(ValueError, match=r"^the sum of the regimes' chances is .*; expected 1"):
        regimes.regime_tree(**AMOUNTS, **chances)


def test_rounding_of_chances_is_forgiven() -> None:
    """A sum that misses one by no more than rounding makes a tree."""
    chances = CHANCES | {"chance_full_opening": 0.03 + 1e-12}

    assert len(CHANCES) == len(regimes.regime_tree(**AMOUNTS, **chances).regimes)


@pytest.mark.parametrize("odds", [-0.05, 1.2])
def test_a_chance_beyond_one_is_refused(odds: float) -> None:
    """A chance below nothing or above certainty is refused by the name of its parameter."""
    chances = CHANCES | {"chance_formal_ban": odds, "chance_de_facto_ban": 0.40 - odds}

    with pytest.raises(ValueError, match=rf"^chance_formal_ban is {odds}; expected a share"):
        regimes.regime_tree(**AMOUNTS, **chances)


def test_each_chance_is_that_of_its_regime() -> None:
    """A regime's key names the parameter of its chance; keys are unique."""
    tree = regimes.regime_tree(**AMOUNTS, **CHANCES)

    assert CHANCES == {f"chance_{regime.key}": regime.chance for regime in tree.regimes}
    assert len(CHANCES) == len(tree.regimes)
