"""A quantity as a function of where each of its inputs lies in its distribution.

Inputs are columns of independent levels in (0, 1). Those that depend on each other form one group:
what is said of the group is true whatever ties its members.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from h200analysis.cases.case import Case
from h200analysis.cases.evaluation import Asked, compute, name_of, single
from h200analysis.cases.outcome import Input
from h200analysis.chance import draws as drawing
from h200analysis.chance.dependence import groups
from h200analysis.chance.quantiles import Draws, quantile
from h200analysis.futures.flows import DRAWN, Futures, flow_model

Levels = Mapping[str, Draws]
POLICY = "path of policy"


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked, its unit, its inputs in groups by title, and how it follows from levels."""

    name: str
    unit: str
    groups: Mapping[str, tuple[str, ...]]
    evaluate: Callable[[Levels], Draws]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the inputs, group by group."""
        return tuple(column for members in self.groups.values() for column in members)


def of_formula(case: Case, asked: Asked) -> Target:
    """Return a formula of a case as a function of its drawn inputs."""
    computed = single(asked, case.compute(asked))
    drawn = _drawn(case, computed.inputs)

    def evaluate(levels: Levels) -> Draws:
        values = inputs_at(case, drawn, levels)
        found = compute(case.binding, asked, lambda used: values.get(used.name, used.value))
        count = len(next(iter(levels.values())))
        return np.array(np.broadcast_to(found.value, count), dtype=np.float64)

    return Target(name_of(asked), str(computed.unit), _grouped(case, drawn), evaluate)


def of_flow(
    case: Case, name: str, unit: str, read: Callable[[Futures], Any], months: int = 12
) -> Target:
    """Return a quantity of the drawn flow as a function of its inputs and of the path of policy."""
    model = flow_model(case, months)
    drawn = _drawn(case, [model.inputs[each] for each in DRAWN])
    steps = model.columns()

    def evaluate(levels: Levels) -> Draws:
        at = inputs_at(case, drawn, levels)
        values = {each: at.get(model.inputs[each].name, model.value(each)) for each in DRAWN}
        return np.asarray(read(model.run(values, model.walk(levels))), dtype=np.float64)

    return Target(name, unit, {**_grouped(case, drawn), POLICY: tuple(steps)}, evaluate)


def delivered(case: Case) -> Target:
    """Return the chips that the monthly flow delivers within a year."""
    return of_flow(
        case, "Chips delivered within a year", "chip", lambda f: f.before + f.flow.delivered
    )


def inputs_at(case: Case, names: tuple[str, ...], levels: Levels) -> dict[str, Draws]:
    """Return the values of drawn parameters at independent levels, their correlations applied."""
    return {
        name: quantile(
            case.ledger.parameter(name).current,
            drawing.group_of(case.ledger, name).level(name, lambda each: levels[each]),
        )
        for name in names
    }


def _drawn(case: Case, inputs: Iterable[Input]) -> tuple[str, ...]:
    """Return the names of inputs that are drawn, each once."""
    names = [
        used.name
        for used in inputs
        if not used.supposed and case.ledger.parameter(used.name).dimension is not None
    ]
    return tuple(dict.fromkeys(names))


def _grouped(case: Case, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the columns behind some parameters, tied ones together, by their titles."""
    found: dict[str, tuple[str, ...]] = {}
    left = list(names)
    for group in groups(case.ledger):
        if members := [name for name in left if name in group.names]:
            title = " and ".join(_title(case, name) for name in members)
            last = max(group.names.index(name) for name in members)
            found[title] = group.names[: last + 1]  # it follows those before it
            left = [name for name in left if name not in members]
    return found | {_title(case, name): (name,) for name in left}


def _title(case: Case, name: str) -> str:
    return case.ledger.parameter(name).title
