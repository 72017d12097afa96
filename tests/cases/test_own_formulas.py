"""A formula of one's own, as in a notebook's cell: itself in every reading, and marked as such."""

import linecache
import re
from typing import Any

import numpy as np
import pytest

from h200analysis import cases, evidence
from h200analysis.model import market
from h200analysis.model.arithmetic import maximum
from h200analysis.model.formula import FormulaError, formula
from h200analysis.model.units import Chips, Share, Usd, UsdPerChip

LEDGER = evidence.read("2026-01-15")
CASE = cases.Case(LEDGER)


@formula
def supply_gap(orders_chips: Chips, stock_chips: Chips) -> Chips:
    """A tenth of the orders less the stock: not what the library calls so."""
    return 0.1 * orders_chips - stock_chips


def stock_chips(stock_chips: Chips) -> Chips:
    """A function that is called like a parameter, and takes it."""
    return stock_chips / 2


@formula(label="Firm gap", source="A Study of Firm Orders (2026)")
def firm_gap(orders_chips: Chips, stock_chips: Chips) -> Chips:
    """Half of the orders beyond stock."""
    return maximum(orders_chips / 2 - stock_chips, 0)


def firm_gap_at_list(firm_gap: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """A plain function over a formula of one's own."""
    return firm_gap * unit_price_usd


def test_a_function_is_itself_and_not_its_name() -> None:
    """Asked for as a function it gives its own figure; its name stays the library's."""
    own = CASE.evaluate(supply_gap)

    assert (-500_000, "chip") == (own.value, own.unit)
    assert ["orders_chips", "stock_chips"] == [used.name for used in own.inputs]
    assert 1_300_000 == CASE.evaluate("supply_gap").value
    assert 1_300_000 == CASE.evaluate(market.supply_gap).value
    assert 35.1e9 == CASE.evaluate(market.gap_at_list).value


def test_a_function_named_like_a_parameter_is_evaluated() -> None:
    """It gives what it computes, and not the parameter, which its argument still is."""
    assert 350_000 == CASE.evaluate(stock_chips).value
    assert 700_000 == CASE.evaluate("stock_chips").value


def test_lineage_says_whose_the_formula_is() -> None:
    """It is a notebook's, under a name no formula of the library has, with its source code."""
    own, library = CASE.evaluate(supply_gap), CASE.evaluate(market.supply_gap)

    assert "notebook.supply_gap" == own.formula
    assert own.is_of_notebook
    assert "return 0.1 * orders_chips - stock_chips" in own.of_notebook["notebook.supply_gap"]
    assert ("market.supply_gap", {}) == (library.formula, library.of_notebook)
    assert "formulas_of_notebook" not in cases.figure(library, "1.3 million")
    entry = cases.figure(own, "-500,000")
    assert dict(own.of_notebook) == entry["formulas_of_notebook"]


def test_draws_are_its_own() -> None:
    """Its draws are the function of the drawn inputs, element by element."""
    drawn = CASE.drawn(draws=16_384)
    orders, stock = (drawn.compute(name).value for name in ("orders_chips", "stock_chips"))

    assert np.array_equal(0.1 * orders - stock, drawn.compute(supply_gap).value)
    assert np.array_equal(stock / 2, drawn.compute(stock_chips).value)
    assert "notebook.supply_gap" == drawn.evaluate(supply_gap).middle.formula


def test_a_difference_of_cases_keeps_its_source() -> None:
    """Compared draw by draw, two readings of a formula of one's own still say whose it is."""
    drawn = CASE.drawn(draws=16_384)
    beyond = drawn.against(CASE.let(orders_chips=3e6), firm_gap_at_list)

    assert {"notebook.firm_gap_at_list", "notebook.firm_gap"} == beyond.middle.of_notebook.keys()


def test_sliders_move_it_beside_the_librarys() -> None:
    """No signal of it has the name of a slider, or of the library's formula on the same page."""
    live = CASE.on_sliders("orders_chips", "stock_chips")
    names = {live.evaluate(each).signals[-1].name for each in (supply_gap, stock_chips)}

    assert {"notebook_supply_gap", "notebook_stock_chips"} == names
    assert "supply_gap" == live.evaluate(market.supply_gap).signals[-1].name


def test_a_formula_of_ones_own_may_take_another() -> None:
    """Under @formula it is known by its name to others; a figure carries the source of both."""
    at_list = CASE.evaluate(firm_gap_at_list)

    assert 300_000 * 27_000 == at_list.value
    assert {"orders_seed", "stock_seed", "price_seed"} <= set(at_list.claims)
    assert {"notebook.firm_gap_at_list", "notebook.firm_gap"} == at_list.of_notebook.keys()


def test_a_case_lets_it_stand_for_the_librarys() -> None:
    """What is over the library's then takes the notebook's, and says so; the library's stays."""
    case = CASE.let(supply_gap=firm_gap)
    at_list = case.evaluate(market.gap_at_list)

    assert 300_000 * 27_000 == at_list.value
    assert "notebook.firm_gap" in at_list.of_notebook
    assert {"scenario": "central", "supply_gap": "notebook.firm_gap"} == at_list.supposing
    assert 300_000 == case.evaluate("supply_gap").value
    assert 1_300_000 == case.evaluate(market.supply_gap).value


def test_it_may_stand_for_what_it_takes() -> None:
    """Inside a formula that stands for a name, that name means what it meant before."""

    def cautious_gap(supply_gap: Chips) -> Chips:
        return 0.9 * supply_gap

    case = CASE.let(supply_gap=cautious_gap, stock_chips=stock_chips)
    assert 0.9 * 1_650_000 == case.evaluate("supply_gap").value


def test_a_function_defined_again_is_another() -> None:
    """A case made before gives the new figure, also where another formula takes it."""

    def defined(factor: float) -> Any:
        @formula
        def scaled_stock(stock_chips: Chips) -> Chips:
            return factor * stock_chips

        return scaled_stock

    def twice_scaled(scaled_stock: Chips) -> Chips:
        return 2 * scaled_stock

    case = cases.Case(LEDGER)
    for factor in (1.0, 3.0):
        assert factor * 700_000 == case.evaluate(defined(factor)).value
        assert 2 * factor * 700_000 == case.evaluate(twice_scaled).value
        assert factor * 700_000 == case.evaluate("scaled_stock").value


def _without_units(orders_chips: Chips, stock_chips: float) -> Chips:
    return orders_chips - stock_chips


def test_an_argument_without_a_unit_is_told() -> None:
    """The sentence names the argument, and shows how to write it."""
    with pytest.raises(FormulaError, match="gives no unit for stock_chips; write it as in `stock"):
        CASE.evaluate(_without_units)


def _typed_at_a_prompt() -> Any:
    names: dict[str, Any] = {"Chips": Chips}
    exec("def half(stock_chips: Chips) -> Chips:\n    return stock_chips / 2", names)  # noqa: S102
    return names["half"]


def test_a_formula_whose_text_is_not_kept_is_still_marked() -> None:
    """Where no file and no cell holds the source code, the figure says so in its place."""
    half = CASE.evaluate(_typed_at_a_prompt())

    assert 350_000 == half.value
    assert {"notebook.half": "(source code not kept)"} == half.of_notebook


def test_the_text_of_a_program_does_not_pass_for_that_of_a_formula() -> None:
    """Python 3.13 keeps what `python -c` was given under the name that any other string has too."""
    program = "exec(compile('pass', '<string>', 'exec'))\n"
    linecache.cache["<string>"] = len(program), None, [program], "<string>"
    try:
        half = CASE.evaluate(_typed_at_a_prompt())
    finally:
        del linecache.cache["<string>"]

    assert {"notebook.half": "(source code not kept)"} == half.of_notebook


@formula
def hen(egg: Chips) -> Chips:
    """Comes after the egg."""
    return egg


@formula
def egg(hen: Chips) -> Chips:
    """Comes after the hen."""
    return hen


def test_formulas_that_need_each_other_are_refused() -> None:
    """The sentence shows the circle."""
    with pytest.raises(cases.BindingError, match="hen -> egg -> hen: formulas that need each"):
        CASE.evaluate(hen)


def _takes_nobodys(nobodys_share: Share) -> Share:
    return nobodys_share


def test_an_argument_that_nothing_gives_is_told() -> None:
    """The sentence says which formula, which name, and what to write for one of one's own."""
    with pytest.raises(
        cases.BindingError,
        match=r"No case can evaluate _takes_nobodys: 'nobodys_share' is neither a parameter .* "
        r"write @formula above it",
    ):
        CASE.evaluate(_takes_nobodys)


def test_a_unit_that_does_not_fit_is_refused() -> None:
    """A formula of one's own in dollars does not stand where chips are due."""
    with pytest.raises(cases.BindingError, match="takes supply_gap in chip; it was given USD"):
        CASE.let(supply_gap=firm_gap_at_list).evaluate(market.gap_at_list)


def _by_if(orders_chips: Chips, stock_chips: Chips) -> Chips:
    return orders_chips - stock_chips if orders_chips > stock_chips else 0


def _by_max(orders_chips: Chips, stock_chips: Chips) -> Chips:
    return max(orders_chips - stock_chips, 0)


def _by_numpy(orders_chips: Chips, stock_chips: Chips) -> Chips:
    return float(np.maximum(orders_chips - stock_chips, 0))


def _by_float(orders_chips: Chips, stock_chips: Chips) -> Chips:
    return float(orders_chips) - stock_chips


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (_by_if, "whether a quantity is true; use arithmetic.where, maximum or minimum"),
        (_by_max, "whether a quantity is true; use arithmetic.where, maximum or minimum"),
        (_by_numpy, "operand 'Expression' does not support ufuncs"),
        (_by_float, "for a plain number; use h200analysis.model.arithmetic"),
    ],
)
def test_what_only_plain_numbers_can_pass_is_refused(asked: Any, sentence: str) -> None:
    """In every reading one sentence says what to write; its cause says what was asked."""
    drawn, live = CASE.drawn(draws=16_384), CASE.on_sliders("orders_chips")
    for case in (CASE, drawn, live):
        with pytest.raises(
            FormulaError, match="use maximum, minimum, where, log and exp of"
        ) as told:
            case.evaluate(asked)
        assert re.search(sentence, str(told.value.__cause__))
