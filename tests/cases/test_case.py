"""A case binds names, reads one formula three ways, and keeps what every figure rests on."""

import math
from dataclasses import dataclass
from pathlib import Path

import pytest

from h200analysis import cases, evidence
from h200analysis.model import fees, fulfilment, market
from h200analysis.model.units import Chips

LEDGER = evidence.read("2026-01-15")
CASE = cases.Case(LEDGER)


def test_a_formula_gives_its_value_as_reported() -> None:
    """The plain formula at the reported figures, with unit, formula, inputs and claims."""
    gap = CASE.evaluate(market.supply_gap)

    assert (1_300_000, "chip", "as reported") == (gap.value, gap.unit, gap.statistic)
    assert gap.formula == "market.supply_gap"
    assert [used.name for used in gap.inputs] == ["orders_chips", "stock_chips"]
    assert {"orders_seed", "stock_seed"} <= set(gap.claims)
    assert not gap.assumptions


def test_arguments_may_be_formulas() -> None:
    """An argument named like a formula is computed by it, and its claims come along."""
    at_list = CASE.evaluate(market.gap_at_list)

    assert at_list.value == 35.1e9
    assert {"orders_seed", "stock_seed", "price_seed"} <= set(at_list.claims)


def test_let_binds_values_and_says_so() -> None:
    """A value set by hand is used, marked, and cites nobody."""
    gap = CASE.let(orders_chips=1_500_000).evaluate(market.supply_gap)

    assert gap.value == 800_000
    assert [used.name for used in gap.set_by_hand] == ["orders_chips"]
    assert "orders_seed" not in gap.claims


def test_let_binds_names_to_names() -> None:
    """A name may stand for another parameter, whose claims are then cited."""
    gap = CASE.let(stock_chips="standalone_stock_chips").evaluate(market.supply_gap)

    assert gap.value == 1_400_000
    assert "stock_standalone_tredu" in gap.claims
    assert "stock_seed" not in gap.claims


def test_a_name_may_stand_for_a_formula_over_it() -> None:
    """A name standing for a formula means the formula over that name as it was."""
    gap = CASE.let(stock_chips="forward_only_cap").evaluate(market.supply_gap)

    assert gap.value == pytest.approx(2_000_000 - 700_000 / 3, abs=1)


def test_the_original_case_is_untouched() -> None:
    """Cases are values: what is derived from one does not change it."""
    CASE.let(orders_chips=0).evaluate(market.supply_gap)

    assert CASE.evaluate(market.supply_gap).value == 1_300_000


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ({"fee_rtae": 0.5}, "no parameter 'fee_rtae'"),
        ({"fee_rate": 25}, "fee_rate is 25; expected 0 to 1"),
        ({"orders_chips": -1}, "orders_chips is -1; expected 0 to"),
        ({"supply_gap": 3}, "supply_gap is a formula"),
        ({"fee_basis": "tithe"}, "fee_basis is 'tithe'; expected one of"),
        ({"orders_chips": "nothing_known"}, "'nothing_known' is neither a parameter"),
        ({"orders_chips": "stock_chips", "stock_chips": "orders_chips"}, "cannot stand for itself"),
    ],
)
def test_a_wrong_name_or_value_is_refused(names: dict[str, float | str], sentence: str) -> None:
    """An unknown name, a value out of bounds, a loop of names: one sentence each."""
    with pytest.raises((cases.BindingError, evidence.NotKnownError), match=sentence):
        CASE.let(**names)


def test_units_are_checked() -> None:
    """A price where chips are due is refused with both units."""
    mixed = CASE.let(orders_chips="unit_price_usd")

    with pytest.raises(
        cases.BindingError, match=r"takes orders_chips in chip; it was given USD/chip"
    ):
        mixed.evaluate(market.supply_gap)


def test_choices_come_from_the_scenario() -> None:
    """The basis of the fee is decided by the scenario, and by hand before it."""
    share = CASE.evaluate(fees.fee_per_chip).value
    duty = CASE.under("import_duty").evaluate(fees.fee_per_chip).value
    by_hand = CASE.let(fee_basis="import_duty").evaluate(fees.fee_per_chip).value

    assert share == 6_750
    assert duty == by_hand == 3_375


def test_outcomes_do_not_add() -> None:
    """The sum of two medians is no median, so adding outcomes is an error."""
    spread = CASE.drawn().evaluate(market.supply_gap)

    with pytest.raises(TypeError, match="do not add"):
        _ = spread.middle + spread.middle


