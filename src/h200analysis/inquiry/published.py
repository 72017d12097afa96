"""Figures that others published, computed again from published inputs."""

from dataclasses import dataclass, field
from typing import Any

from h200analysis.cases.binding import BindingError
from h200analysis.cases.formulas import registered
from h200analysis.errors import H200Error
from h200analysis.evidence import Ledger, PublishedFigure
from h200analysis.evidence.published import PUBLISHED
from h200analysis.model.formula import Formula, is_choice


class MisfitError(H200Error):
    """A published figure that the model fits or misses otherwise than the register says."""


@dataclass(frozen=True, slots=True)
class Reproduction:
    """A published figure beside what the model gives; `error` is relative, or absolute at zero."""

    name: str
    figure: PublishedFigure = field(repr=False)
    unit: str
    published: float
    computed: float

    @property
    def error(self) -> float:
        """Return how far the model is off, relative to the published value unless that is zero."""
        distance = abs(self.computed - self.published)
        return distance / abs(self.published) if self.published else distance

    @property
    def fits(self) -> bool:
        """Tell whether the model comes as near as the tolerance asks."""
        return self.error <= self.figure.tolerance

    @property
    def is_as_found(self) -> bool:
        """Tell whether it fits or misses as the register says."""
        return self.fits == (self.figure.finding == "fits")


def reproductions(ledger: Ledger) -> tuple[Reproduction, ...]:
    """Compute every published figure of a view again, in the register's order.

    A `BindingError` names the entry whose formula, inputs or units do not go together.
    """
    return tuple(_reproduced(ledger, name, figure) for name, figure in ledger.of(PUBLISHED).items())


def _reproduced(ledger: Ledger, name: str, figure: PublishedFigure) -> Reproduction:
    formula = registered(figure.formula)
    if formula is None:
        raise BindingError(
            f"{name}: there is no formula {figure.formula!r}; h200 formulas lists all."
        )
    missing = formula.arguments.keys() ^ figure.inputs.keys()
    if missing:
        raise BindingError(
            f"{name}: {figure.formula} takes {', '.join(formula.arguments)}; the inputs differ in "
            f"{', '.join(sorted(missing))}."
        )
    values = {each: _input(ledger, name, formula, each, figure) for each in formula.arguments}
    end = f".{figure.part}" if figure.part else ""
    published = _claimed(ledger, name, figure.claim + end, str(formula.result))
    return Reproduction(name, figure, str(formula.result), published, float(formula(**values)))


def _input(
    ledger: Ledger, name: str, formula: Formula, argument: str, figure: PublishedFigure
) -> Any:
    kind, given = formula.arguments[argument], figure.inputs[argument]
    if is_choice(kind):
        try:
            return kind(given)
        except ValueError:
            allowed = ", ".join(repr(member.value) for member in kind)
            raise BindingError(
                f"{name}: {argument} is {given!r}; expected one of {allowed}."
            ) from None
    if isinstance(given, str):
        return _claimed(ledger, name, given, str(kind))
    return float(given)


def _claimed(ledger: Ledger, name: str, said: str, unit: str) -> float:
    """Return the figure of a claim, or an end of its range, in the unit that is expected."""
    claim_id, _, end = said.partition(".")
    claim = ledger.claim(claim_id)
    value = getattr(claim, end) if end in {"low", "high"} else claim.value
    if value is None or claim.unit != unit:
        found = "no such figure" if value is None else f"{claim.unit}"
        raise BindingError(
            f"{name}: the claim {said!r} gives {found}; expected a figure in {unit}."
        )
    return float(value)
