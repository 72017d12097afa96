"""Arguments that a formula of the register takes: each inside the domain of its annotation."""

from functools import cache
from typing import Any, get_args, get_type_hints

from h200analysis.cases.formulas import formulas
from h200analysis.model.formula import Formula, Kind, is_choice
from h200analysis.model.units import Unit

APART = {
    "salvage_usd": 0.1,
    "next_best_price_usd": 0.1,
    "next_best_of_stock_usd": 0.1,
    "choke_price": 0.9,
}  # their differences divide


@cache
def units(name: str) -> dict[str, Unit]:
    """Return the numeric arguments of a formula with their units."""
    hints = get_type_hints(formulas()[name].function, include_extras=True)
    hints.pop("return")
    found = {n: [p for p in get_args(hint) if isinstance(p, Unit)] for n, hint in hints.items()}
    return {name: parts[0] for name, parts in found.items() if parts}


def arguments(formula: Formula) -> dict[str, Any]:
    """Return arguments inside their domains."""
    return {name: _inside(formula, name, kind) for name, kind in formula.arguments.items()}


def _inside(formula: Formula, name: str, kind: Kind) -> Any:
    if is_choice(kind):
        return next(iter(kind))
    return APART.get(name, 1.5 if units(formula.name)[name].minimum > 1 else 0.5)
