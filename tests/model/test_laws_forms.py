"""Laws of market forms, headroom, margins, clearance, decisions, domestic chips and the lead."""

from collections.abc import Callable
from itertools import pairwise
from math import isclose

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from h200analysis.model import (
    china_compute,
    clearance,
    competition,
    decisions,
    lead,
    margins,
    monopoly,
    rationing,
    substitution,
)

prices = st.floats(1_000, 100_000)
rates = st.floats(0, 0.9)
elasticities = st.floats(0.05, 20)
elastic = st.floats(1.05, 20)


@given(prices, rates, elasticities, elasticities)
def test_competition_splits_the_fee(
    price: float, rate: float, demand: float, supply: float
) -> None:
    """Buyers pay no less and sellers keep no more than before; the wedge between is the rate."""
    share = competition.competitive_buyer_share(demand, supply)
    pays = competition.competitive_price(price, rate, share)
    keeps = competition.competitive_net(pays, rate)

    assert price * (1 - 1e-12) <= pays <= price / (1 - rate) * (1 + 1e-12)
    assert price * (1 - rate) * (1 - 1e-12) <= keeps <= price * (1 + 1e-12)
    assert isclose(1 - rate, keeps / pays)


@given(prices, rates, elasticities)
def test_the_stiffer_side_bears_the_fee(price: float, rate: float, demand: float) -> None:
    """Supply that cannot move bears all of it; supply that moves freely none."""
    stiff = competition.competitive_buyer_share(demand, 0)
    free = competition.competitive_buyer_share(demand, 1e12)

    assert isclose(price, competition.competitive_price(price, rate, stiff))
    assert isclose(price / (1 - rate), competition.competitive_price(price, rate, free))


@given(st.floats(1.05, 20), elasticities)
def test_receipts_peak_where_they_are_said_to(demand: float, supply: float) -> None:
    """Under competition receipts are nothing at both ends and largest at the rate given."""
    share = competition.competitive_buyer_share(demand, supply)

    def receipts(rate: float) -> float:
        price = competition.competitive_price(1, rate, share)
        return rate * price * competition.competitive_quantity_share(rate, demand, share)

    best = competition.competitive_receipts_maximising_rate(demand, supply)
    assert 0 < best <= 1
    assert isclose(
        1 / demand, competition.competitive_receipts_maximising_rate(demand, 1e12), rel_tol=1e-9
    )
    assert 0 == receipts(0)
    assert all(receipts(best) >= receipts(n / 100) - 1e-9 for n in range(100))


@given(elastic)
def test_a_monopolist_s_receipts_rise_then_fall(demand: float) -> None:
    """One peak, at one over the elasticity; the rate falls as demand bends more."""
    best = monopoly.isoelastic_receipts_maximising_rate(demand)
    curve = [monopoly.isoelastic_receipts_share(n / 200, demand) for n in range(200)]
    rises = [n for n, (a, b) in enumerate(pairwise(curve)) if b > a]

    assert isclose(best, 1 / demand)
    assert rises == list(range(len(rises)))
    assert best > monopoly.isoelastic_receipts_maximising_rate(demand + 1)


@given(prices, rates, elastic)
def test_an_isoelastic_monopolist_passes_on_all(cost: float, rate: float, demand: float) -> None:
    """What the seller keeps of the price is what it was without the fee."""
    before = monopoly.isoelastic_monopoly_price(monopoly.floor_price(cost, 0), demand)
    after = monopoly.isoelastic_monopoly_price(monopoly.floor_price(cost, rate), demand)

    assert isclose(before, after * (1 - rate))


@given(prices, st.floats(0.01, 0.99), rates)
def test_a_linear_monopolist_stays_below_the_choke(
    price: float, cost_share: float, rate: float
) -> None:
    """Price between list and choke, quantity between none and all; receipts never negative."""
    cost = cost_share * price
    choke = monopoly.choke_price(price, cost)
    asked = monopoly.linear_monopoly_price(choke, monopoly.floor_price(cost, rate))
    sold = monopoly.linear_monopoly_quantity_share(asked, choke, price)

    assert price * (1 - 1e-9) <= asked <= choke * (1 + 1e-9)
    assert 0 <= sold <= 1 + 1e-9
    assert 0 <= monopoly.linear_receipts_per_chip(rate, asked, sold)


@given(prices, st.floats(0.05, 0.9))
def test_linear_receipts_peak_where_they_are_said_to(price: float, cost_share: float) -> None:
    """No rate of a grid brings more than the one that was found."""
    cost = cost_share * price
    choke = monopoly.choke_price(price, cost)

    def receipts(rate: float) -> float:
        asked = monopoly.linear_monopoly_price(choke, monopoly.floor_price(cost, rate))
        sold = monopoly.linear_monopoly_quantity_share(asked, choke, price)
        return monopoly.linear_receipts_per_chip(rate, asked, sold)

    best = monopoly.linear_receipts_maximising_rate(cost, choke)
    assert all(receipts(best) >= receipts(n / 100) * (1 - 1e-9) for n in range(100))
    assert isclose(0, receipts(0))


