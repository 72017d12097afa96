"""How far the odds hang on each of our rates: the chance of a delivery with half and double it."""

from collections.abc import Iterator
from dataclasses import dataclass

from h200analysis.cases.outcome import Input, Outcome
from h200analysis.chance.weighted import Mean
from h200analysis.futures import Futures, filtered
from h200analysis.futures.belief import along
from h200analysis.futures.rates import Drawing
from h200analysis.inquiry.reweighing import another, chance

_HALF, _DOUBLE = 0.5, 2.0
_TWICE = 2  # standard errors, up to which a difference is taken for noise
_RATES = ("rate_", "arrival_rate", "meeting_")
_TAKEN = ("special_chips_per_year", "lot_chips", "uptake_approvals")
_NOT_DRAWN = ("start_", "report_weeks", "declared_weeks")
_LIKELY = 0.05  # once chips have arrived, only rates out of states as likely as that still matter


@dataclass(frozen=True, slots=True)
class Prior:
    """A rate or share of ours, and the chance of a delivery with half and with double of it.

    The error of both is that of their difference from `middle`, the chance as we assume the rate,
    on the same draws.
    """

    used: Input
    middle: float
    half: Outcome
    double: Outcome

    @property
    def width(self) -> float:
        """How far apart the two chances lie."""
        return abs(self.double.value - self.half.value)

    def is_seen(self, end: Outcome) -> bool:
        """Tell whether a chance differs from the middle by more than noise: twice its error."""
        return abs(end.value - self.middle) > _TWICE * (end.error or 0.0)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The priors, those that matter most first, and what other strengths of the readings give.

    `low` and `high` are the least and the greatest chance with any one prior halved or doubled.
    """

    priors: tuple[Prior, ...]
    low: Outcome
    high: Outcome
    weaker: Outcome
    stronger: Outcome


def sensitivity(drawn: Futures, seed: int) -> Sensitivity:
    """Return how the chance of any delivery in 2026, or then of another, moves with our priors.

    >>> len(sensitivity.priors) > 10
    True
    """
    probe = _Probe(drawn, seed)
    every = tuple(sorted(_priors(drawn, probe), key=lambda prior: -prior.width))
    ends = [end for prior in every for end in (prior.half, prior.double)]
    return Sensitivity(
        every,
        min(ends, key=lambda end: end.value),
        max(ends, key=lambda end: end.value),
        probe.outcome("readings_weaker", strength=_HALF),
        probe.outcome("readings_stronger", strength=1 + _HALF),
    )


def names_of(drawn: Futures) -> frozenset[str]:
    """Return every parameter of ours that the belief rests on, halved here or not."""
    alone = (name for name in drawn.case.ledger.parameters if name.startswith(_NOT_DRAWN))
    return frozenset({used.name for used in drawn.belief.inputs} | set(alone))


def names(drawn: Futures) -> tuple[str, ...]:
    """Return the priors that are halved and doubled, in the order of the parameters.

    Before any delivery these are all rates; afterwards those that still matter for another, and
    what buyers take.
    """
    every = [name for name in drawn.case.ledger.parameters if name.startswith(_RATES)]
    if not drawn.has_begun:
        return tuple(every)
    states = {**drawn.belief.washington, **drawn.belief.beijing}
    likely = tuple(f"rate_{state}_" for state, chance in states.items() if chance >= _LIKELY)
    return (*(name for name in every if name.startswith((*likely, "meeting_"))), *_TAKEN)


def _priors(drawn: Futures, probe: "_Probe") -> Iterator[Prior]:
    used = {each.name: each for each in drawn.belief.inputs}
    for name in names(drawn):
        half = probe.outcome(f"half_{name}", scaled=(name, _HALF))
        double = probe.outcome(f"double_{name}", scaled=(name, _DOUBLE))
        yield Prior(used[name], probe.middle.value, half, double)


class _Probe:
    """Asks for the chance of a delivery again, with one thing changed."""

    def __init__(self, drawn: Futures, seed: int) -> None:
        self._drawn, self._seed = drawn, seed
        self.middle = chance(drawn, drawn.belief.filtered)

    def outcome(
        self, name: str, strength: float = 1.0, scaled: tuple[str, float] | None = None
    ) -> Outcome:
        factors = dict([scaled] if scaled else [])
        if factors.keys() & set(_TAKEN):
            found = self._taken(factors)
        else:
            again = filtered(self._drawn.case, self._seed, strength=strength, scaled=factors)
            found = chance(self._drawn, again, has_other_rates=bool(factors))
        error = found.error_beyond(self.middle)
        return self._drawn.outcome(name, found.value, "share", "chance", error)

    def _taken(self, factors: dict[str, float]) -> Mean:
        """Return the chance of another delivery on the same paths, with another take."""
        belief, case = self._drawn.belief, self._drawn.case
        other = Drawing(case, self._seed, belief.futures, factors)
        return another(along(belief.filtered, belief.walks, other))
