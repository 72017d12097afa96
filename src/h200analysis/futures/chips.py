"""The chips that reach China along each drawn path: lots that both governments let pass.

Each future has its own demand, take and lot. While chips pass, lots come at random; each is cut by
the limits of `model.limits`. The first arrival is one lot.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from h200analysis.cases.case import Case
from h200analysis.evidence import Ledger
from h200analysis.futures.arrays import B, passes
from h200analysis.futures.rates import Drawing
from h200analysis.futures.walks import Walks
from h200analysis.futures.weeks import DAYS_A_YEAR, FIRST_DAY, Weeks
from h200analysis.model.formula import Formula, formula_of
from h200analysis.model.gates import Beijing
from h200analysis.model.limits import LIMITS, Limit
from h200analysis.model.uptake import kept_share, lots_expected

Values = NDArray[np.float64]
_STEP_DAYS = 7
_YEARS = _STEP_DAYS / DAYS_A_YEAR
_MONTHS = 12 / DAYS_A_YEAR  # in a day
_TAKE = {  # what passes in a year and in a lot, by Beijing's state
    Beijing.SPECIAL: ("special_chips_per_year", "special_lot_chips"),
    Beijing.APPROVALS: ("approvals_chips_per_year", "approvals_lot_chips"),
    Beijing.OPEN: ("open_chips_per_year", "open_lot_chips"),
}
_OPEN = B.index(Beijing.OPEN)
PATH = frozenset(("sent_chips", "us_sold_chips", "weeks_of_step"))  # what the path itself tells


@dataclass(frozen=True, slots=True)
class Chips:
    """What arrives in each step of each future, and when within it.

    `arrived` are chips, a row a step from step 1 on; `instant` is the part of the step that has
    passed when they come. `bound` tells for each limit the futures in which it cut a lot.
    """

    arrived: NDArray[np.float32] = field(repr=False)
    instant: NDArray[np.float32] = field(repr=False)
    bound: Mapping[str, NDArray[np.bool_]] = field(repr=False)
    firm: Any = field(repr=False)
    kept: Values = field(repr=False)
    _by: dict[tuple[int, float], Values] = field(default_factory=dict, compare=False, repr=False)

    def by(self, step: int, part: float) -> Values:
        """Return the chips that have come when a part of a step has passed.

        A page asks for the same few days again and again, so they are added up once.
        """
        if (step, part) not in self._by:
            whole: Values = self.arrived[: step - 1].sum(axis=0, dtype=np.float64)
            whole += np.where(self.instant[step - 1] <= part, self.arrived[step - 1], 0)
            whole.setflags(write=False)
            self._by[step, part] = whole
        return self._by[step, part]


def chips(weeks: Weeks, paths: Walks, drawn: Drawing) -> Chips:
    """Draw what passes along the paths, with the parameters of a case drawn once a future."""
    random = np.random.default_rng([drawn.seed, 2])
    size = paths.first.size
    take = _Take(weeks, drawn, size)
    limits = _Limits(weeks, drawn, random.random(size))
    arrived = np.zeros((weeks.count, size), dtype=np.float32)
    instant = random.random(arrived.shape, dtype=np.float32)
    for step in range(max(int(paths.first.min()), 1), weeks.count + 1):
        beijing = paths.beijing[step]
        passing = passes(paths.washington[step], beijing) & (paths.first <= step)
        at = np.flatnonzero(passing)
        if not at.size:
            continue
        is_first = paths.first[at] == step
        wanted = take.lots(step, at, beijing[at], is_first, random)
        arrived[step - 1, at] = limits.cut(step, at, beijing[at], wanted, is_first)
    return Chips(arrived, instant, limits.bound, take.firm, take.kept(weeks.count))


class _Take:
    """What buyers take in each future: firm demand, a year's take and a lot in each state."""

    def __init__(self, weeks: Weeks, drawn: Drawing, size: int) -> None:
        self._weeks, self._size = weeks, size
        self.firm = drawn("firm_demand_chips")
        self._loss = drawn("order_loss_per_month")
        taken = {state: (drawn(year), drawn(lot)) for state, (year, lot) in _TAKE.items()}
        every = [taken.get(state, (0.0, 0.0)) for state in B]
        # All states one after the other, so that each future is looked up once and not by state.
        self._year = np.concatenate([np.broadcast_to(year, size) for year, _ in every])
        self._lot = np.concatenate([np.broadcast_to(lot, size) for _, lot in every])

    def kept(self, step: int) -> Values:
        """Return the share of firm demand that is left at the end of a step."""
        days = (self._weeks.end(step) - FIRST_DAY).days
        return np.asarray(kept_share(self._loss, max(days, 0) * _MONTHS))

    def lots(
        self, step: int, at: Any, beijing: Any, is_first: Any, random: np.random.Generator
    ) -> Values:
        """Return the chips of the lots that come in a step: one at the first arrival."""
        kept = _of(self.kept(step), at)
        place = at + self._size * beijing.astype(np.intp)
        year, lot = self._year.take(place), self._lot.take(place)
        count = random.poisson(lots_expected(year, kept, _YEARS, lot))
        return np.asarray(np.where(is_first, lot, count * lot), dtype=np.float64)


