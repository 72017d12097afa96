"""Whether what is believed comes true as often as it says: worlds drawn from the prior itself.

In each world both gates walk a drawn path, and signals of known strength tell of it. The filter,
which reads the signals as that strong, is asked in two weeks. No world is the real one: this checks
the filter, and what happens if our readings are weaker than we wrote. It cannot check the rates.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from h200analysis.cases.case import Case
from h200analysis.futures.filter import Filtered, begun, carried
from h200analysis.futures.rates import Rates, rates
from h200analysis.futures.signals import Signals
from h200analysis.futures.walks import Walks, walks
from h200analysis.futures.weeks import FIRST_DAY, LAST_DAY, Weeks
from h200analysis.model.gates import Arrival, Beijing, Washington

ASKED = (12, 30)  # the weeks in which the filter is asked
EDGES = (0.0, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 1.0)
SIGNALS: tuple[tuple[type[Enum], int, float], ...] = (
    (Beijing, 2, 3.0),  # every two weeks, three times as likely in the state it names
    (Washington, 4, 10.0),
    (Arrival, 4, 10.0),
)
DAY = "2026-01-15"  # whose rates are those of the worlds
STRENGTHS = (1.0, 0.5)
# Written by benchmarks/calibration.py.
STORED = Path(str(resources.files(__package__) / "calibration.csv"))
_COLUMNS = ("strength", "kind", "low", "high", "count", "said", "came")
_HORIZON = timedelta(weeks=13)
_NONE = Signals({}, (), None, None)
_MOST = 16_384  # worlds


@dataclass(frozen=True, slots=True)
class Bin:
    """Chances said between two ends: how many, their mean, and how often it came true."""

    low: float
    high: float
    count: int
    said: float
    came: float

    @property
    def error(self) -> float:
        """The standard error of how often it came true, were every chance right."""
        return float(np.sqrt(self.said * (1 - self.said) / self.count))


@dataclass(frozen=True, slots=True)
class Reliability:
    """Chances of one kind against what came: bins, Brier score, that of the frequency alone."""

    bins: tuple[Bin, ...] = field(repr=False)
    brier: float
    alone: float


@dataclass(frozen=True, slots=True)
class _World:
    washington: NDArray[np.int8]
    beijing: NDArray[np.int8]
    first: int


def calibration(
    case: Case, worlds: int = 100, seed: int = 7, strength: float = 1.0
) -> dict[str, Reliability]:
    """Return how often chances came true over worlds: Beijing's state, any delivery, any soon.

    Signals have the power `strength` of what the filter takes them for: at a half they are half as
    strong as they are read. Chances of one world depend on each other, so errors are of their order
    only. Sources: Dawid (1982) for calibration; Cook, Gelman and Rubin (2006) for the check.
    """
    weeks = Weeks(FIRST_DAY)
    drawn = rates(case, weeks, seed, {})
    start = begun(case)
    paths = walks(carried(weeks, drawn, start, _NONE), _MOST, seed)
    random = np.random.default_rng([seed, 3])
    said: dict[str, list[tuple[float, float]]] = {}
    for future in random.choice(_MOST, worlds, replace=False):
        world = _world(paths, int(future))
        told = _signals(world, random, strength)
        for week in ASKED:
            for kind, chance, came in _asked(drawn, start, told, world, week):
                said.setdefault(kind, []).append((chance, came))
    return {kind: _reliability(np.array(pairs)) for kind, pairs in said.items()}


def write(found: Mapping[float, Mapping[str, Reliability]]) -> Path:
    """Keep the bins of some runs, by the strength of their signals, as a table."""
    with STORED.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(_COLUMNS)
        for strength, by_kind in found.items():
            for kind, reliability in by_kind.items():
                for each in reliability.bins:
                    numbers = each.low, each.high, each.count, f"{each.said:.4f}"
                    rows.writerow((strength, kind, *numbers, f"{each.came:.4f}"))
    return STORED


def stored(strength: float = 1.0) -> dict[str, tuple[Bin, ...]]:
    """Return the bins that were kept of the full run at a strength, by what was asked."""
    found: dict[str, list[Bin]] = {}
    with STORED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if float(row["strength"]) == strength:
                ends = float(row["low"]), float(row["high"])
                made = Bin(*ends, int(row["count"]), float(row["said"]), float(row["came"]))
                found.setdefault(row["kind"], []).append(made)
    return {kind: tuple(bins) for kind, bins in found.items()}


def _world(paths: Walks, future: int) -> _World:
    return _World(paths.washington[:, future], paths.beijing[:, future], int(paths.first[future]))


def _signals(
    world: _World, random: np.random.Generator, strength: float
) -> dict[int, dict[Enum, float]]:
    """Return what is told of a world, as the factors by which the filter reads it."""
    factors: dict[int, dict[Enum, float]] = {}
    for states, every, ratio in SIGNALS:
        members = list(states)
        for week in range(every, ASKED[-1] + 1, every):
            chances = np.ones(len(members))
            chances[_place(world, states, week)] = ratio**strength
            named = random.choice(len(members), p=chances / chances.sum())
            others = {state: 1 / ratio for n, state in enumerate(members) if n != named}
            factors.setdefault(week, {}).update(others)
    return factors


def _place(world: _World, states: type[Enum], week: int) -> int:
    if states is Arrival:
        return int(world.first <= week)
    return int((world.washington if states is Washington else world.beijing)[week])


def _asked(
    drawn: Rates, start: Mapping[Any, Any], told: Mapping[int, Any], world: _World, week: int
) -> Iterator[tuple[str, float, float]]:
    """Yield the kind, the chance said and what came, of all that is asked in a week."""
    weeks = Weeks(FIRST_DAY + timedelta(weeks=week))
    until = {step: factors for step, factors in told.items() if step <= week}
    found: Filtered = carried(weeks, drawn, start, Signals(until, (), None, None))
    for n, chance in enumerate(found.beijing.values()):
        yield "Beijing's state", chance, float(world.beijing[week] == n)
    soon = weeks.as_of + _HORIZON
    yield "any by the end of 2026", found.any_by(LAST_DAY), float(world.first <= weeks.count)
    yield "any within 13 weeks", found.any_by(soon), float(world.first <= weeks.of(soon)[0])


def _reliability(pairs: NDArray[np.float64]) -> Reliability:
    said, came = pairs.T
    place = np.clip(np.searchsorted(EDGES, said, side="right") - 1, 0, len(EDGES) - 2)
    bins = [_bin(n, said[place == n], came[place == n]) for n in np.unique(place)]
    brier = float(((said - came) ** 2).mean())
    return Reliability(tuple(bins), brier, float(came.mean() * (1 - came.mean())))


def _bin(place: int, said: Sequence[float], came: Sequence[float]) -> Bin:
    return Bin(
        EDGES[place], EDGES[place + 1], len(said), float(np.mean(said)), float(np.mean(came))
    )
