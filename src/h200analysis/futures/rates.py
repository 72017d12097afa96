"""Drawn rates: how fast each gate moves, when leaders meet, how fast a first chip arrives."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import product
from typing import Any, TypeVar

import numpy as np

from h200analysis.cases.case import Case
from h200analysis.cases.evaluation import compute
from h200analysis.cases.outcome import Input
from h200analysis.chance import draws as drawing
from h200analysis.chance.quantiles import Draws
from h200analysis.errors import H200Error
from h200analysis.evidence import Ledger
from h200analysis.evidence.answers import answer
from h200analysis.evidence.meetings import MEETINGS, Meeting
from h200analysis.futures.forward import Ahead, Chances, after, backward, forward
from h200analysis.futures.weeks import LAST_DAY, Weeks
from h200analysis.model import domains, gates, hazards, meetings
from h200analysis.model.gates import Beijing, Joint, Rows, Washington
from h200analysis.model.units import Ratio

E = TypeVar("E", bound=Enum)
COUNT = (
    2048  # draws of the rates, 128 to each replicate; the futures are spent on the likelier ones
)
_ARRIVAL = "arrival_rate"
_KNOWN = 4  # chances ahead that are kept: with and without the news of a day they are the same
_known: dict[tuple[int, int, float, bytes], Ahead] = {}
NEVER = 10**6  # the step of a meeting that does not take place


@dataclass(frozen=True, slots=True)
class Rates:
    """Draws of all rates, an array of `COUNT` each, and the weekly moves that follow from them.

    `meetings` gives for each meeting the step in which it falls in each draw.
    """

    washington: Rows[Washington] = field(repr=False)
    beijing: Rows[Beijing] = field(repr=False)
    arrival: Any = field(repr=False)
    meetings: Mapping[str, Any] = field(repr=False)
    kernel: tuple[Any, Any] = field(repr=False)
    inputs: tuple[Input, ...] = field(repr=False)

    def beijing_in(self, step: int) -> Rows[Beijing]:
        """Return Beijing's moves in a step, the meetings that fall into it applied."""
        rows = self.beijing
        for steps in self.meetings.values():
            held = np.asarray(steps == step, dtype=np.float64)
            if held.any():
                rows = after(rows, gates.meeting(*(held * part for part in self.kernel)))
        return rows

    def forward(
        self,
        chances: Chances,
        start: int,
        end: int,
        evidence: Sequence[Mapping[Joint, Any]] = (),
    ) -> Iterator[tuple[Chances, Any]]:
        """Yield the chances after each step from one to another, and how likely its evidence."""
        turns = map(self.beijing_in, range(start + 1, end + 1))
        return forward(chances, self.washington, turns, self.arrival, evidence)

    def ahead(self, start: int, end: int, part: float) -> Ahead:
        """Return the chance of a first chip in the steps between, of whose last a part counts."""
        asked = start, end, part, self._digest
        if asked not in _known:
            rows = [self.beijing_in(step) for step in range(start + 1, end + 1)]
            _known[asked] = backward(self.washington, rows, self.arrival, part)
            if len(_known) > _KNOWN:
                del _known[next(iter(_known))]
        return _known[asked]

    @property
    def _digest(self) -> bytes:
        """What tells these draws from others: two ledgers often lead to the same."""
        rows: list[tuple[Enum, Mapping[Any, Any]]] = [*self.washington.items()]
        rows += self.beijing.items()
        told = [(f"{start}{end}", share) for start, row in rows for end, share in row.items()]
        told += [("arrival", self.arrival), *self.meetings.items()]
        told += [("at a meeting", part) for part in self.kernel]
        digest = hashlib.blake2b(digest_size=16)
        for name, drawn in told:
            digest.update(name.encode())
            digest.update(np.asarray(drawn, dtype=np.float64).tobytes())
        return digest.digest()


