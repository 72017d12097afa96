"""A quantity as a function of where each of its inputs lies in its distribution.

Inputs are columns of independent levels in (0, 1). Those that depend on each other form one group:
what is said of the group is true whatever ties its members.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from h200analysis.cases.case import Case
from h200analysis.cases.evaluation import Asked, compute, name_of, single
from h200analysis.cases.outcome import Input
from h200analysis.chance import draws as drawing
from h200analysis.chance.dependence import groups
from h200analysis.chance.quantiles import Draws, quantile
from h200analysis.inquiry.factors import Factor

Levels = Mapping[str, Draws]


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked, its unit, the columns behind each factor, and how it follows from levels.

    A factor of several parameters moves them together, since they depend on each other.
    """

    name: str
    unit: str
    groups: Mapping[Factor, tuple[str, ...]] = field(repr=False)
    evaluate: Callable[[Levels], Draws] = field(repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the inputs, factor by factor."""
        return tuple(column for members in self.groups.values() for column in members)


def of_formula(case: Case, asked: Asked) -> Target:
    """Return a formula of a case as a function of its drawn inputs."""
    computed = single(asked, case.compute(asked))
    drawn = _drawn(case, computed.inputs)

    def evaluate(levels: Levels) -> Draws:
        values = inputs_at(case, drawn, levels)
        result = compute(case.binding, asked, lambda used: values.get(used.name, used.value))
        count = len(next(iter(levels.values())))
        return np.array(np.broadcast_to(result.value, count), dtype=np.float64)

    return Target(name_of(asked), str(computed.unit), _grouped(case, drawn), evaluate)


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


def _grouped(case: Case, names: tuple[str, ...]) -> dict[Factor, tuple[str, ...]]:
    """Return the columns behind some parameters, tied ones as one factor."""
    columns: dict[Factor, tuple[str, ...]] = {}
    left = list(names)
    for group in groups(case.ledger):
        if members := tuple(name for name in left if name in group.names):
            last = max(group.names.index(name) for name in members)
            columns[members] = group.names[: last + 1]  # it follows those before it
            left = [name for name in left if name not in members]
    return columns | {(name,): (name,) for name in left}
