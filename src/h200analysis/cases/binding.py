"""What a name stands for: a parameter, another name, a formula, a claim, a choice or a value."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from numbers import Real

from h200analysis.cases.formulas import formula_names, registered
from h200analysis.cases.outcome import Input
from h200analysis.errors import H200Error, instead
from h200analysis.evidence import (
    Claim,
    Ledger,
    NotKnownError,
    NotYetKnownError,
    Parameter,
    Scenario,
)
from h200analysis.model.formula import Formula, Function, formula_of

BASELINE = "central"
OF_FUTURES = frozenset(
    ("delivered_chips", "further_chips", "reported_chips", "waiting_share")
)  # no case alone tells
Target = float | str | Function  # what a name may be let stand for: a value, a name, a formula


class BindingError(H200Error, ValueError):
    """A name that stands for nothing, for itself, for another unit, or a value out of bounds."""


class UnknownNameError(BindingError):
    """A name that is neither a parameter of the ledger nor a formula."""


@dataclass(frozen=True, slots=True)
class Binding:
    """The names of a case: what is set by hand goes before the scenario, that before the ledger."""

    ledger: Ledger = field(repr=False)
    scenario: Scenario = field(repr=False)
    by_hand: Mapping[str, Target]
    supposing: Mapping[str, float | str]  # as the case was made, printed with each figure
    given: Mapping[str, Input] = field(default_factory=dict)  # what drawn futures tell, by name

    def resolve(self, name: str) -> Input | Formula:
        """Return what a name stands for, following names that stand for other names."""
        seen = [name]
        while (bound := self._bound(seen[-1])) is not None:
            target, by_hand = bound
            if callable(target):
                return formula_of(target)
            if not isinstance(target, str):
                return self._value(seen[-1], float(target), by_hand)
            if target in seen:
                raise BindingError(
                    f"{' -> '.join([*seen, target])}: a name cannot stand for itself."
                )
            seen.append(target)
        return self._known(seen[-1])

    def within(self, formula: Formula) -> "Binding":
        """Return the binding in which a formula takes its arguments.

        "Let the stock be a third of the stock" means a third of the stock as it was: no name
        stands for a formula inside that formula.
        """
        replaced = {**self.scenario.parameters, **self.by_hand}
        names = [n for n in replaced if n in self.ledger.parameters or registered(n) is not None]
        standing = {alias for alias in names if self.resolve(alias) == formula}
        if not standing:
            return self
        kept = {k: v for k, v in self.scenario.parameters.items() if k not in standing}
        return replace(
            self,
            by_hand={k: v for k, v in self.by_hand.items() if k not in standing},
            scenario=self.scenario.model_copy(update={"parameters": kept}),
        )

    def choice(self, name: str, kind: type[Enum]) -> Enum:
        """Return the member of an enum that the case has chosen."""
        baseline = self.ledger.scenario(BASELINE).choices
        text = self.by_hand.get(name, self.scenario.choices.get(name, baseline.get(name)))
        allowed = ", ".join(repr(member.value) for member in kind)
        if text is None:
            raise BindingError(f"No scenario chooses {name!r}; set it to one of {allowed}.")
        try:
            return kind(text)
        except ValueError:
            raise BindingError(f"{name} is {text!r}; expected one of {allowed}.") from None

    def check(self, choices: Mapping[str, type[Enum]]) -> None:
        """Refuse names set by hand or by the scenario that stand for nothing."""
        for name, kind in choices.items():
            if name in self.scenario.choices:
                self.choice(name, kind)
        for name in sorted(self.scenario.choices.keys() - choices.keys()):
            raise BindingError(
                f"The scenario {self.scenario.title!r} chooses {name!r}, which no formula takes."
            )
        for name, target in {**self.scenario.parameters, **self.by_hand}.items():
            if "." in name and registered(name) is not None:
                bare = name.rpartition(".")[2]
                raise BindingError(f"{name} cannot be set; write {bare}, as formulas take it.")
            if name in choices:
                self.choice(name, choices[name])
            elif callable(target):
                formula_of(target)
                self._known(name)
            elif isinstance(target, str):
                self.resolve(target)
                self._known(name)
            else:
                self._value(name, _number(name, target), by_hand=name in self.by_hand)

    def _bound(self, name: str) -> tuple[Target, bool] | None:
        if name in self.by_hand:
            return self.by_hand[name], True
        if name in self.scenario.parameters:
            return self.scenario.parameters[name], False
        return None

    def _known(self, name: str) -> Input | Formula:
        if name in self.given:
            return self.given[name]
        if name in self.ledger.parameters:
            return as_input(name, self.ledger.parameters[name])
        formula = registered(name)
        if formula is not None:
            return formula
        if name in self.ledger.claims:
            return _believed(name, self.ledger.claims[name])
        try:
            return as_input(name, self.ledger.parameter(name))
        except NotYetKnownError:
            raise
        except NotKnownError:
            every = (*self.ledger.parameters, *formula_names())
            if name in OF_FUTURES:
                hint = "drawn futures tell it: read it by futures.over(case)."
            elif name.isidentifier():
                hint = instead(name, every, "h200 parameters")
            else:
                hint = "expected such a name, the id of a claim, or a number as in 30000 or 3e4."
            raise UnknownNameError(
                f"{name!r} is neither a parameter of the ledger nor a formula of the model; {hint}"
            ) from None

    def _value(self, name: str, value: float, by_hand: bool) -> Input:
        if registered(name) is not None:
            raise BindingError(f"{name} is a formula; set the parameters that it takes instead.")
        parameter = self.ledger.parameter(name)
        high = parameter.maximum if parameter.maximum is not None else float("inf")
        if not (math.isfinite(value) and parameter.minimum <= value <= high):
            expected = f"{parameter.minimum:g} to {high:g} {parameter.unit}"
            raise BindingError(f"{name} is {value:g}; expected {expected}.")
        supposed = None if by_hand else f"Supposed by the scenario “{self.scenario.title}”."
        return replace(
            as_input(name, parameter),
            value=value,
            claims=(),
            assumption=supposed,
            set_by_hand=by_hand,
            supposed=True,
            recorded=None if by_hand else self.scenario.recorded,
        )


def _number(name: str, target: object) -> float:
    if isinstance(target, Real) and not isinstance(target, bool):
        return float(target)
    raise BindingError(f"{name} is {target!r}; expected a number, or what it stands for by name.")


def _believed(name: str, claim: Claim) -> Input:
    """Return what a claim alone says, for a case in which it is believed."""
    if claim.value is None or claim.unit is None:
        raise BindingError(f"The claim {name!r} gives no single figure that could be believed.")
    return Input(name, claim.metric, claim.value, claim.unit, (name,), supposed=True)


def as_input(name: str, parameter: Parameter) -> Input:
    """Return a parameter's current value as an input with its grounds."""
    now = parameter.current
    judged = now.recorded if now.assumed or now.because else None
    return Input(
        name, parameter.title, now.central, parameter.unit, now.claims, now.assumed, recorded=judged
    )
