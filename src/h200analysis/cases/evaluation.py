"""Evaluating a name: its arguments first, each once, with the inputs that entered."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from h200analysis.cases.binding import Binding, BindingError
from h200analysis.cases.formulas import Formula, formulas, qualified, signature
from h200analysis.cases.lineage import depends_on
from h200analysis.cases.outcome import Input, Outcome

Asked = Formula | str
Reading = Callable[[Input], Any]


@dataclass(frozen=True, slots=True)
class Computed:
    """A value of any kind with the inputs that entered it, in order of first use."""

    value: Any
    unit: str | type
    inputs: tuple[Input, ...]


def compute(
    binding: Binding, asked: Asked, reading: Reading, memo: dict[str, Computed]
) -> Computed:
    """Evaluate a formula or a name, its arguments first, each once."""
    return _named(binding, asked if isinstance(asked, str) else asked.__name__, reading, memo, ())


def _named(
    binding: Binding,
    name: str,
    reading: Reading,
    memo: dict[str, Computed],
    above: tuple[str, ...],
) -> Computed:
    if name in above:
        raise BindingError(f"{' -> '.join([*above, name])}: formulas that need each other.")
    if name not in memo:
        found = binding.resolve(name)
        if isinstance(found, Input):
            memo[name] = Computed(reading(found), found.unit, (found,))
        elif (inner := binding.within(name)) is binding:
            memo[name] = _formula(binding, found, reading, memo, (*above, name))
        else:
            memo[name] = _formula(inner, found, reading, {}, ())
    return memo[name]


def _formula(
    binding: Binding,
    formula: Formula,
    reading: Reading,
    memo: dict[str, Computed],
    above: tuple[str, ...],
) -> Computed:
    stated = signature(formula)
    values: dict[str, Any] = {}
    arguments: dict[str, Computed] = {}
    for name, kind in stated.arguments.items():
        if isinstance(kind, type) and issubclass(kind, Enum):
            values[name] = binding.choice(name, kind)
            continue
        argument = _named(binding, name, reading, memo, above)
        if argument.unit != kind:
            found, expected = _shown(argument.unit), _shown(kind)
            raise BindingError(f"{stated.name} takes {name} in {expected}; it was given {found}.")
        values[name], arguments[name] = argument.value, argument
    entered = depends_on(formula, values)
    inputs = {
        used.name: used
        for name, argument in arguments.items()
        if name in entered
        for used in argument.inputs
    }
    return Computed(formula(**values), stated.result, tuple(inputs.values()))


def single(asked: Asked, computed: Computed) -> Computed:
    """Return a result of one unit as it is; refuse one that is several results in one."""
    if not isinstance(computed.unit, str):
        name = asked if isinstance(asked, str) else asked.__name__
        raise BindingError(f"{name} gives several results; ask for a formula over one of them.")
    return computed


def outcome(
    binding: Binding,
    asked: Asked,
    computed: Computed,
    value: float,
    statistic: str,
    error: float | None = None,
) -> Outcome:
    """Return a computed value as an outcome of the case that the binding belongs to."""
    name = asked if isinstance(asked, str) else asked.__name__
    source = formulas().get(name)
    return Outcome(
        name=name,
        value=value,
        unit=str(computed.unit),
        statistic=statistic,
        formula=qualified(source) if source else "parameter",
        inputs=computed.inputs,
        ledger=binding.ledger,
        error=error,
        supposing=binding.supposing,
    )


def _shown(unit: str | type) -> str:
    return unit if isinstance(unit, str) else unit.__name__