@given(prices, st.floats(0.01, 0.9), st.floats(1.01, 20))
def test_the_headroom_is_where_the_market_still_clears(
    price: float, rate: float, over: float
) -> None:
    """At that elasticity the clearing price is the price with all of the fee on top."""
    elasticity = rationing.headroom_elasticity(over, rate)

    assert isclose(price / (1 - rate), rationing.clearing_price(price, over, elasticity))


@given(st.floats(0, 1e8), rates, elasticities)
def test_a_fee_never_makes_demand(orders: float, rate: float, demand: float) -> None:
    """What is left is no more than there was, and all of it without a fee."""
    assert rationing.demand_left(orders, rate, demand) <= orders
    assert isclose(orders, rationing.demand_left(orders, 0, demand))


@given(prices, st.floats(0.01, 0.99), rates)
def test_margins_agree_without_a_fee(price: float, cost_share: float, rate: float) -> None:
    """All three are the same at a rate of zero; booked as a cost the margin is never higher."""
    cost = cost_share * price
    plain = margins.margin_without_fee(price, cost)

    assert isclose(plain, margins.margin_with_fee_as_cost(plain, 0))
    assert isclose(plain, margins.margin_with_fee_netted(price, cost, 0), abs_tol=1e-12)
    netted = margins.margin_with_fee_netted(price, cost, rate)
    assume(netted > 0)
    assert margins.margin_with_fee_as_cost(plain, rate) <= netted + 1e-12


@given(prices, st.floats(0, 0.5), st.floats(0, 0.9), rates)
def test_a_duty_sunk_before_clearance_needs_more_confidence(
    price: float, salvage_share: float, cost_share: float, rate: float
) -> None:
    """The chance needed with the duty up front is at least that with the fee due on a sale."""
    salvage, cost = salvage_share * price / 2, cost_share * price
    assume(salvage < cost)
    assume((1 - rate) * price - salvage > 0.01 * price)
    duty = clearance.duty_per_chip(price, rate, 1)
    sunk = clearance.chance_needed_to_build(price, cost, salvage, duty)
    on_sale = clearance.chance_needed_if_due_on_sale(price, cost, salvage, rate)

    assume(on_sale <= 1)
    assert sunk >= on_sale - 1e-12


@given(prices, st.floats(0, 0.99), rates)
def test_stock_is_kept_above_the_price_that_says_so(
    price: float, next_share: float, rate: float
) -> None:
    """The chance needed passes 1 just where the next-best price passes list price less duty."""
    duty = clearance.duty_per_chip(price, rate, 1)
    bound = clearance.next_best_price_to_keep(price, duty)
    next_best = next_share * price
    assume(abs(next_best - bound) > 1e-6 * price)

    needed = clearance.chance_needed_to_ship_stock(price, next_best, duty)
    assert (needed > 1) == (next_best > bound)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0.01, 1e6))
def test_the_critical_ratio_is_a_share(keeps: float, cost: float, over: float) -> None:
    """Between nothing and one; nothing where no chip earns."""
    ratio = decisions.critical_ratio(decisions.underage_cost(keeps, cost), over)

    assert 0 <= ratio <= 1
    assert (ratio == 0) == (keeps <= cost)


@given(st.floats(0, 1), st.floats(0, 1e9), st.floats(0, 1e9), st.floats(0, 1e9))
def test_waiting_is_an_option(chance: float, sold: float, salvage: float, cost: float) -> None:
    """Without delay, waiting is worth no less than nothing or than committing."""
    commit = decisions.commit_now_usd(chance, sold, min(salvage, cost), cost)
    wait = decisions.wait_usd(chance, sold, cost, 1)

    assert wait >= 0
    assert decisions.option_value_usd(wait, commit) >= 0
    assert wait >= commit - 1e-3


@given(*[st.floats(1, 1e7)] * 2, *[st.floats(0, 1e6)] * 2)
def test_adding_chips_never_lowers_compute(
    base: float, owned: float, few: float, more: float
) -> None:
    """China's multiple rises with what is added, and the US lead falls."""
    low, high = sorted((few, more))

    assert 1 <= china_compute.multiple_with_stock(base, low)
    assert china_compute.multiple_with_stock(base, low) <= china_compute.multiple_with_stock(
        base, high
    )
    assert lead.us_lead(1e9, owned, low) >= lead.us_lead(1e9, owned, high)
    assert lead.us_lead(1e9, owned, 0) == lead.us_lead_without(1e9, owned)


