"""What a case answers: a number with its unit, its statistic and all that it rests on."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from h200analysis.cases.expression import Signal
from h200analysis.cases.reckoning import NoArithmetic
from h200analysis.errors import Attributes
from h200analysis.evidence import Ledger

if TYPE_CHECKING:
    from h200analysis.chance.density import Density


@dataclass(frozen=True, slots=True)
class Input:
    """A number that entered a formula: its value, and the claims or the assumption behind it.

    `error` is the standard error of a mean over futures, in the same unit. `supposed` says that a
    scenario or a hand put the value in place of the ledger's. `recorded` is the day on which it was
    judged, and nothing where it quotes or computes.
    """

    name: str
    title: str = field(repr=False)
    value: float
    unit: str
    claims: tuple[str, ...] = field(default=(), repr=False)
    assumption: str | None = field(default=None, repr=False)
    set_by_hand: bool = False
    supposed: bool = False
    error: float | None = None
    recorded: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """How an outcome is printed among the parts of a sum, or as that sum.

    `of` names the sum, `value` is what is printed, a multiple of `step` in the outcome's unit.
    """

    of: str
    value: float
    step: float
    is_total: bool = False

    @property
    def digits(self) -> int:
        """How many significant digits print the value to the first digit of its step."""
        if not round(abs(self.value) / self.step):
            return 1
        return _place(abs(self.value)) - _place(self.step) + 1


@dataclass(frozen=True, slots=True)
class Outcome(NoArithmetic, Attributes):
    """One number: what it is called, its unit, its statistic, its formula and its inputs.

    `statistic` is "as reported" (the plain formula), "p05", "p50", "p95" or "mean" (of drawn
    values). `ledger` is where the claims stand. `error` is the standard error of a drawn statistic
    in the same unit, else nothing. `supposing` is the scenario and what names were let stand for.
    `of_notebook` holds the source code of each formula that the notebook defines and the number
    rests on, by a name that begins with "notebook.". `part` is set in a table whose rows add up.
    `period` is what is counted, where it is not the whole year: until "2026-06-30", that day
    included, or as an interval of ISO 8601 between the ends of two days, "2026-04-26/2026-07-26".
    Outcomes are not added: two medians have no median sum, so ask the case for the total.
    """

    name: str
    value: float
    unit: str
    statistic: str
    formula: str
    inputs: tuple[Input, ...]
    ledger: Ledger = field(compare=False)
    error: float | None = None
    supposing: Mapping[str, float | str] = field(default_factory=dict)
    of_notebook: Mapping[str, str] = field(default_factory=dict)
    part: Part | None = field(default=None, compare=False)
    period: str = field(default="", compare=False)
    _BARE: ClassVar[str] = "outcome.value"
    _INSTEAD: ClassVar[Mapping[str, str]] = {
        "frame": "inquiry.frames.frame(outcome)",
        **dict.fromkeys(("low", "middle", "high"), "case.drawn().evaluate(…), whose result has it"),
    }

    def __repr__(self) -> str:
        """Return the number with its name, unit and statistic, on a line."""
        return f"<{self.name} {self.value:,.12g} {self.unit}, {self.statistic}>"

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the ids of all claims behind the number, each once, in order of first use."""
        return tuple(dict.fromkeys(claim for used in self.inputs for claim in used.claims))

    @property
    def is_of_notebook(self) -> bool:
        """Tell whether the formula is one of a notebook, and not of the library."""
        return self.formula in self.of_notebook

    @property
    def assumptions(self) -> tuple[Input, ...]:
        """Return the inputs that are assumptions of ours."""
        return tuple(used for used in self.inputs if used.assumption)

    @property
    def set_by_hand(self) -> tuple[Input, ...]:
        """Return the inputs that somebody set by hand."""
        return tuple(used for used in self.inputs if used.set_by_hand)

    @property
    def hindsight(self) -> tuple[date, ...]:
        """Return the days, after that of the ledger, on which what it rests on was judged."""
        days = {used.recorded for used in self.inputs if used.recorded is not None}
        return tuple(sorted(day for day in days if day > self.ledger.as_of))


