"""A case read over the futures of a belief: the fourth reading of one formula.

A formula is evaluated in every future, with the parameters drawn as the futures themselves were,
and with what their paths tell by name. Its statistics weigh each future by the evidence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from h200analysis.cases.binding import Binding
from h200analysis.cases.case import Case
from h200analysis.cases.evaluation import Asked, Computed, compute, outcome, single
from h200analysis.cases.outcome import Input, Outcome, Spread
from h200analysis.chance.density import density
from h200analysis.chance.replicates import REPLICATES
from h200analysis.chance.weighted import error_of, weighted_quantiles
from h200analysis.errors import Attributes
from h200analysis.evidence import NotYetKnownError
from h200analysis.evidence.meetings import MEETINGS
from h200analysis.evidence.observations import OBSERVATIONS, observed
from h200analysis.evidence.readings import READINGS
from h200analysis.futures.arrays import B, W
from h200analysis.futures.belief import Belief, believe
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.model import stake
from h200analysis.model.gates import Arrival, Beijing, Washington

if TYPE_CHECKING:
    import pandas as pd

_LEVELS = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
_BELIEF = "belief.delivered_chips"
_UNITS = {
    "delivered_chips": "chip",
    "further_chips": "chip",
    "waiting_share": "share",
    "firm_demand_chips": "chip",
}
_JUDGED = (READINGS, OBSERVATIONS, MEETINGS)
_REASON = (
    "Odds of ours: rates at which either government moves, moved by our readings of the evidence."
)


@dataclass(frozen=True)
class Futures(Attributes):
    """A case and what is believed of it: formulas are evaluated over all drawn futures.

    Parameters are drawn as the futures were; where `as_hedged` is false they keep their reported
    values, and only what the paths deliver differs from future to future.
    """

    case: Case
    belief: Belief = field(repr=False)
    as_hedged: bool = True

    def at_reported_values(self) -> "Futures":
        """Return the same futures with prices, orders and fees as reported.

        >>> paths.at_reported_values().evaluate("unit_price_usd").high
        <unit_price_usd 27,000 USD/chip, p95>
        """
        return replace(self, as_hedged=False)

    def where(self, holds: Any) -> "Futures":
        """Return those of the futures in which something holds."""
        return replace(self, belief=self.belief.where(holds))

    def at_mean(self) -> Case:
        """Return a case in which deliveries and open orders are what the futures expect of them.

        `reported_chips` are those reported as delivered, where a number was reported.

        >>> paths.at_mean().evaluate("delivered_chips").statistic
        'as reported'
        """
        means = {
            "delivered_chips": self.expected("delivered_chips"),
            "further_chips": self.expected("further_chips"),
            "open_orders_chips": self.at_reported_values().expected(stake.open_orders_chips),
        }
        given = {
            name: self.given(name, mean.value, mean.unit, mean.error)
            for name, mean in means.items()
        }
        if so_far := self.so_far:
            given["reported_chips"] = so_far.inputs[0]
        return replace(self.case, given=given)

    def given(self, name: str, value: float, unit: str, error: float | None = None) -> Input:
        """Return what the futures tell as an input of formulas, by its name."""
        return replace(self.grounds, name=name, value=value, unit=unit, error=error)

    def _none_so_far(self) -> tuple[str, ...]:
        """Return the newest claim that no chip had arrived, if there is one."""
        readings = self.belief.filtered.signals.readings
        none = [each.claim for each in readings if Arrival.ARRIVED.value in each.factors]
        return tuple(none[-1:])

    @property
    def has_begun(self) -> bool:
        """Whether it is known by the day of the case that a first chip has arrived."""
        return self.belief.filtered.signals.arrived_by is not None

    @property
    def so_far(self) -> Outcome | None:
        """The chips reported as delivered, none if none is; nothing where no number was reported.

        Rests on the earliest report of that number: later ones repeat it.
        """
        belief, ledger = self.belief, self.case.ledger
        if belief.report is None and self.has_begun:
            return None
        claims = self._first_to_tell() if belief.report else self._none_so_far()
        assumed = None if claims else "No delivery had been reported."
        title = "Chips reported as delivered"
        used = Input("reported_chips", title, belief.reported, "chip", claims, assumed)
        self.case.note(Computed(belief.reported, "chip", (used,)))
        return Outcome(
            "reported_chips", belief.reported, "chip", "as reported", "claim", (used,), ledger
        )

    def reported(self, asked: Asked) -> Outcome | None:
        """Return a formula of the chips reported as delivered, or None where no number was.

        >>> paths.reported("reported_chips").value
        0.0
        """
        return None if self.so_far is None else self.at_mean().evaluate(asked)

    def _first_to_tell(self) -> tuple[str, ...]:
        """Return the earliest claim of the number of chips that is reported as delivered."""
        told = (
            each.claim
            for each in observed(self.case.ledger)
            if each.quantity == "delivered" and each.chips == self.belief.reported
        )
        return (min(told, key=lambda name: self.case.ledger.source_of(name).published),)

    def evaluate(self, asked: Asked, by: date = LAST_DAY, after: date | None = None) -> Spread:
        """Return 5, 50 and 95 of a hundred and the mean of a formula.

        Delivered are the chips that come by the end of one day and, where it is given, after the
        end of another.

        >>> paths.evaluate("delivered_chips").low
        <delivered_chips 0 chip, p05>
        """
        computed = single(asked, self.compute(asked, by, after))
        found = statistics(self.belief, computed.value)
        binding = self._binding()
        shown = (found[each] for each in ("p05", "p50", "p95", "mean"))
        low, middle, high, mean = (
            replace(outcome(binding, asked, computed, *each), period=_period(by, after))
            for each in shown
        )
        weights = self.belief.weights
        values = np.broadcast_to(computed.value, weights.shape)
        return Spread(low, middle, high, mean, density(values, weights))

    def percentiles(self, asked: Asked, by: date = LAST_DAY) -> tuple[Outcome, ...]:
        """Return the 5, 25, 50, 75 and 95 of a hundred of a formula, chips counted until a day."""
        computed = single(asked, self.compute(asked, by))
        found = statistics(self.belief, computed.value)
        binding = self._binding()
        return tuple(
            replace(outcome(binding, asked, computed, *found[each]), period=_period(by))
            for each in _LEVELS
        )

    def if_known(self, asked: Asked) -> Spread | None:
        """Return what `evaluate` gives, or None where something it needs was not known yet.

        >>> print(paths.if_known("licence_ceiling_chips"))
        None
        """
        try:
            return self.evaluate(asked)
        except NotYetKnownError:
            return None

    def expected(self, asked: Asked, by: date = LAST_DAY) -> Outcome:
        """Return the mean of a formula over the futures.

        >>> 0 < paths.expected("delivered_chips").value < 100_000
        True
        """
        computed = single(asked, self.compute(asked, by))
        mean, error = self.belief.mean(np.broadcast_to(computed.value, self.belief.weights.shape))
        found = outcome(self._binding(), asked, computed, mean, "mean", error)
        return replace(found, period=_period(by))

    def chance(self, holds: Any, name: str) -> Outcome:
        """Return the chance of something that holds in some of the futures, under a name.

        >>> paths.chance(paths.told()["delivered_chips"] == 0, "no_delivery").unit
        'share'
        """
        value, error = self.belief.mean(holds)
        return self.outcome(name, value, "share", "chance", error)

    def any_by(self, day: date) -> Outcome:
        """Return the chance that any chip has reached China by the end of a day."""
        return self.chance(self.belief.chips_by(day) > 0, f"any_delivery_by_{day}")

    def compute(self, asked: Asked, by: date = LAST_DAY, after: date | None = None) -> Computed:
        """Return a formula's value in every future, with its inputs."""
        told = self.told(by)
        if after is not None:
            told["delivered_chips"] = told["delivered_chips"] - self.belief.chips_by(after)

        def reading(used: Input) -> Any:
            if used.name in told:
                return told[used.name]
            return self.belief.drawn.of(used) if self.as_hedged else used.value

        return self.case.note(compute(self._binding(), asked, reading))

    def frame(self, *asked: Asked, by: date = LAST_DAY) -> "pd.DataFrame":
        """Return formulas with a column each and a row a future, and the weight of each future.

        Chips are counted until the end of a day. Statistics over the rows have to weigh them.
        """
        from h200analysis.cases import frames

        belief = self.belief
        found = (self.compute(each, by) for each in asked)
        told = {"as_of": str(self.case.ledger.as_of), "scenario": self.case.scenario}
        table = frames.draws(asked, found, belief.weights.size, **told)
        return table.assign(weight=belief.weights.ravel() / belief.weights.sum())

    def told(self, by: date = LAST_DAY) -> dict[str, Any]:
        """Return what the paths tell by a day, by name, in every future.

        >>> sorted(paths.told())
        ['delivered_chips', 'firm_demand_chips', 'further_chips', 'reported_chips', 'waiting_share']
        """
        belief = self.belief
        delivered = belief.chips_by(by)
        w, b = belief.states_on(belief.weeks.count)
        is_shut = (w == W.index(Washington.CLOSED)) | (b == B.index(Beijing.FORMAL_BAN))
        kept = np.broadcast_to(belief.chips.kept, delivered.size).reshape(REPLICATES, -1)
        reported = (
            {}
            if self.so_far is None
            else {"reported_chips": np.full(delivered.shape, belief.reported)}
        )
        return reported | {
            "delivered_chips": delivered,
            "further_chips": np.maximum(delivered - belief.so_far(), 0),
            "waiting_share": np.where(is_shut, 0, kept),
            "firm_demand_chips": np.broadcast_to(belief.chips.firm, delivered.size).reshape(
                REPLICATES, -1
            ),
        }

    def outcome(
        self, name: str, value: float, unit: str, statistic: str, error: float | None = None
    ) -> Outcome:
        """Return a figure that rests on the belief alone."""
        binding = self.case.binding
        return Outcome(
            name, value, unit, statistic, _BELIEF, (self.grounds,), binding.ledger, error,
            binding.supposing,
        )  # fmt: skip

    @cached_property
    def grounds(self) -> Input:
        """The belief as an input: an assumption of ours that rests on every claim it read.

        It is as late as the last of the judgements in it.
        """
        newest = (reading.claim for reading in reversed(self.belief.filtered.signals.readings))
        rates = (claim for used in self.belief.inputs for claim in used.claims)
        claims = tuple(dict.fromkeys([*newest, *rates]))
        mean, _ = self.belief.mean(self.belief.chips_by(LAST_DAY))
        used = Input(
            "belief", "What the futures deliver in 2026", mean, "chip", claims, _REASON,
            recorded=max(self._judged()),
        )  # fmt: skip
        self.case.note(Computed(mean, "chip", (used,)))
        return used

    def _judged(self) -> Iterator[date]:
        """Yield the days on which what the belief rests on was recorded."""
        yield from (used.recorded for used in self.belief.inputs if used.recorded is not None)
        for kind, records in self.case.ledger.kinds.items():
            if kind in _JUDGED:
                decided = (kind.decisions(record) for record in records.values())
                yield from (each.recorded for own in decided for each in own)

    def _binding(self) -> Binding:
        grounds = self.grounds
        given = {name: replace(grounds, name=name, unit=unit) for name, unit in _UNITS.items()}
        if so_far := self.so_far:
            given["reported_chips"] = so_far.inputs[0]
        return replace(self.case.binding, given=given)