class _Limits:
    """The limits of every future, and which of them cut a lot."""

    def __init__(self, weeks: Weeks, drawn: Drawing, level: Values) -> None:
        self._weeks = weeks
        known = {limit: formula_of(limit.formula) for limit in LIMITS}
        self._formulas = {
            limit: formula
            for limit, formula in known.items()
            if all(_is_known(drawn.case, name) for name in formula.arguments)
        }
        self._values = {
            name: drawn(name)
            for formula in self._formulas.values()
            for name in formula.arguments
            if name not in PATH
        }
        self._us_need = drawn("us_need_per_month")
        self._only_new = level >= drawn("cap_counts_past_shipments")
        self._since = {limit: _since(drawn.case.ledger, limit) for limit in self._formulas}
        self._sent = {limit: np.zeros(level.size) for limit in self._formulas}
        self.bound = {limit.name: np.zeros(level.size, dtype=bool) for limit in LIMITS}

    def cut(self, step: int, at: Any, beijing: Any, wanted: Values, is_first: Any) -> Values:
        """Return what every limit lets pass of the lots of a step; of a first lot, one chip."""
        passed = wanted
        day = self._weeks.end(step)
        for limit, formula in self._formulas.items():
            if day < self._since[limit]:
                continue
            room = self._room(limit, formula, day, at)
            spared = np.zeros(at.size, dtype=bool)
            if limit.spares_open:
                spared |= beijing == _OPEN
            if limit.only_new:
                spared |= ~self._only_new[at]
            cut = (room < passed) & ~spared
            self.bound[limit.name][at] |= cut
            passed = np.where(cut, room, passed)
        passed = np.where(is_first, np.maximum(passed, 1), passed)
        for limit, sent in self._sent.items():
            if day >= self._since[limit]:
                sent[at] += passed
        return passed

    def _room(self, limit: Limit, formula: Formula, day: date, at: Any) -> Values:
        days = (day - self._since[limit]).days
        path = {
            "sent_chips": self._sent[limit][at],
            "us_sold_chips": _of(self._us_need, at) * days * _MONTHS,
            "weeks_of_step": _STEP_DAYS / 7,
        }
        values = {
            name: path[name] if name in path else _of(self._values[name], at)
            for name in formula.arguments
        }
        return np.asarray(formula(**values), dtype=np.float64)


def _is_known(case: Case, name: str) -> bool:
    """Tell whether an argument stands for something by the case's day, or comes from the path."""
    return name in PATH or name in case.by_hand or name in case.ledger.parameters


def _since(ledger: Ledger, limit: Limit) -> date:
    """Return since which day a limit counts: that of the value it rests on, or the start."""
    if limit.counts_since is None:
        return FIRST_DAY
    return ledger.parameter(limit.counts_since).current.since


def _of(values: Any, at: Any) -> Any:
    return values[at] if isinstance(values, np.ndarray) and values.ndim else values
