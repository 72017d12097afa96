"""What one would have to believe: the input at which a formula reaches a value."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from h200analysis.cases.binding import Binding, BindingError
from h200analysis.cases.evaluation import Asked, Computed, compute, name_of, single
from h200analysis.cases.formulas import qualified
from h200analysis.cases.outcome import Input, Outcome
from h200analysis.errors import ArgumentError
from h200analysis.model.formula import Formula, formula_of

SOLVED = "solved"
"""The statistic of an input that makes a formula reach a value."""

_STEPS = 64  # of even length, from bound to bound
_DECADES = 6  # around the value that the input has now, in eighths
_NEAR = 1e-6  # of the ends of a step: what is left at a root, and not at a jump
_FAR = 1e6  # times the value now, where the input has no upper bound
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Equation:
    """A formula less the value that it is to reach, as a function of one of its inputs."""

    binding: Binding
    asked: Asked
    by: str
    target: float

    def __call__(self, value: float) -> float:
        """Return how far the formula lies above the value; nothing where it refuses the input."""
        try:
            return float(self.computed(value).value) - self.target
        except ArgumentError:
            return math.nan

    def computed(self, value: float | None = None) -> Computed:
        """Return the formula with the input at a value, or as it is."""

        def reading(used: Input) -> float:
            return used.value if value is None or used.name != self.by else value

        return compute(self.binding, self.asked, reading)


def solved(
    binding: Binding, asked: Asked, value: float | Outcome, by: str, between: Range | None
) -> Outcome:
    """Return the value of an input at which a formula reaches a value; see `Case.solve`."""
    moved = binding.resolve(by)
    if not isinstance(moved, Input) or moved.name != by:
        meant = moved.name if isinstance(moved, Input) else qualified(moved)
        raise BindingError(f"{by} stands for {meant} here; solve for an input of its own.")
    target = value.value if isinstance(value, Outcome) else _number(value)
    equation = Equation(binding, asked, by, target)
    entered = single(asked, equation.computed())
    if by not in [used.name for used in entered.inputs]:
        inputs = ", ".join(used.name for used in entered.inputs) or "nothing"
        raise BindingError(f"{name_of(asked)} does not depend on {by}, but on {inputs}.")
    if isinstance(value, Outcome) and value.unit != entered.unit:
        raise BindingError(
            f"{name_of(asked)} is in {entered.unit}; {value.name} is in {value.unit}."
        )
    found = _only(equation, moved, _bounds(binding, moved, between), str(entered.unit))
    return _outcome(equation, value, moved, found, entered)


def _number(value: object) -> float:
    if isinstance(value, int | float) and math.isfinite(value):
        return float(value)
    raise BindingError(f"The value to reach is {value!r}; expected a number, or an outcome.")


def _bounds(binding: Binding, moved: Input, between: Range | None) -> Range:
    """Return between which values an input is sought: those that its parameter may take."""
    parameter = binding.ledger.parameters.get(moved.name)
    low = parameter.minimum if parameter else 0.0
    high = parameter.maximum if parameter and parameter.maximum is not None else math.inf
    if between is None:
        far = max(abs(moved.value), abs(low), 1.0) * _FAR
        return low, high if math.isfinite(high) else far
    if not low <= between[0] < between[1] <= high:
        raise BindingError(
            f"between is {between}; expected two rising values of {moved.name} from {low:g} to "
            f"{high:g} {moved.unit}."
        )
    return between


def _only(equation: Equation, moved: Input, bounds: Range, unit: str) -> float:
    """Return the only root between the bounds; tell why there is none, or all that there are."""
    asked, by = name_of(equation.asked), f"{moved.name}"
    wanted = f"{asked} is {equation.target:,.12g} {unit}"
    points = [(x, left) for x in _grid(moved.value, bounds) if not math.isnan(left := equation(x))]
    if flat := [(a, b) for (a, left), (b, right) in pairwise(points) if left == right == 0]:
        raise BindingError(
            f"{wanted} for every {by} from {flat[0][0]:,.10g} to {flat[-1][1]:,.10g} {moved.unit}; "
            "ask for a value that it takes once."
        )
    roots = list(_roots(equation, points))
    if not roots:
        ends = [left + equation.target for _, left in points]
        told = f"; there it lies from {min(ends):,.10g} to {max(ends):,.10g}" if ends else ""
        raise BindingError(
            f"{wanted} at no such value of {by} between {bounds[0]:,.10g} and {bounds[1]:,.10g} "
            f"{moved.unit}{told}."
        )
    if len(roots) > 1:
        listed = ", ".join(f"{root:,.10g}" for root in roots)
        raise BindingError(
            f"{wanted} at {len(roots)} values of {by}: {listed} {moved.unit}; choose one by "
            "between=(low, high)."
        )
    return roots[0]


def _grid(now: float, bounds: Range) -> list[float]:
    """Return where a formula is tried: evenly between the bounds, and closely around today."""
    low, high = bounds
    even = (low + (high - low) * step / _STEPS for step in range(_STEPS + 1))
    close = (now * 10 ** (step / 8) for step in range(-8 * _DECADES, 8 * _DECADES + 1))
    return sorted({low, high, *even, *(each for each in close if low < each < high)})


def _roots(equation: Equation, points: list[tuple[float, float]]) -> Iterator[float]:
    """Yield where the formula passes through its value, and not where it jumps over it."""
    from scipy.optimize import bisect

    yield from (x for x, left in points if left == 0)
    for (a, left), (b, right) in pairwise(points):
        if left * right < 0:
            root = float(bisect(equation, a, b, xtol=1e-300, rtol=1e-15))
            if abs(equation(root)) <= _NEAR * max(abs(left), abs(right)):
                yield root


def _outcome(
    equation: Equation, value: float | Outcome, moved: Input, found: float, entered: Computed
) -> Outcome:
    """Return the input as an outcome that rests on all others and on the value to reach."""
    binding, asked = equation.binding, equation.asked
    meant = binding.resolve(asked) if isinstance(asked, str) else formula_of(asked)
    title = meant.label if isinstance(meant, Formula) else meant.title
    if isinstance(value, Outcome):
        goal = value.inputs
    else:
        goal = (
            Input(name_of(asked), title, float(value), str(entered.unit),
                  set_by_hand=True, supposed=True),
        )  # fmt: skip
    others = tuple(used for used in entered.inputs if used.name != moved.name)
    kept = {k: v for k, v in binding.supposing.items() if k != moved.name}
    supposing = {**kept, name_of(asked): equation.target}
    return Outcome(
        moved.name, found, moved.unit, SOLVED,
        qualified(meant) if isinstance(meant, Formula) else "parameter",
        tuple(dict.fromkeys((*others, *goal))), binding.ledger,
        supposing=supposing, of_notebook=entered.of_notebook,
    )  # fmt: skip
