"""A bridge from one figure to another: the known steps between them, and what is left over."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from h200analysis.cases.binding import BindingError
from h200analysis.cases.outcome import Outcome
from h200analysis.cases.workings import Given, told
from h200analysis.errors import Attributes
from h200analysis.model import reconciliation

if TYPE_CHECKING:
    from h200analysis.cases.case import Case

_ROUNDING = 1e-9  # of the larger end


@dataclass(frozen=True, slots=True)
class Bridge(Attributes):
    """A figure, the steps from it by their labels, what they leave unreconciled, another figure.

    Start, steps and `unreconciled` add up to the end. Each is an outcome in one unit.
    """

    start: Outcome
    steps: Mapping[str, Outcome] = field(repr=False)
    unreconciled: Outcome
    end: Outcome

    @property
    def reconciles(self) -> bool:
        """Tell whether the steps explain all of the difference, but for rounding."""
        most = max(abs(self.start.value), abs(self.end.value))
        return abs(self.unreconciled.value) <= _ROUNDING * most


def bridged(
    case: "Case", start: Given, end: Given, plus: Mapping[str, Given], less: Mapping[str, Given]
) -> Bridge:
    """Return the bridge between two figures; see `Case.bridge`."""
    ends = told(case, start), told(case, end)
    added = {label: told(case, step) for label, step in plus.items()}
    taken = {label: _less(told(case, step)) for label, step in less.items()}
    steps = added | taken
    every = (*ends, *steps.values())
    if len(units := dict.fromkeys(each.unit for each in every)) > 1:
        raise BindingError(f"A bridge has one unit; these figures are in {', '.join(units)}.")
    left = reconciliation.unreconciled(
        ends[0].value, ends[1].value, [step.value for step in steps.values()]
    )
    errors = [each.error or 0.0 for each in every]
    rest = Outcome(
        "unreconciled", left, ends[0].unit, "as reported", "reconciliation.unreconciled",
        tuple(dict.fromkeys(used for each in every for used in each.inputs)), case.ledger,
        error=math.hypot(*errors) or None, supposing=case.binding.supposing,
    )  # fmt: skip
    return Bridge(ends[0], steps, rest, ends[1])


def _less(step: Outcome) -> Outcome:
    return replace(step, name=f"less_{step.name}", value=-step.value)