def test_what_was_used_is_remembered() -> None:
    """The registers at the end of a briefing list the inputs of all cases made from one."""
    case = cases.Case(LEDGER)
    case.evaluate(market.supply_gap)
    case.drawn().evaluate(market.gap_at_list)

    assert ["orders_chips", "stock_chips", "unit_price_usd"] == [u.name for u in case.used()]


def test_a_formula_that_stands_for_a_name_is_computed_once() -> None:
    """Where the stock stands for the cap on the stock, asking for the cap gives that same cap."""
    case = CASE.let(stock_chips="forward_only_cap")

    assert case.evaluate(market.forward_only_cap).value == case.evaluate("stock_chips").value
    assert case.evaluate(market.forward_only_cap).value == pytest.approx(700_000 / 3)


def test_several_results_in_one_are_no_figure() -> None:
    """A record of results cannot be printed; the sentence says what to ask for."""
    with pytest.raises(cases.BindingError, match="_halves gives several results"):
        CASE.evaluate(_halves)
    with pytest.raises(cases.BindingError, match="_halves gives several results"):
        CASE.drawn(draws=16_384).evaluate(_halves)


@dataclass(frozen=True)
class Halves:
    """Several results in one."""

    first: Chips
    second: Chips


def _halves(stock_chips: Chips) -> Halves:
    return Halves(stock_chips / 2, stock_chips / 2)


def test_never_is_an_answer_in_every_reading() -> None:
    """A gap that never clears is infinite as reported, as drawn and on sliders, without error."""
    strict = CASE.let(foundry_condition="strict")

    spread = strict.drawn(draws=16_384).evaluate(fulfilment.months_to_clear)
    live = strict.on_sliders("orders_chips").evaluate(fulfilment.months_to_clear)

    assert math.inf == strict.evaluate(fulfilment.months_to_clear).value
    assert (math.inf, math.inf, 0.0) == (spread.low.value, spread.high.value, spread.high.error)
    assert "(1 / 0)" in live.signals[-1].update


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[choices]\nfee_bassis = "import_duty"', "chooses 'fee_bassis', which no formula takes"),
        ('[choices]\nfee_basis = "tithe"', "fee_basis is 'tithe'; expected one of"),
        ("[parameters]\nfee_rate = 25", "fee_rate is 25; expected 0 to 1"),
        ('[parameters]\nstock_chips = "nothing"', "'nothing' is neither a parameter"),
    ],
)
def test_an_unsound_scenario_is_refused(data_folder: Path, text: str, sentence: str) -> None:
    """A scenario that chooses or sets what cannot be is refused when a case is made of it."""
    head = (
        'title = "Odd"\nreference = "R"\ndescription = "D"\n'
        "since = 2025-12-31\nrecorded = 2026-11-24\n"
    )
    (data_folder / "scenarios" / "odd.toml").write_text(head + text, encoding="utf-8")

    with pytest.raises((cases.BindingError, evidence.NotKnownError), match=sentence):
        cases.Case(evidence.read("2026-01-15"), "odd")


def test_registers_do_not_depend_on_the_order_of_questions() -> None:
    """What was set by hand first does not hide the ledger's own value, nor its claims."""
    case = cases.Case(LEDGER)
    case.let(orders_chips=1_500_000).evaluate(market.supply_gap)
    case.evaluate(market.supply_gap)

    assert "orders_seed" in case.sources()
    assert [2_000_000, 1_500_000] == [u.value for u in case.used() if u.name == "orders_chips"]


def test_a_figure_tells_what_it_supposes() -> None:
    """Two figures of one formula differ in their scenario, or in what a name stands for."""
    plain = CASE.evaluate(fees.fee_per_chip)
    raised = CASE.let(fee_basis="gross_up").evaluate(fees.fee_per_chip)

    assert {"scenario": "central"} == plain.supposing
    assert {"scenario": "central", "fee_basis": "gross_up"} == raised.supposing


def test_a_slider_of_what_stands_for_something_else_is_left_out() -> None:
    """Where the orders stand for others, those stay fixed and the rest slides."""
    live = CASE.under("half_firm").on_sliders("orders_chips", "stock_chips")

    assert ["stock_chips"] == [slide.name for slide in live.slides()]
    assert 300_000 == live.evaluate(market.supply_gap).outcome.value


def test_an_unknown_name_is_told_by_its_kind_and_not_by_its_words() -> None:
    """A name that nobody ever knew is no binding, even if it reads like a message of ours."""
    with pytest.raises(cases.BindingError, match="'not yet known' is neither a parameter"):
        CASE.evaluate("not yet known")
    with pytest.raises(evidence.NotYetKnownError, match="was not yet known on 2025-12-01"):
        cases.Case(evidence.read("2025-12-01")).evaluate("stock_chips")
