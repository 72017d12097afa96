"""Evaluating a formula or a name: its arguments first, each once, with the inputs that entered."""

import reprlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from numbers import Real
from typing import Any

from h200analysis.cases.binding import Binding, BindingError, UnknownNameError
from h200analysis.cases.formulas import qualified, source_code
from h200analysis.cases.lineage import depends_on
from h200analysis.cases.outcome import Input, Outcome
from h200analysis.counting import counted
from h200analysis.model.formula import Formula, FormulaError, Function, Kind, formula_of, is_choice

Asked = Formula | Function | str
Reading = Callable[[Input], Any]

_SUPPOSED = "Supposed here, to set beside other values; no report gives it."


@dataclass(frozen=True, slots=True)
class Computed:
    """A value of any kind with the inputs that entered it, in order of first use.

    `of_notebook` holds the formulas of a notebook's own that entered it, with their source code.
    """

    value: Any
    unit: Kind
    inputs: tuple[Input, ...]
    of_notebook: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Return the value, cut where it is long, and its unit, on a line."""
        unit = self.unit if isinstance(self.unit, str) else self.unit.__name__
        return (
            f"Computed({reprlib.repr(self.value)}, {unit!r}, {counted(len(self.inputs), 'input')})"
        )


_Memo = dict[Input | Formula, Computed]


def compute(binding: Binding, asked: Asked, reading: Reading) -> Computed:
    """Evaluate a formula or what a name stands for, its arguments first, each once.

    A formula asked for as a function is itself, whatever its name; its arguments are names.
    Nothing is kept from one call to the next: a formula may have been edited between them.
    """
    return _computed(binding, _meant(binding, asked), reading, {}, ())


def _meant(binding: Binding, asked: Asked) -> Input | Formula:
    return binding.resolve(asked) if isinstance(asked, str) else formula_of(asked)


def _computed(
    binding: Binding,
    meant: Input | Formula,
    reading: Reading,
    memo: _Memo,
    above: tuple[Formula, ...],
) -> Computed:
    if isinstance(meant, Formula) and meant in above:
        names = " -> ".join(each.name for each in (*above, meant))
        raise BindingError(f"{names}: formulas that need each other.")
    if meant not in memo:
        if isinstance(meant, Input):
            memo[meant] = Computed(reading(meant), meant.unit, (meant,))
        elif (inner := binding.within(meant)) is binding:
            memo[meant] = _formula(binding, meant, reading, memo, (*above, meant))
        else:
            memo[meant] = _formula(inner, meant, reading, {}, ())
    return memo[meant]


def _formula(
    binding: Binding, formula: Formula, reading: Reading, memo: _Memo, above: tuple[Formula, ...]
) -> Computed:
    values: dict[str, Any] = {}
    arguments: dict[str, Computed] = {}
    for name, kind in formula.arguments.items():
        if is_choice(kind):
            values[name] = binding.choice(name, kind)
            continue
        argument = _computed(binding, _argument(binding, formula, name), reading, memo, above)
        if argument.unit != kind:
            found, expected = _shown(argument.unit), _shown(kind)
            raise BindingError(f"{formula.name} takes {name} in {expected}; it was given {found}.")
        values[name], arguments[name] = argument.value, _stated(binding, name, argument)
    entered = depends_on(formula, values)
    used = [argument for name, argument in arguments.items() if name in entered]
    inputs = {each.name: each for argument in used for each in argument.inputs}
    own = {} if formula.is_library else {qualified(formula): source_code(formula)}
    for argument in used:
        own = joined(own, argument.of_notebook)
    value = formula(**values)
    if isinstance(formula.result, str) and not _is_number(value):
        raise FormulaError(
            f"{formula.name} returned {reprlib.repr(value)}; expected a number in {formula.result}."
        )
    return Computed(value, formula.result, tuple(inputs.values()), own)


def _stated(binding: Binding, name: str, argument: Computed) -> Computed:
    """Return an argument; a constant in place of a parameter is an input, supposed by us.

    So a figure at half of the price says that it is one, though no parameter was read.
    """
    parameter = binding.ledger.parameters.get(name)
    if argument.inputs or parameter is None or isinstance(argument.unit, type):
        return argument
    supposed = Input(
        name,
        parameter.title,
        float(argument.value),
        argument.unit,
        assumption=_SUPPOSED,
        supposed=True,
    )
    return replace(argument, inputs=(supposed,))


def joined(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """Return the source code of both by name; of two functions of one name, both texts."""
    both = dict(one)
    for name, text in other.items():
        kept = both.get(name, "")
        both[name] = kept if text in kept else "\n".join(filter(None, (kept, text)))
    return both


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) or hasattr(value, "__array_namespace__")


def _argument(binding: Binding, formula: Formula, name: str) -> Input | Formula:
    try:
        return binding.resolve(name)
    except UnknownNameError as error:
        told = f"No case can evaluate {formula.name}: {error}"
        if not formula.is_library:
            told += f" If {name} is a function of yours, write @formula above it."
        raise UnknownNameError(told) from None


def lacking(binding: Binding, formula: Formula) -> tuple[str, ...]:
    """Return the names that keep a formula, or one that it takes, from being evaluated."""
    missing: dict[str, None] = {}
    for name in (name for name, kind in formula.arguments.items() if not is_choice(kind)):
        try:
            meant = binding.resolve(name)
        except UnknownNameError:
            missing[name] = None
        else:
            missing |= dict.fromkeys(lacking(binding, meant) if isinstance(meant, Formula) else ())
    return tuple(missing)


def single(asked: Asked, computed: Computed) -> Computed:
    """Return a result of one unit as it is; refuse one that is several results in one."""
    if not isinstance(computed.unit, str):
        raise BindingError(
            f"{name_of(asked)} gives several results; ask for a formula over one of them."
        )
    return computed


def name_of(asked: Asked) -> str:
    """Return what is asked for by its name, without its module."""
    return asked.rpartition(".")[2] if isinstance(asked, str) else formula_of(asked).name


def outcome(
    binding: Binding,
    asked: Asked,
    computed: Computed,
    value: float,
    statistic: str,
    error: float | None = None,
) -> Outcome:
    """Return a computed value as an outcome of the case that the binding belongs to."""
    meant = _meant(binding, asked)
    return Outcome(
        name=name_of(asked),
        value=value,
        unit=str(computed.unit),
        statistic=statistic,
        formula=qualified(meant) if isinstance(meant, Formula) else "parameter",
        inputs=computed.inputs,
        ledger=binding.ledger,
        error=error,
        supposing=binding.supposing,
        of_notebook=computed.of_notebook,
    )


def _shown(unit: Kind) -> str:
    return unit if isinstance(unit, str) else unit.__name__