@dataclass(frozen=True, slots=True)
class Drawing:
    """How parameters of a case are drawn: its seed, so many draws, and factors on some of them."""

    case: Case
    seed: int
    draws: int
    scaled: Mapping[str, float]
    inputs: dict[str, Input] = field(default_factory=dict, repr=False)
    _drawn: dict[str, Draws] = field(default_factory=dict, repr=False)

    def __call__(self, name: str) -> Any:
        """Return the draws of what a name stands for, flat; a single number where it is fixed."""
        computed = self.case.note(compute(self.case.binding, name, self.of))
        self.inputs.update({used.name: used for used in computed.inputs})
        value = computed.value
        return value.reshape(-1) if isinstance(value, np.ndarray) else value

    def of(self, used: Input) -> Any:
        """Return the draws of an input by replicate; a single number where it is fixed."""
        factor = self.scaled.get(used.name, 1.0)
        parameter = self.case.ledger.parameters.get(used.name)
        if used.supposed or parameter is None or parameter.dimension is None:
            return used.value * factor
        if used.name not in self._drawn:
            self._drawn[used.name] = self._draw(used.name, factor, parameter.maximum)
        return self._drawn[used.name]

    def _draw(self, name: str, factor: float, maximum: float | None) -> Draws:
        """Return draws of a parameter that nobody writes, since they are drawn but once."""
        drawn = drawing.sample(self.case.ledger, name, self.seed, self.draws)
        drawn = drawn if factor == 1 else drawn * factor
        drawn = drawn if maximum is None else np.minimum(drawn, maximum)
        drawn.setflags(write=False)
        return drawn


def check_scaled(case: Case, scaled: Mapping[str, float]) -> None:
    """Refuse factors on what is no parameter of the case's day, or that are no factors."""
    for name, factor in scaled.items():
        case.ledger.parameter(name)
        domains.check(f"the factor on {name}", factor, Ratio)


class NoBeliefError(H200Error, LookupError):
    """A project that says nothing of what governments may do."""


def refuse_none(ledger: Ledger) -> None:
    """Refuse the ledger of a project without rates, in which there are no futures to draw.

    A day on which they were not yet known is refused where they are asked for.
    """
    if _ARRIVAL in ledger.parameters or ("parameter", _ARRIVAL) in ledger.first_known:
        return
    raise NoBeliefError(
        f"This project has no futures: data/parameters.toml has no {_ARRIVAL!r}, and no rates of "
        "what Washington and Beijing may do. The project that h200 init lays out has them."
    )


def rates(case: Case, weeks: Weeks, seed: int, scaled: Mapping[str, float]) -> Rates:
    """Draw the rates of a case: a parameter `rate_<from>_<to>` is a move between two states."""
    refuse_none(case.ledger)
    drawn = Drawing(case, seed, COUNT, scaled)
    names = _moves(case.ledger)

    def moves(states: type[E]) -> dict[tuple[E, E], Any]:
        pairs = product(states, states)
        named = {(a, b): f"rate_{a.value}_{b.value}" for a, b in pairs}
        return {pair: drawn(name) for pair, name in named.items() if name in names}

    arrival = hazards.exit_chance(drawn(_ARRIVAL), 1)
    kernel = drawn("meeting_approvals"), drawn("meeting_open")
    return Rates(
        gates.transitions(Washington, moves(Washington), 1),
        gates.transitions(Beijing, moves(Beijing), 1),
        arrival,
        meeting_steps(case.ledger, weeks, seed),
        kernel,
        tuple(drawn.inputs.values()),
    )


@answer("which moves between two states have a rate")
def _moves(ledger: Ledger) -> tuple[str, ...]:
    return tuple(sorted(name for name in ledger.parameters if name.startswith("rate_")))


def meeting_steps(ledger: Ledger, weeks: Weeks, seed: int) -> dict[str, Any]:
    """Return for each meeting the step it falls in, in each draw of the rates."""
    return {
        name: _steps(weeks, meeting, np.random.default_rng([seed, *name.encode()]).random(COUNT))
        for name, meeting in ledger.of(MEETINGS).items()
    }


def _steps(weeks: Weeks, meeting: Meeting, level: Draws) -> Any:
    now = meeting.current
    if now.first is None or now.last is None:
        return np.full(COUNT, NEVER if now.on is None else _step(weeks, now.on))
    days, slip_days = (now.last - now.first).days + 1, round(7 * (now.slip_weeks or 0))
    passed = min(max((weeks.as_of - now.first).days + 1, 0), days + slip_days)
    chances = meetings.window(days, now.slips or 0.0, slip_days, now.off or 0.0, passed)
    place = np.searchsorted(np.cumsum(chances[:-1]), level, side="right")
    first = weeks.instant(now.first) + passed
    steps = -(-(first + place) // 7)
    return np.where(place < len(chances) - 1, np.minimum(steps, NEVER), NEVER)


def _step(weeks: Weeks, day: date) -> int:
    return NEVER if day > LAST_DAY else max(-(-weeks.instant(day) // 7), 0)
