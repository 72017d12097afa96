"""The belief of a day: where both governments stand, and what every drawn future delivers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from h200analysis.cases.case import Case
from h200analysis.cases.outcome import Input
from h200analysis.chance import replicates
from h200analysis.chance.replicates import REPLICATES
from h200analysis.chance.weighted import error_of, weighted_quantiles
from h200analysis.errors import OperationError
from h200analysis.evidence.observations import Observed, observed
from h200analysis.futures import kept
from h200analysis.futures.chips import Chips, chips
from h200analysis.futures.filter import Filtered, filtered
from h200analysis.futures.rates import Drawing
from h200analysis.futures.walks import Walks, walks
from h200analysis.futures.weeks import LAST_DAY, Weeks
from h200analysis.futures.weighing import fits, likely

Values = NDArray[np.float64]
LEAST_EFFECTIVE = 2_000  # futures; with fewer the tails of a page are noise
_NEAR_NOTHING = 1e-300


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed on a day, over futures of unequal weight.

    Values of futures have the shape (replicates, futures / replicates), as those of `case.drawn`;
    `weights` are theirs and sum to 1. `report` is the newest of a number of chips delivered: from
    its day on each future delivers them, and what it adds.
    """

    drawn: Drawing = field(repr=False)
    filtered: Filtered = field(repr=False)
    walks: Walks = field(repr=False)
    chips: Chips = field(repr=False)
    weights: Values = field(repr=False)
    inputs: tuple[Input, ...] = field(repr=False)
    told: tuple[Observed, ...] = field(repr=False)

    def where(self, holds: Any) -> "Belief":
        """Return the belief over those futures alone in which something holds."""
        kept = np.where(holds, self.weights, 0)
        if not kept.any():
            raise OperationError("It holds in none of the futures, so there is nothing to tell.")
        return replace(self, weights=kept / kept.sum())

    @property
    def report(self) -> Observed | None:
        """The newest report of a number of chips delivered, if there is one."""
        every = [each for each in self.told if each.quantity == "delivered"]
        numbers = [each for each in every if each.form == "about"]
        return max(numbers, key=lambda each: (each.by, each.published), default=None)

    @property
    def reported(self) -> float:
        """The chips reported as delivered; 0 where no number was reported."""
        return self.report.chips if self.report else 0.0

    @property
    def reported_by(self) -> date | None:
        """The day by which they were."""
        return self.report.by if self.report else None

    def __repr__(self) -> str:
        """Return the day, and the chance of any delivery in 2026, on a line."""
        chance, _ = self.any_by(LAST_DAY)
        return f"<Belief of {self.weeks.as_of}: {chance:.2f} for any delivery in 2026>"

    @property
    def weeks(self) -> Weeks:
        """The weeks in which it is kept."""
        return self.filtered.weeks

    @property
    def washington(self) -> dict[str, float]:
        """The chances of Washington's states today."""
        return self.filtered.washington

    @property
    def beijing(self) -> dict[str, float]:
        """The chances of Beijing's states today."""
        return self.filtered.beijing

    @property
    def arrived(self) -> float:
        """The chance that a first chip has reached China by today."""
        return self.any_by(self.weeks.as_of)[0]

    @property
    def effective(self) -> tuple[float, float]:
        """How many futures, and how many draws of the rates, the weights are worth."""
        return float(1 / (self.weights**2).sum()), self.filtered.effective_rates

    @property
    def futures(self) -> int:
        """The number of futures."""
        return self.weights.size

    def chips_by(self, day: date) -> Values:
        """Return the chips that have reached China by the end of a day, in each future."""
        drawn = self._drawn_by(day)  # refuses what is no day of the belief
        if self.reported_by is None:
            return self._rows(drawn)
        told = self._drawn_by(self.reported_by)
        if day >= self.reported_by:
            return self._rows(self.reported + drawn - told)
        return self._rows(drawn * self.reported / np.maximum(told, 1))

    @property
    def counted_from(self) -> int:
        """The first step in which more chips may come than count as delivered."""
        step, part = self.weeks.of(self.reported_by or self.weeks.as_of)
        return step + int(part == 1)

    def so_far(self) -> Values:
        """Return the chips of each future that count as delivered: as reported, else by today."""
        if self.reported_by is not None:
            return np.full(self.weights.shape, self.reported)
        return self.chips_by(self.weeks.as_of)

    def any_by(self, day: date) -> tuple[float, float]:
        """Return the chance of any delivery by a day, and its standard error."""
        return self.mean(self.chips_by(day) > 0)

    def mean(self, values: Any) -> tuple[float, float]:
        """Return the mean of something over the futures, and its standard error.

        What is the same in all futures that the evidence leaves is exactly that.
        """
        numbers = np.asarray(values, dtype=np.float64)
        left = numbers[self.weights > 0]
        if np.ptp(left) == 0:
            return float(left[0]), 0.0
        rows = np.maximum(self.weights.sum(axis=1), _NEAR_NOTHING)
        by_replicate = (self.weights * numbers).sum(axis=1) / rows
        mean = float((self.weights * numbers).sum())
        return mean, error_of(by_replicate, self.weights.sum(axis=1), mean)

    def quantiles(self, values: Any, levels: Any) -> Values:
        """Return the values below which these shares of the futures lie."""
        return weighted_quantiles(np.asarray(values), self.weights, levels)

    def amounts(self, day: date, count: int = 100) -> Values:
        """Return so many equally likely amounts that stand for the chips delivered by a day."""
        return self.quantiles(self.chips_by(day), (np.arange(count) + 0.5) / count)

    def states_on(self, step: int) -> tuple[Any, Any]:
        """Return the states of Washington and Beijing at the end of a step, as places of W, B."""
        return self._rows(self.walks.washington[step]), self._rows(self.walks.beijing[step])

    def without_report(self, claim: str) -> "Belief":
        """Return the same without what a claim says of an amount; its reading still counts."""
        told = tuple(each for each in self.told if each.claim != claim)
        return _weighed(self.drawn, self.filtered, self.walks, self.chips, told)

    def bound(self, limit: str) -> Any:
        """Return in which futures a limit cut a lot by the end of 2026."""
        return self._rows(self.chips.bound[limit])

    def _drawn_by(self, day: date) -> Values:
        step, part = self.weeks.of(day)
        return self.chips.by(step, part) if step > 0 else np.zeros(self.futures)

    def _rows(self, values: Any) -> NDArray[Any]:
        return np.asarray(values).reshape(REPLICATES, -1)


