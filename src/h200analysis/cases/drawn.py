"""A case whose hedged parameters are drawn, so that a formula gives a range and not a figure."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from h200analysis.cases.binding import BindingError
from h200analysis.cases.evaluation import Asked, Computed, compute, joined, outcome, single
from h200analysis.cases.outcome import Input, Spread
from h200analysis.errors import Attributes

if TYPE_CHECKING:
    import pandas as pd

    from h200analysis.cases.case import Case


@dataclass(frozen=True, slots=True)
class DrawnCase(Attributes):
    """A case whose hedged parameters are drawn."""

    case: "Case"
    seed: int
    draws: int
    _draws: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def evaluate(self, asked: Asked) -> Spread:
        """Return the 5, 50 and 95 of a hundred and the mean, each with its standard error.

        >>> drawn.evaluate("fee_rate").high
        <fee_rate 0.25 share, p95>
        """
        return _spread(self.case, asked, single(asked, self.compute(asked)))

    def frame(self, *asked: Asked) -> "pd.DataFrame":
        """Return formulas with a column each and a row a draw, by replicate and draw.

        The unit of each column stands in `attrs["units"]`. Rows of two columns belong together:
        they were drawn alike.

        >>> from h200analysis import cases, evidence
        >>> drawn = cases.Case(evidence.read("2026-01-15")).drawn(draws=1024)
        >>> frame = drawn.frame("orders_chips", "supply_gap")
        >>> frame.shape, frame.attrs["units"]
        ((1024, 2), {'orders_chips': 'chip', 'supply_gap': 'chip'})
        """
        from h200analysis.cases import frames

        case = self.case
        told = {"as_of": str(case.ledger.as_of), "scenario": case.scenario, "seed": self.seed}
        return frames.draws(asked, map(self.compute, asked), self.draws, **told)

    def against(self, other: "Case", asked: Asked) -> Spread:
        """Return how far another case lies above this one, compared draw by draw.

        Both are drawn alike, so what they share does not blur the difference; the difference of
        two medians would be another thing.
        """
        ours, theirs = self.compute(asked), DrawnCase(other, self.seed, self.draws).compute(asked)
        if ours.unit != theirs.unit:
            raise BindingError(f"One case gives {ours.unit}, the other {theirs.unit}.")
        inputs = dict.fromkeys((*ours.inputs, *theirs.inputs))
        own = joined(ours.of_notebook, theirs.of_notebook)
        beyond = Computed(theirs.value - ours.value, ours.unit, tuple(inputs), own)
        return _spread(other, asked, single(asked, beyond))

    def compute(self, asked: Asked) -> Computed:
        """Return the draws, shape (replicates, draws / replicates), with their inputs."""
        return self.case.note(compute(self.case.binding, asked, self._draw))

    def _draw(self, used: Input) -> Any:
        if used.supposed:
            return used.value
        ledger = self.case.ledger
        if ledger.parameter(used.name).dimension is None:
            return used.value
        if used.name not in self._draws:
            from h200analysis.chance import draws as drawing

            self._draws[used.name] = drawing.sample(ledger, used.name, self.seed, self.draws)
        return self._draws[used.name]


def _spread(case: "Case", asked: Asked, computed: Computed) -> Spread:
    """Return what draws of a case tell."""
    from h200analysis.chance.density import density  # loads numpy, spared where nothing is drawn
    from h200analysis.chance.statistics import summary

    statistics = (outcome(case.binding, asked, computed, *each) for each in summary(computed.value))
    low, middle, high, mean = statistics
    return Spread(low, middle, high, mean, density(computed.value))
