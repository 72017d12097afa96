"""Which arguments a formula's result depends on, found by reading the formula with symbols.

A fee taken of the sale does not rest on the customs value, though the formula could take it: so a
figure cites what entered it, and nothing else.
"""

from collections.abc import Mapping
from typing import Any

from h200analysis.cases import dimensions
from h200analysis.cases.expression import slider, symbols
from h200analysis.cases.formulas import is_own
from h200analysis.model.formula import Formula, FormulaError, is_choice


def symbolic(formula: Formula, values: Mapping[str, Any]) -> Any:
    """Return what a formula gives when every quantity is a symbol; choices keep their values.

    A `FormulaError` tells of a notebook's own that could be computed for plain numbers alone.
    """
    kinds = formula.arguments
    given = {n: slider(n) if isinstance(kinds[n], str) else values[n] for n in kinds}
    try:
        return formula(**given)
    except TypeError as error:
        if formula.is_library:
            raise
        raise FormulaError(
            f"{formula.name} asks of a quantity what only a plain number can answer; use maximum, "
            "minimum, where, log and exp of h200analysis.model.arithmetic in place of max, min, "
            "if, math and numpy."
        ) from error


def depends_on(formula: Formula, values: Mapping[str, Any]) -> frozenset[str]:
    """Return the arguments that the result depends on.

    Of arguments that are several results in one, and of formulas that give several, all count.
    A `FormulaError` tells of one of one's own whose arithmetic contradicts its units.
    """
    kinds = formula.arguments
    several = {n for n, kind in kinds.items() if not isinstance(kind, str) and not is_choice(kind)}
    if several or not isinstance(formula.result, str):
        return frozenset(kinds)
    read = symbolic(formula, values)
    if is_own(formula):  # the tests hold those of the model to their units, constants and all
        dimensions.check(formula, read)
    return symbols(read)
