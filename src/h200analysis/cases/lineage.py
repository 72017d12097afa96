"""Which arguments a formula's result depends on, found by reading the formula with symbols.

A fee taken of the sale does not rest on the customs value, though the formula could take it: so a
figure cites what entered it, and nothing else.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from h200analysis.cases.expression import slider, symbols
from h200analysis.cases.formulas import Formula, signature


def symbolic(formula: Formula, values: Mapping[str, Any]) -> Any:
    """Return what a formula gives when every quantity is a symbol; choices keep their values."""
    kinds = signature(formula).arguments
    return formula(**{n: slider(n) if isinstance(kinds[n], str) else values[n] for n in kinds})


def depends_on(formula: Formula, values: Mapping[str, Any]) -> frozenset[str]:
    """Return the arguments that the result depends on.

    Of arguments that are several results in one, and of formulas that give several, all count.
    """
    stated = signature(formula)
    kinds = stated.arguments
    several = {n for n, kind in kinds.items() if not isinstance(kind, str) and not _is_choice(kind)}
    if several or not isinstance(stated.result, str):
        return frozenset(kinds)
    return symbols(symbolic(formula, values))


def _is_choice(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)
