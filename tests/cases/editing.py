"""An IPython shell in which formulas are edited on disk while cases of them stand.

Run by test_reloading.py with the folder of a copy of the package; prints what is then evaluated.
"""

import os
import sys
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell

MARKET = Path(sys.argv[1], "h200analysis", "model", "market.py")
SHELL = InteractiveShell.instance()
START = """
%load_ext autoreload
%autoreload 2
from h200analysis import cases, evidence
from h200analysis.model import compute, market
from h200analysis.model.market import supply_gap as imported
ledger = evidence.read("2026-01-15")
case = cases.Case(ledger)
drawn = case.drawn(draws=16_384)
first = drawn.evaluate(market.gap_at_list)
"""
EVALUATE = """
over_it = market.gap_at_list, compute.gap_in_h20_as_reported
for name, of in ("old", case), ("new", cases.Case(ledger)):
    asked = market.supply_gap, imported, "supply_gap", *over_it
    print(f"{name} case:", *(f"{of.evaluate(each).value:.0f}" for each in asked))
print("called:", market.supply_gap(2e6, 7e5), imported(2e6, 7e5))
"""
EVALUATE_DRAWS = """
orders, stock, price = map(drawn.compute, ("orders_chips", "stock_chips", "unit_price_usd"))
at_list = (orders.value - 0.5 * stock.value) * price.value
print("draws:", (at_list == drawn.compute(market.gap_at_list).value).all())
"""
EVALUATE_OVER_IT = """
for name, of in ("old", case), ("new", cases.Case(ledger)):
    print(f"{name} case:", of.evaluate(market.gap_at_list).value)
"""
EVALUATE_NEW = """
print("new formula:", case.evaluate("tenth").value, case.evaluate(market.tenth).formula)
"""
SUPPLY_GAP = "def supply_gap(orders_chips: Chips, stock_chips: Chips) -> Chips:"
TENTH = """
@formula(label="Tenth of the stock")
def tenth(stock_chips: Chips) -> Chips:
    return stock_chips / 10
"""
_edits = iter(range(1, 9))


def run(code: str) -> None:
    """Run a cell; an error ends the session."""
    SHELL.run_cell(code).raise_error()  # type: ignore[no-untyped-call]


def edit(old: str, new: str) -> None:
    """Replace text of the module, and date the file so that the change is seen."""
    text = MARKET.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    MARKET.write_text(text.replace(old, new), encoding="utf-8")
    later = MARKET.stat().st_mtime + 10 * next(_edits)  # a file system may keep whole seconds
    os.utime(MARKET, (later, later))


run(START)
run(EVALUATE)
print("The body is edited.")
edit("maximum(orders_chips - stock_chips, 0)", "orders_chips - 0.5 * stock_chips")
run(EVALUATE)
run(EVALUATE_DRAWS)
print("The arguments are edited.")
edit(SUPPLY_GAP, SUPPLY_GAP.replace(", stock_chips: Chips", ""))
edit("return orders_chips - 0.5 * stock_chips", "return orders_chips / 2")
run(EVALUATE_OVER_IT)
print("A formula is added.")
edit('\n\n@formula(label="Servable chips")', f'\n{TENTH}\n\n@formula(label="Servable chips")')
run(EVALUATE_NEW)
