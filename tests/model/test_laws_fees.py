"""Laws of the fee on every basis, of rates, and of who bears it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.cases.formulas import formulas
from h200analysis.model import fees, incidence, market
from h200analysis.model.fees import FeeBasis
from tests.inside import arguments

PRICES = st.floats(1, 1e6)
RATES = st.floats(0, 0.99)
CUSTOMS = st.floats(0, 2)
SHARES = st.floats(0, 1)
BASES = st.sampled_from(FeeBasis)
CHIPS = st.floats(0, 1e8)
TAKING_A_RATE = [name for name, f in formulas().items() if "fee_rate" in f.arguments]


@given(BASES, PRICES, RATES, CUSTOMS)
def test_net_and_fee_are_gross(basis: FeeBasis, price: float, rate: float, customs: float) -> None:
    """What the buyer pays goes to the government and the seller, and nowhere else."""
    fee = fees.fee_per_chip(basis, price, rate, customs)
    paid = fees.buyer_pays(basis, price, fee)

    assert pytest.approx(paid) == fees.seller_nets(paid, fee) + fee


@given(BASES, PRICES, CUSTOMS)
def test_without_a_rate_all_bases_coincide(basis: FeeBasis, price: float, customs: float) -> None:
    """At a rate of zero nobody pays a fee, and buyer and seller meet at the list price."""
    fee = fees.fee_per_chip(basis, price, 0, customs)
    paid = fees.buyer_pays(basis, price, fee)

    assert (0, price, price) == (fee, paid, fees.seller_nets(paid, fee))


@given(PRICES, RATES, CUSTOMS)
def test_each_basis_moves_its_own_price(price: float, rate: float, customs: float) -> None:
    """Surcharge and gross-up leave the seller the list price; share and duty, the buyer."""
    for basis in FeeBasis:
        fee = fees.fee_per_chip(basis, price, rate, customs)
        paid = fees.buyer_pays(basis, price, fee)
        on_top = basis in {FeeBasis.SURCHARGE, FeeBasis.GROSS_UP}
        assert pytest.approx(price) == (fees.seller_nets(paid, fee) if on_top else paid)


@given(PRICES, RATES, CUSTOMS)
def test_each_basis_applies_the_rate_to_its_base(price: float, rate: float, customs: float) -> None:
    """Share and gross-up: of what is paid. Surcharge: of what is netted. Duty: of customs value."""
    for basis in FeeBasis:
        fee = fees.fee_per_chip(basis, price, rate, customs)
        paid = fees.buyer_pays(basis, price, fee)
        base = {
            FeeBasis.REVENUE_SHARE: paid,
            FeeBasis.GROSS_UP: paid,
            FeeBasis.SURCHARGE: fees.seller_nets(paid, fee),
            FeeBasis.IMPORT_DUTY: customs * price,
        }[basis]
        assert pytest.approx(rate * base) == fee


@given(PRICES, RATES)
def test_a_duty_on_the_full_price_is_a_share(price: float, rate: float) -> None:
    """At a customs value equal to the price the duty is the revenue share, at none it is none."""
    share = fees.fee_per_chip(FeeBasis.REVENUE_SHARE, price, rate, 1)

    assert pytest.approx(share) == fees.fee_per_chip(FeeBasis.IMPORT_DUTY, price, rate, 1)
    assert fees.fee_per_chip(FeeBasis.IMPORT_DUTY, price, rate, 0) == 0


@given(BASES, PRICES, RATES, RATES, CUSTOMS)
def test_a_higher_rate_never_costs_less(
    basis: FeeBasis, price: float, rate: float, other: float, customs: float
) -> None:
    """On every basis the fee rises with the rate."""
    low, high = sorted([rate, other])
    lower = fees.fee_per_chip(basis, price, low, customs)

    assert lower <= fees.fee_per_chip(basis, price, high, customs) * (1 + 1e-12)


@given(CHIPS, CHIPS, BASES, PRICES, RATES, CUSTOMS)
def test_totals_split_as_the_orders_do(
    orders: float, stock: float, basis: FeeBasis, price: float, rate: float, customs: float
) -> None:
    """Fee and net on all orders are those on what stock can serve and on the gap."""
    fee = fees.fee_per_chip(basis, price, rate, customs)
    paid = fees.buyer_pays(basis, price, fee)
    net = fees.seller_nets(paid, fee)
    gap, servable = market.supply_gap(orders, stock), market.servable_chips(orders, stock)
    split_fee = fees.servable_fee(servable, fee) + fees.gap_fee(gap, fee)
    split_net = fees.servable_net(servable, net) + fees.gap_net(gap, net)

    assert pytest.approx(fees.fee_revenue(orders, fee)) == split_fee
    gross = fees.gross_revenue(orders, paid)
    assert pytest.approx(fees.net_revenue(orders, net), abs=1e-9 * gross) == split_net
    assert pytest.approx(gross) == split_fee + split_net


TOTALS = [
    fees.gross_revenue,
    fees.fee_revenue,
    fees.net_revenue,
    fees.servable_fee,
    fees.servable_net,
    fees.forward_only_fee,
    fees.forward_only_net,
    fees.gap_fee,
    fees.gap_net,
]


@given(CHIPS, CHIPS, PRICES)
def test_totals_are_linear_in_chips(some: float, others: float, each: float) -> None:
    """Two lots together cost what they cost apart, and no chip costs nothing."""
    for total in TOTALS:
        assert pytest.approx(total(some, each) + total(others, each)) == total(some + others, each)
        assert (0, each) == (total(0, each), total(1, each))


@given(SHARES)
def test_rates_round_trip(rate: float) -> None:
    """A rate on the net price, said on the gross price and said back, is the same rate."""
    assert pytest.approx(rate) == fees.exclusive_rate(fees.inclusive_rate(rate))


@given(st.floats(0, 0.5))
def test_rates_round_trip_from_the_gross_price(rate: float) -> None:
    """So is one on the gross price; up to a half, where the other reaches one."""
    assert pytest.approx(rate) == fees.inclusive_rate(fees.exclusive_rate(rate))


@pytest.mark.parametrize("name", TAKING_A_RATE)
@pytest.mark.parametrize("rate", [25, -0.1, math.nan])
def test_a_rate_beyond_one_is_refused(name: str, rate: float) -> None:
    """Every formula that takes a rate refuses 25 for 0.25, less than nothing, and no number."""
    formula = formulas()[name]
    with pytest.raises(ValueError, match=r"^fee_rate is .* expected a share from 0 to "):
        formula(**arguments(formula) | {"fee_rate": rate})


def test_all_of_a_price_cannot_be_grossed_up() -> None:
    """No price leaves the seller anything when the rate is one; the sentence says so."""
    expected = r"^fee_rate is 1; expected a share from 0 to less than 1"

    with pytest.raises(ValueError, match=expected):
        fees.exclusive_rate(1)
    with pytest.raises(ValueError, match=expected):
        fees.fee_per_chip(FeeBasis.GROSS_UP, 27_000, 1, 1)
    with pytest.raises(ValueError, match=expected):
        incidence.passed_on_price(27_000, 1, 0.5)


@given(PRICES, RATES, SHARES)
def test_burdens_add_up_to_the_fee(price: float, rate: float, passed: float) -> None:
    """What the buyer pays more and the seller gets less is the fee, and neither gains."""
    paid = incidence.passed_on_price(price, rate, passed)
    net = incidence.passed_on_net(paid, rate)
    buyer, seller = incidence.buyer_burden(paid, price), incidence.seller_burden(price, net)

    fee = incidence.passed_on_fee(paid, rate)
    assert pytest.approx(fee, abs=1e-9 * price) == buyer + seller
    assert buyer >= 0
    assert seller >= -1e-9 * price


@given(PRICES, RATES, SHARES)
def test_the_wedge_is_the_rate(price: float, rate: float, passed: float) -> None:
    """Seller's net over buyer's price is one less the rate, whatever is passed on."""
    paid = incidence.passed_on_price(price, rate, passed)

    assert pytest.approx(1 - rate) == incidence.passed_on_net(paid, rate) / paid


@given(PRICES, RATES)
def test_pass_through_runs_from_share_to_gross_up(price: float, rate: float) -> None:
    """Nothing passed on is the revenue share, all passed on is the gross-up."""
    for passed, basis in ((0, FeeBasis.REVENUE_SHARE), (1, FeeBasis.GROSS_UP)):
        paid = incidence.passed_on_price(price, rate, passed)
        fee = fees.fee_per_chip(basis, price, rate, 1)
        assert pytest.approx(fee) == incidence.passed_on_fee(paid, rate)
        assert pytest.approx(fees.buyer_pays(basis, price, fee)) == paid
