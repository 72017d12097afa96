"""What rests on a claim, what one would move, and a figure under each report alone."""

from math import isclose

import pytest

from h200analysis import cases, evidence
from h200analysis.inquiry.claims import (
    figures_on,
    moves,
    parameters_citing,
    touched,
    under_each,
)
from h200analysis.model import market

JANUARY = evidence.read("2026-01-15")
AUGUST = evidence.read("2026-08-27")


def test_a_claim_s_parameters_are_found() -> None:
    """Those that rest on it now, and those that once did."""
    assert {"orders_chips": True} == parameters_citing(AUGUST, "orders_seed")
    assert {"stock_chips": False} == parameters_citing(AUGUST, "stock_seed")
    assert {} == parameters_citing(AUGUST, "sacks_seed")


def test_a_claim_s_figures_are_found() -> None:
    """The gap rests on the stock; a chip's performance does not."""
    names = {found.name for found in figures_on(cases.Case(JANUARY), "stock_seed")}

    assert {"supply_gap", "gap_at_list", "fill_rate"} <= names
    assert "orders_at_list" not in names


def test_what_a_claim_touches() -> None:
    """Parameters that chose in its group and speak its unit."""
    ordered = ("orders_chips", "firm_orders_chips")

    assert ordered == touched(AUGUST, AUGUST.claim("orders_expected_ft"))
    assert () == touched(AUGUST, AUGUST.claim("sacks_seed"))


def test_only_what_moves_is_told() -> None:
    """Half the orders move the gap, and not the fee on a chip."""
    moved = {move.before.name: (move.before.value, move.after.value)
             for move in moves(cases.Case(JANUARY), "orders_chips", 1_000_000)}  # fmt: skip

    assert (1_300_000, 300_000) == moved["supply_gap"]
    assert "fee_per_chip" not in moved


def test_a_name_may_stand_for_a_claim() -> None:
    """Under the other newspaper's price the gap is worth what that price says, and cites it."""
    outcome = cases.Case(JANUARY).let(unit_price_usd="price_ft_digitimes").evaluate(
        market.gap_at_list
    )  # fmt: skip

    assert isclose(1_300_000 * 20_000, outcome.value)
    assert "price_ft_digitimes" in outcome.claims
    assert "price_newsbytes" not in outcome.claims
    assert not outcome.set_by_hand


def test_a_believed_claim_is_not_drawn() -> None:
    """Its value enters every future as it is."""
    case = cases.Case(JANUARY).let(orders_chips="orders_seed", stock_chips="stock_seed")

    spread = case.drawn(draws=16_384).evaluate(market.supply_gap)

    assert 1_300_000 == spread.low.value == spread.high.value


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"orders_chips": "price_seed"}, "takes orders_chips in chip; it was given USD/chip"),
        ({"orders_chips": "sacks_seed"}, "gives no single figure"),
        ({"orders_chips": "first_batch_reuters"}, "gives no single figure"),
        ({"orders_chips": "orders_expected_ft"}, "neither a parameter"),
    ],
)
def test_a_claim_that_cannot_stand_there_is_refused(names: dict[str, str], expected: str) -> None:
    """Another unit, no figure, or a claim that nobody knew yet."""
    with pytest.raises(cases.BindingError, match=expected):
        cases.Case(JANUARY).let(**names).evaluate(market.supply_gap)


def test_a_figure_under_each_claim_and_their_pool() -> None:
    """Each price alone, and the mean of the results weighed by the tier of the sources."""
    alone, pooled = under_each(
        cases.Case(JANUARY), "unit_price_usd", "price", market.gap_at_list
    )  # fmt: skip
    weights = next(iter(JANUARY.pools("price"))).weights

    assert isclose(26e9, alone["price_ft_digitimes"].value)
    assert isclose(35.1e9, alone["price_newsbytes"].value)
    (mean,) = pooled.values()
    assert isclose(sum(weights[n] * found.value for n, found in alone.items()), mean.value)
    assert set(alone) <= set(mean.claims)


def test_reports_that_agree_need_no_pool() -> None:
    """Where every report of a scope says the same there is nothing to pool."""
    _, pooled = under_each(cases.Case(JANUARY), "orders_chips", "orders", market.supply_gap)

    assert {} == pooled
