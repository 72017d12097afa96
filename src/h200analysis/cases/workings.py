"""A formula worked out from what is given by name: numbers, claims, outcomes, other names."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from h200analysis.cases.binding import BindingError
from h200analysis.cases.evaluation import Asked
from h200analysis.cases.formulas import formula_names, registered
from h200analysis.cases.outcome import Input, Outcome
from h200analysis.errors import instead
from h200analysis.model.formula import Formula, Kind, formula_of, is_choice

if TYPE_CHECKING:
    from h200analysis.cases.case import Case

Given = Asked | Outcome | float


def worked_out(case: "Case", asked: Asked, arguments: Mapping[str, Given]) -> Outcome:
    """Return a formula over arguments that the ledger need not know; see `Case.work_out`."""
    formula = formula_of(asked) if callable(asked) else registered(asked)
    if formula is None:
        told = instead(str(asked), formula_names(), "h200 formulas")
        raise BindingError(f"There is no formula {asked!r}; {told}")
    kinds = dict(_takes(formula))
    for name in arguments:
        if name not in kinds:
            raise BindingError(f"{formula.name} takes no {name!r}; {instead(name, kinds)}")
    bound = {n: v for n, v in arguments.items() if _is_bound(case, n, kinds[n], v)}
    given = {
        name: _input(case, name, str(kinds[name]), value)
        for name, value in arguments.items()
        if name not in bound
    }
    let: dict[str, Any] = bound
    found = replace(case.let(**let), given={**case.given, **given}).evaluate(formula)
    supposed = {name: each.value for name, each in given.items()}
    return replace(found, supposing={**found.supposing, **supposed})


def _takes(formula: Formula) -> Iterator[tuple[str, Kind]]:
    """Yield what a formula takes, and what the formulas take that its arguments name."""
    for name, kind in formula.arguments.items():
        yield name, kind
        if (inner := registered(name)) is not None and inner != formula:
            yield from _takes(inner)


def _is_bound(case: "Case", name: str, kind: Kind, value: Given) -> bool:
    """Tell whether a case can let a name stand for it: a choice, or a parameter of the ledger."""
    is_name = name in case.ledger.parameters and not isinstance(value, Outcome)
    return is_choice(kind) or is_name


def _input(case: "Case", name: str, unit: str, value: Given) -> Input:
    """Return an argument with the claims and the assumptions that it rests on."""
    if isinstance(value, int | float):
        title = name.replace("_", " ").capitalize()
        return Input(name, title, float(value), unit, set_by_hand=True, supposed=True)
    found = told(case, value)
    reasons = (used.assumption for used in found.assumptions if used.assumption)
    return Input(
        name, found.inputs[0].title if len(found.inputs) == 1 else found.name, found.value,
        found.unit, found.claims, " ".join(dict.fromkeys(reasons)) or None,
        bool(found.set_by_hand), supposed=True, error=found.error,
        recorded=max(found.hindsight, default=None),
    )  # fmt: skip


def told(case: "Case", given: Given) -> Outcome:
    """Return what is given as an outcome: a claim as it was published, all else evaluated."""
    if isinstance(given, Outcome):
        return given
    if isinstance(given, int | float):
        raise BindingError(
            f"{given!r} is a number without a unit or a source; give the id of a claim, an "
            "outcome, or the name of a parameter or formula."
        )
    is_claim = isinstance(given, str) and given in case.ledger.claims
    return case.claimed(str(given)) if is_claim else case.evaluate(given)