def believe(
    case: Case,
    seed: int = 7,
    draws: int = 65_536,
    *,
    strength: float = 1.0,
    scaled: Mapping[str, float] | None = None,
    without: Collection[str] = (),
) -> Belief:
    """Return what is believed on a case's day, from what was published by then.

    `strength` is the power to which every reading is taken, `scaled` holds factors on drawn
    parameters by name, and `without` claims whose readings and observations are left out. Raises
    `OperationError` where the evidence leaves too few of the futures to tell anything. What the
    press has kept of the same (see `kept`) is taken from there.
    """
    replicates.check(draws, seed)
    factors = scaled or {}
    is_plain = strength == 1 and not factors and not without
    if is_plain and (known := kept.found(case, seed, draws)) is not None:
        return known
    found = filtered(case, seed, strength=strength, scaled=factors, without=without)
    drawn = Drawing(case, seed, draws, factors)
    return along(found, walks(found, draws, seed), drawn, without)


def along(found: Filtered, paths: Walks, drawn: Drawing, without: Collection[str] = ()) -> Belief:
    """Return what is believed where futures take given paths and draw what they deliver on them."""
    ledger = drawn.case.ledger
    came = chips(found.weeks, paths, drawn)
    return _weighed(drawn, found, paths, came, observed(ledger, frozenset(without)))


def _weighed(
    drawn: Drawing, found: Filtered, paths: Walks, came: Chips, told: tuple[Observed, ...]
) -> Belief:
    """Weigh the futures by what is answered and by what was said of amounts."""
    weights = paths.share * fits(found, came, paths) * likely(found.weeks, came, told)
    if not (weights**2).sum() / max(weights.sum(), _NEAR_NOTHING) ** 2 <= 1 / LEAST_EFFECTIVE:
        raise OperationError(
            f"The evidence of {found.weeks.as_of} leaves fewer than {LEAST_EFFECTIVE:,} effective "
            f"futures of {weights.size:,}; ask for more draws, or look for a claim that "
            "contradicts the others."
        )
    inputs = {used.name: used for used in (*found.inputs, *drawn.inputs.values())}
    shares = (weights / weights.sum()).reshape(REPLICATES, -1)
    return Belief(drawn, found, paths, came, shares, tuple(inputs.values()), told)
