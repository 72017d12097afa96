"""The records of the ledger: sources, claims, parameters, scenarios (see data/README.md)."""

from datetime import date
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

UnitSymbol = Literal[
    "chip", "H20 chip", "910C chip", "USD", "USD/chip", "CNY", "CNY/USD", "share", "ratio",
    "month", "week", "chip/month", "TPP", "TB/s", "GB", "W", "nm", "module", "chip/module",
    "firm", "person", "B300-equivalent", "vote", "document", "wafer/month", "USD/hour",
]  # fmt: skip
UNITS: frozenset[str] = frozenset(get_args(UnitSymbol))

Text = Annotated[str, Field(min_length=1)]
Names = Annotated[tuple[str, ...], Field(strict=False)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class Record(BaseModel):
    """Frozen, strict about types, and without room for a misspelt field."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Source(Record):
    """Who published something, where and when. `published` says since when it could be known."""

    publisher: Text
    via: str | None = None
    title: Text
    url: Annotated[str | None, Field(pattern=r"^https://\S+$")] = None
    published: date
    precision: Literal["day", "week", "month"] = "day"
    accessed: date
    kind: Literal["official", "company", "press", "analyst"]
    tier: Annotated[int, Field(ge=1, le=3)]


class Claim(Record):
    """One thing that one source says, in its own qualifier; superseded, but never corrected."""

    source: Text
    subject: Text
    metric: Text
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: UnitSymbol | None = None
    qualifier: Text
    as_of: date
    forecast: bool = False
    attribution: Text
    paraphrase: Text
    conflict_group: str | None = None
    supersedes: str | None = None
    announced: date | None = None
    effective: date | None = None
    ended: date | None = None

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


class Estimate(Record):
    """The value we compute with since a day, how sure we are, and why.

    `low` and `high` hold the stated `credibility` between them. Shapes: `fixed` is never drawn;
    `lognormal` has its central value at the geometric mean of the interval; `above` reads "more
    than X": X plus a Beta(1, 3) share of the way to `high` (model page 2.5).
    """

    since: date
    central: Number
    low: Number | None = None
    high: Number | None = None
    credibility: Annotated[float, Field(gt=0, le=1)] | None = None
    shape: Literal["fixed", "lognormal", "above"] = "fixed"
    claims: Names = ()
    assumed: str | None = None
    quality: Literal["green", "amber", "red"]

    @model_validator(mode="after")
    def _grounds_and_spread(self) -> Self:
        if not self.claims and not self.assumed:
            raise ValueError("claims that it cites, or under `assumed` the reason why we assume it")
        spread = (self.low, self.high, self.credibility)
        if self.shape == "fixed":
            return self
        if self.low is None or self.high is None or self.credibility is None:
            raise ValueError(
                f"low, high and credibility for the shape {self.shape!r}, not {spread}"
            )
        if not self.low <= self.central <= self.high or self.low == self.high:
            raise ValueError("low <= central <= high, low below high")
        if self.shape == "lognormal" and (self.low <= 0 or self.credibility == 1):
            raise ValueError("a lognormal above zero with a credibility below 1")
        return self


class Parameter(Record):
    """A quantity of the model with its dated values, oldest first."""

    title: Text
    unit: UnitSymbol
    dimension: Annotated[int, Field(ge=0)] | None = None
    minimum: Number = 0.0
    maximum: Number | None = None
    balance: str | None = None  # of odds: the regime that takes up what this one gives
    slider: Annotated[tuple[Number, Number, Number] | None, Field(strict=False)] = None
    values: Annotated[tuple[Estimate, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _ordered_and_drawable(self) -> Self:
        days = [estimate.since for estimate in self.values]
        if days != sorted(set(days)):
            raise ValueError("values with rising `since` dates, oldest first")
        if self.dimension is None and any(e.shape != "fixed" for e in self.values):
            raise ValueError("a Sobol' dimension, since it is drawn")
        for number in (e.central for e in self.values):
            if number < self.minimum or (self.maximum is not None and number > self.maximum):
                raise ValueError(f"central values within {self.minimum} and {self.maximum}")
        return self

    @property
    def current(self) -> Estimate:
        """The latest value of the view."""
        return self.values[-1]


class Scenario(Record):
    """What a reader is asked to suppose: policy choices, and what differs from the baseline."""

    title: Text
    reference: Text
    description: Text
    since: date
    choices: dict[str, str] = {}
    parameters: dict[str, float | str] = {}
