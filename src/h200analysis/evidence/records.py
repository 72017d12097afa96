"""The records of the ledger: sources, claims, conflicts, parameters, scenarios (data/README.md)."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from h200analysis.evidence import spreads
from h200analysis.evidence.record import (
    Judgement,
    Link,
    Names,
    Number,
    Record,
    Text,
    UnitSymbol,
    ordered,
)
from h200analysis.evidence.spreads import Shape

Choice = Literal["agreed", "best_tier", "newest", "earliest", "pooled", "judged"]
Precision = Literal["day", "week", "month"]


class Source(Record):
    """Who published something, where and when. `published` says since when it could be known."""

    publisher: Text
    via: Text | None = None
    title: Text
    url: Link | None = None
    published: date
    precision: Precision = "day"
    accessed: date
    kind: Literal["official", "company", "press", "analyst"]
    tier: Annotated[int, Field(ge=1, le=3)]

    @property
    def recorded(self) -> date:
        """The day on which it entered the ledger: the day we read it."""
        return self.accessed


class Claim(Record):
    """One thing that one source says, in its own qualifier; superseded, but never corrected.

    `translation` puts a qualifier in another language into English, in our words; `in_words` says
    what a row of a data set says. `origin` names whose words these are, where that is not whom the
    whole source relays. `measure_precision` says how exactly `announced`, `effective`, `loosened`
    and `ended` are known; of a week or month they are the last day, by which the step had surely
    been taken.
    """

    source: Text
    subject: Text
    metric: Text
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: UnitSymbol | None = None
    qualifier: Text
    translation: Text | None = None
    in_words: Text | None = None
    as_of: date
    forecast: bool = False
    attribution: Text
    origin: Text | None = None
    paraphrase: Text
    conflict_group: Text | None = None
    scope: Text | None = None
    supersedes: Text | None = None
    measure: Text | None = None
    actor: Text | None = None
    announced: date | None = None
    effective: date | None = None
    loosened: date | None = None
    ended: date | None = None
    measure_precision: Precision = "day"
    recorded: date

    @model_validator(mode="after")
    def _one_figure_at_most(self) -> Self:
        ranged = self.low is not None and self.high is not None
        if (self.low is None) != (self.high is None):
            raise ValueError("both low and high of a range, or neither")
        if ranged and self.value is not None:
            raise ValueError("either value or low and high, not all three")
        if ranged and self.low > self.high:  # type: ignore[operator]
            raise ValueError("low not above high")
        if (ranged or self.value is not None) != (self.unit is not None):
            raise ValueError("a unit with a figure, and none without")
        return self

    @model_validator(mode="after")
    def _a_step_of_a_measure(self) -> Self:
        steps = (self.announced, self.effective, self.loosened, self.ended)
        days = [day for day in steps if day is not None]
        if (self.measure is None) != (self.actor is None):
            raise ValueError("both the measure and its actor, or neither")
        if days and self.measure is None:
            raise ValueError("the measure that announced, effective, loosened and ended speak of")
        if self.measure_precision != "day" and not days:
            raise ValueError("a measure_precision only with a day on which a step was taken")
        if self.effective and self.ended and self.effective > self.ended:
            raise ValueError("an end not before it took effect")
        return self

    @property
    def middle(self) -> float | None:
        """The figure, or the middle of the range; nothing for a statement without one."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.value

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The lowest and the highest that the claim speaks of."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        return None if self.value is None else (self.value, self.value)


class Framing(Judgement):
    """How we put a question that several claims answer: its name on a page, and what is done.

    `apart` says why no parameter chooses among the claims; without it, one does, by its own rule.
    """

    title: Text
    question: Text
    apart: Text | None = None