@given(*[st.floats(0, 1e6)] * 3, st.floats(1, 1e7))
def test_what_china_can_use_is_shared_out(
    smuggled: float, rented: float, delivered: float, owned: float
) -> None:
    """Owned, smuggled and rented make up what China can use, which narrows the lead further."""
    usable = china_compute.usable_compute(owned, smuggled, rented)
    parts = (
        owned / usable,
        china_compute.smuggled_share(smuggled, usable),
        china_compute.rented_share(rented, usable),
    )

    assert isclose(sum(parts), 1)
    assert lead.us_lead_over_all(1e9, owned, delivered, smuggled, rented) <= (
        lead.us_lead(1e9, owned, delivered)
    )


@given(st.floats(1, 1e9), st.floats(1, 1e7), *[st.floats(0, 1e6)] * 2)
def test_deliveries_cost_a_share_of_the_lead(
    us: float, china: float, few: float, more: float
) -> None:
    """The part of the lead that is lost depends on China's compute alone, and grows with it."""
    low, high = (
        lead.lead_lost(lead.us_lead_without(us, china), lead.us_lead(us, china, chips))
        for chips in sorted((few, more))
    )

    assert isclose(high, max(few, more) / (china + max(few, more)), abs_tol=1e-9)
    assert low <= high + 1e-12


@given(*[st.floats(1, 1e6)] * 2, st.floats(0.01, 1))
def test_supply_is_the_least_of_its_bottlenecks(dies: float, stacks: float, good: float) -> None:
    """More of what is not the tightest limit makes no more chips."""
    made = substitution.domestic_supply(
        substitution.chips_by_dies(dies, good, 2), substitution.chips_by_memory(stacks, 8)
    )

    assert isclose(made, min(dies * good / 2, stacks / 8))


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e4))
def test_duty_is_collected_on_each_chip_alike(few: float, more: float, duty: float) -> None:
    """The duty on two lots is the duty on both together."""
    both = clearance.duty_collected_usd(few, duty) + clearance.duty_collected_usd(more, duty)

    assert isclose(clearance.duty_collected_usd(few + more, duty), both, abs_tol=1e-6)


@given(prices, rates, st.floats(0, 2), st.floats(0, 1e5))
def test_duty_cost_and_margin_are_the_price(
    price: float, rate: float, declared: float, cost: float
) -> None:
    """Duty, cost and what is left of one chip add up to its price."""
    duty = clearance.duty_per_chip(price, rate, declared)

    assert isclose(duty + cost + clearance.margin_after_duty_usd(price, cost, duty), price)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: competition.competitive_buyer_share(0, 0), "demand_elasticity .* is 0"),
        (lambda: competition.competitive_buyer_share(-1, 0), "demand_elasticity is -1"),
        (lambda: competition.competitive_buyer_share(1, -1), "supply_elasticity is -1"),
        (
            lambda: competition.competitive_price(1, 1, 0.5),
            "fee_rate is 1; expected .* less than 1",
        ),
        (lambda: competition.competitive_receipts_maximising_rate(1, 1), "demand_elasticity is 1"),
        (
            lambda: monopoly.isoelastic_monopoly_price(1, 1),
            "demand_elasticity is 1; expected",
        ),
        (lambda: monopoly.isoelastic_receipts_maximising_rate(0.5), "demand_elasticity is 0.5"),
        (
            lambda: monopoly.floor_price(1, 1),
            "fee_rate is 1; expected .* less than 1",
        ),
        (lambda: monopoly.choke_price(1, 2), "unit_price_usd is 1; expected at least the cost"),
        (lambda: monopoly.linear_fee_passed_on(2, 1, 0), "fee_rate is 0; expected more than 0"),
        (lambda: rationing.clearing_price(1, 2, 0), "demand_elasticity is 0; expected more than 0"),
        (lambda: rationing.demand_left(1, 0.1, -1), "demand_elasticity is -1"),
        (lambda: rationing.headroom_elasticity(2, 0), "fee_rate is 0"),
        (lambda: rationing.headroom_elasticity(0, 0.1), "oversubscription is 0"),
        (lambda: margins.margin_without_fee(0, 1), "unit_price_usd is 0"),
        (lambda: clearance.duty_per_chip(1, 25, 1), "fee_rate is 25"),
        (lambda: clearance.chance_needed_to_build(1, 1, 1, 1), "unit_price_usd - salvage_usd is 0"),
        (
            lambda: clearance.expected_stranded_duty_usd(1, 1, 10),
            "chance_blocked_after_entry is 10",
        ),
        (lambda: substitution.years_to_fill(1, 0), "domestic_in_h200 is 0"),
        (lambda: substitution.chips_by_memory(1, 0), "stacks_per_package is 0"),
        (lambda: china_compute.multiple_with_orders(0, 1), "china_compute is 0"),
        (lambda: lead.added_lead(1, 2, 0, 0), "the compute that China adds is 0"),
    ],
)
def test_what_cannot_be_is_refused(call: Callable[[], object], told: str) -> None:
    """Each argument out of range is named in one sentence."""
    with pytest.raises(ValueError, match=told):
        call()
