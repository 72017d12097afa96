"""A case some of whose parameters a reader moves, so that a formula becomes a program of a page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from h200analysis.cases.binding import BindingError
from h200analysis.cases.evaluation import Asked, Computed, compute
from h200analysis.cases.expression import Expression, signals, slider
from h200analysis.cases.outcome import Input, Live, Slide
from h200analysis.errors import Attributes

if TYPE_CHECKING:
    from h200analysis.cases.case import Case

_ANY_CHANCE = (0.0, 1.0, 0.01)  # how far a chance that futures tell may be moved, and its steps


@dataclass(frozen=True, slots=True)
class LiveCase(Attributes):
    """A case some of whose parameters a reader moves.

    A name that stands for something else in the case has no slider: it stays what it stands for.
    """

    case: "Case"
    names: tuple[str, ...]

    def evaluate(self, asked: Asked) -> Live:
        """Return the value at the start and the program that follows the sliders.

        >>> case.on_sliders("stock_chips").evaluate("fill_rate")
        <Live <fill_rate 0.35 share, as reported> on stock_chips>
        """
        symbolic = self.compute(asked).value
        started = self.case.evaluate(asked)
        # A notebook's own formula may have the name of a slider, or of a formula beside it.
        name = f"notebook_{started.name}" if started.is_of_notebook else started.name
        return Live(started, self.slides(), signals(symbolic, name))

    def compute(self, asked: Asked) -> Computed:
        """Return the formula's value as an expression over the sliders."""
        names = {slide.name for slide in self.slides()}

        def symbol(used: Input) -> float | Expression:
            return slider(used.name) if used.name in names else used.value

        return compute(self.case.binding, asked, symbol)

    def slides(self) -> tuple[Slide, ...]:
        """Return the sliders, their ranges widened to hold the values they start from."""
        meanings = ((name, self.case.binding.resolve(name)) for name in self.names)
        return tuple(
            self._slide(used)
            for name, used in meanings
            if isinstance(used, Input) and used.name == name
        )

    def _slide(self, used: Input) -> Slide:
        if used.name in self.case.given and used.unit == "share":
            return Slide(used.name, used.title, used.unit, used.value, *_ANY_CHANCE)
        parameter = self.case.ledger.parameter(used.name)
        if parameter.slider is None:
            raise BindingError(
                f"{used.name} has no `slider` range in data/parameters.toml; add one there."
            )
        low, high, step = parameter.slider
        low, high = min(low, used.value), max(high, used.value)
        return Slide(used.name, used.title, used.unit, used.value, low, high, step)