class Conflict(Record):
    """A question that several claims answer, as it was put since each of some days."""

    values: Annotated[tuple[Framing, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        ordered(self.values)
        return self

    @property
    def current(self) -> Framing:
        """How the question is put on the day of the view."""
        return self.values[-1]

    @property
    def title(self) -> str:
        """Its name on the day of the view."""
        return self.current.title

    @property
    def question(self) -> str:
        """The question on the day of the view."""
        return self.current.question

    @property
    def apart(self) -> str | None:
        """Why no parameter chooses on the day of the view, unless one does."""
        return self.current.apart


class Naming(Judgement):
    """What a measure or event is called on a page."""

    title: Text


class MeasureName(Record):
    """The names of a measure or event that claims report on, oldest first.

    `shown_by` are the claims whose words show it, best first: of those known, a table quotes one.
    """

    shown_by: Names = ()
    values: Annotated[tuple[Naming, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        ordered(self.values)
        return self

    @property
    def current(self) -> Naming:
        """The name in use on the day of the view."""
        return self.values[-1]

    @property
    def title(self) -> str:
        """The name on the day of the view, in words."""
        return self.current.title


class Estimate(Judgement):
    """The value we compute with since a day, how sure we are, and why.

    `low` and `high` hold the stated `credibility` between them; `shape` says how it is spread (see
    `spreads`), and two `counts` may stand in place of the ends. `hedge` names the claim whose own
    words give spread and shape instead. `choice` is the rule by which the value was taken among
    claims that differ, and `because` its reason where the rule is our judgement.
    """

    central: Number
    low: Number | None = None
    high: Number | None = None
    credibility: Annotated[float, Field(gt=0, le=1)] | None = None
    shape: Shape = "fixed"
    counts: Annotated[tuple[Number, Number] | None, Field(strict=False)] = None
    hedge: Text | None = None
    claims: Names = ()
    assumed: Text | None = None
    choice: Choice | None = None
    because: Text | None = None
    quality: Literal["green", "amber", "red"]

    @model_validator(mode="after")
    def _grounds(self) -> Self:
        if not self.claims and not self.assumed:
            raise ValueError("claims that it cites, or under `assumed` the reason why we assume it")
        if (self.choice == "judged") != (self.because is not None):
            raise ValueError("`because` with the choice 'judged', and with no other")
        return self

    @model_validator(mode="after")
    def _spread(self) -> Self:
        spread = (self.low, self.high, self.credibility)
        if self.hedge is not None and (self.shape != "fixed" or spread != (None, None, None)):
            raise ValueError("a spread of its own, or the hedge of a claim, not both")
        if self.shape in spreads.COUNTED:
            spreads.check_counts(self.shape, self.central, self.counts)
        elif self.counts is not None:
            raise ValueError("counts with the shape 'gamma' or 'beta', and with no other")
        elif self.shape != "fixed":
            spreads.check(self.shape, self.central, *spread)
        return self

    @property
    def is_drawn(self) -> bool:
        """Whether it has a spread, of its own or by the words of a claim."""
        return self.shape != "fixed" or self.hedge is not None


class Parameter(Record):
    """A quantity of the model with its dated values, oldest first."""

    title: Text
    unit: UnitSymbol
    dimension: Annotated[int, Field(ge=0, lt=64)] | None = None
    minimum: Number = 0.0
    maximum: Number | None = None
    slider: Annotated[tuple[Number, Number, Number] | None, Field(strict=False)] = None
    values: Annotated[tuple[Estimate, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _ordered_and_drawable(self) -> Self:
        ordered(self.values)
        if self.dimension is None and any(e.is_drawn for e in self.values):
            raise ValueError("a Sobol' dimension, since it is drawn")
        for number in (e.central for e in self.values):
            if number < self.minimum or (self.maximum is not None and number > self.maximum):
                raise ValueError(f"central values within {self.minimum} and {self.maximum}")
        return self

    @property
    def current(self) -> Estimate:
        """The latest value of the view."""
        return self.values[-1]


class Scenario(Judgement):
    """What a reader is asked to suppose: policy choices, and what differs from the baseline."""

    title: Text
    reference: Text
    description: Text
    choices: dict[Text, Text] = Field(default_factory=dict)
    parameters: dict[Text, Number | Text] = Field(default_factory=dict)