def over(case: Case, seed: int = 7, draws: int = 65_536) -> Futures:
    """Return a case read over its futures: what is believed on its day, in every drawn future.

    >>> futures.over(case, draws=16_384).has_begun
    False
    """
    return Futures(case, believe(case, seed, draws))


def _period(by: date, after: date | None = None) -> str:
    """Return the days that deliveries are counted over; empty for the whole year."""
    if after is not None:
        return f"{after}/{by}"
    return "" if by == LAST_DAY else str(by)


def statistics(belief: Belief, values: NDArray[np.float64]) -> dict[str, tuple[float, str, float]]:
    """Return value, name and standard error of quantiles and mean over futures of unequal weight.

    The error is that between replicates, each weighed by its evidence.
    """
    rows = np.broadcast_to(np.asarray(values, dtype=np.float64), belief.weights.shape)
    shares = belief.weights.sum(axis=1)
    levels = np.array(list(_LEVELS.values()))
    whole = belief.quantiles(rows, levels)
    each = zip(rows, belief.weights, strict=True)
    parts = np.array([weighted_quantiles(row, weights, levels) for row, weights in each])
    found = {
        name: (float(whole[n]), name, error_of(parts[:, n], shares, float(whole[n])))
        for n, name in enumerate(_LEVELS)
    }
    mean, error = belief.mean(rows)
    return found | {"mean": (mean, "mean", error)}