@dataclass(frozen=True, slots=True)
class Citation:
    """Claims that a sentence rests on where it prints no figure."""

    claims: tuple[str, ...]
    ledger: Ledger = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Spread(NoArithmetic, Attributes):
    """A drawn result: 5, 50 and 95 of a hundred futures lie below these, and the mean.

    `density` tells how its draws are spread, where they differ.
    """

    low: Outcome
    middle: Outcome
    high: Outcome
    mean: Outcome
    density: "Density | None" = field(default=None, compare=False, repr=False)
    _BARE: ClassVar[str] = "spread.middle.value"
    _INSTEAD: ClassVar[Mapping[str, str]] = {
        "frame": "inquiry.frames.frame(spread), or drawn.frame(…) for each draw",
        "value": "spread.middle.value, or low, high or mean in place of middle",
    }


@dataclass(frozen=True, slots=True)
class Slide:
    """A parameter that a reader may move: where it starts, how far it goes, in which steps."""

    name: str
    title: str
    unit: str
    value: float
    low: float
    high: float
    step: float


@dataclass(frozen=True, slots=True)
class Live(Attributes):
    """A result that follows sliders: its value at the start, and the program for the browser."""

    outcome: Outcome
    slides: tuple[Slide, ...]
    signals: tuple[Signal, ...]

    def __repr__(self) -> str:
        """Return the value at the start and the names of its sliders, on a line."""
        return f"<Live {self.outcome!r} on {', '.join(slide.name for slide in self.slides)}>"


def figure(outcome: Outcome, text: str) -> dict[str, Any]:
    """Return an outcome as an entry of figures.json, with the text it was printed as.

    `as_of` is the day whose evidence it rests on. JSON knows no infinity: a time that never comes
    is null, and its text says "never". The `id` is a hash of all but the text, so that one number
    printed in two roundings is one figure. Its `period` stands beside it, for whoever compares a
    month with the same month of another edition.
    """
    entry = {
        "name": outcome.name,
        "value": None if math.isinf(outcome.value) else outcome.value,
        "error": outcome.error,
        "unit": outcome.unit,
        "statistic": outcome.statistic,
        "formula": outcome.formula,
        "supposing": dict(outcome.supposing),
        "inputs": [_input(used) for used in outcome.inputs],
        "claims": list(outcome.claims),
        "as_of": str(outcome.ledger.as_of),
    }
    if outcome.hindsight:
        entry["hindsight"] = [str(day) for day in outcome.hindsight]
    if outcome.of_notebook:
        entry["formulas_of_notebook"] = dict(outcome.of_notebook)
    period = {"period": outcome.period} if outcome.period else {}
    return entry | {"id": _identity(entry), "text": text} | _role(outcome.part) | period


def _place(size: float) -> int:
    """Return the power of ten of the first digit, not one less where a float lies just below."""
    return math.floor(math.log10(size * (1 + 1e-12)))


def _identity(entry: Mapping[str, Any]) -> str:
    written = json.dumps(entry, sort_keys=True).encode()
    return hashlib.sha256(written).hexdigest()[:10]


def _role(part: Part | None) -> dict[str, Any]:
    """Return what a figure is in a sum that is printed: one of its parts, or the total."""
    if part is None:
        return {}
    return {"sum_of" if part.is_total else "part_of": part.of, "step": part.step}


def _input(used: Input) -> dict[str, Any]:
    entry = {
        "name": used.name,
        "title": used.title,
        "value": used.value,
        "unit": used.unit,
        "claims": list(used.claims),
    }
    if used.assumption:
        entry["assumption"] = used.assumption
    if used.set_by_hand:
        entry["set_by_hand"] = True
    return entry
