"""The public surface, used as an analyst would: mypy checks the types, the tests the values."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import assert_type

import nbformat
import pytest

from h200analysis import H200Error, cases, evidence, exhibits, futures, inquiry, model
from h200analysis.cases.formulas import formulas
from h200analysis.inquiry import tornado
from h200analysis.inquiry.target import of_formula
from h200analysis.model import market
from h200analysis.model.formula import formula
from h200analysis.model.units import Chips

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


def test_an_analyst_needs_no_casts() -> None:
    """What the tutorial and the README call has precise types, and gives what they say."""
    case = cases.Case(evidence.read("2026-01-15"))
    gap = case.evaluate(market.supply_gap)
    drawn = case.drawn(draws=16_384).evaluate(market.supply_gap)

    assert_type(case.ledger, evidence.Ledger)
    assert_type(gap, cases.Outcome)
    assert_type(gap.value, float)
    assert_type(drawn, cases.Spread)
    assert_type(case.if_claimed("approved_400k"), cases.Outcome | None)
    assert_type(case.let(orders_chips=1.5e6), cases.Case)
    assert_type(case.on_sliders("stock_chips").evaluate(market.supply_gap), cases.Live)
    assert_type(tornado.tornado(of_formula(case, market.supply_gap)), tornado.Tornado)
    assert 1_300_000 == gap.value
    assert drawn.middle.value > gap.value


def test_a_formula_of_ones_own_keeps_its_type() -> None:
    """Decorated or not, it takes and gives numbers; a case evaluates it."""

    @formula(label="Orders beyond the stock")
    def beyond_stock(orders_chips: Chips, stock_chips: Chips) -> Chips:
        """Return the orders beyond the stock."""
        return orders_chips - stock_chips

    assert_type(beyond_stock(3.0, 1.0), float)
    assert 2.0 == beyond_stock(3.0, 1.0)


def test_futures_have_types() -> None:
    """The belief, and statistics over its futures, need no casts."""
    paths = futures.over(cases.Case(evidence.read("2026-01-15")), 7, 16_384)

    assert_type(paths, futures.Futures)
    assert_type(paths.belief, futures.Belief)
    assert_type(paths.any_by(date(2026, 12, 31)), cases.Outcome)
    assert 0 < paths.any_by(date(2026, 12, 31)).value < 1
    assert "approvals" in paths.belief.beijing


def test_errors_have_one_root() -> None:
    """A mistake of the user is an H200Error, and a ValueError or LookupError besides."""
    with pytest.raises(H200Error, match="orders_chip"):
        cases.Case(evidence.read("2026-01-15")).evaluate("orders_chip")


def test_every_module_of_formulas_is_public() -> None:
    """The model names each module that has a formula, and the three that formulas are made of."""
    modules = {made.function.__module__.rpartition(".")[2] for made in formulas().values()}

    assert modules | {"arithmetic", "formula", "units"} == set(model.__all__)


def _imported(notebook: Path) -> Iterator[str]:
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code" and not cell.source.startswith("%%"):
            lines = (line for line in cell.source.splitlines() if not line.startswith("%"))
            for node in ast.walk(ast.parse("\n".join(lines))):
                if isinstance(node, ast.ImportFrom) and str(node.module).startswith("h200analysis"):
                    yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_briefings_use_the_public_surface_alone(notebook: Path) -> None:
    """What a notebook imports is declared public."""
    public = {f"h200analysis.{name}" for name in ("cases", "evidence", "exhibits", "futures")}
    for room in (inquiry, model):
        public |= {f"{room.__name__}.{name}" for name in room.__all__}

    assert exhibits.__all__
    assert set(_imported(notebook)) <= public
