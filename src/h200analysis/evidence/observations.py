"""What a claim says of an amount: of chips delivered so far, or of firm orders."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from math import log
from statistics import NormalDist
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from h200analysis.counting import counted
from h200analysis.evidence import qualifiers
from h200analysis.evidence.files import Folder
from h200analysis.evidence.kind import Kind, if_held
from h200analysis.evidence.record import Judgement, Number, Text

if TYPE_CHECKING:
    from h200analysis.evidence.ledger import Ledger

Quantity = Literal["delivered", "firm_orders"]
Form = Literal["about", "below", "at_most_words"]


class Observation(Judgement):
    """What the claim of its name says of an amount, by the end of the day `by`.

    `about`: the logarithm of the amount lies around that of `chips`, normally distributed with the
    standard `deviation`. `below`: `chips` is an upper bound whose own logarithm is known to the
    deviation. Where no deviation is given, the claim's hedge gives it (`data/rules.toml`).
    `at_most_words`: a word such as "trivial" speaks moderately (a factor of 3) against each
    tripling of the amount above `chips`, for the first two triplings.
    """

    quantity: Quantity
    form: Form
    chips: Annotated[Number, Field(gt=0)]
    by: date
    deviation: Annotated[Number, Field(gt=0)] | None = None
    because: Text

    @model_validator(mode="after")
    def _words_have_no_deviation(self) -> Self:
        if self.form == "at_most_words" and self.deviation is not None:
            raise ValueError("no `deviation` with the form 'at_most_words'")
        return self

    @property
    def title(self) -> str:
        """What it says, in short."""
        return f"{self.quantity}, {self.form} {counted(round(self.chips), 'chip')} by {self.by}"


@dataclass(frozen=True, slots=True)
class Observed:
    """An observation of a view with its deviation, that of the claim's own words included.

    `deviation` is the standard deviation of the natural logarithm, and 0 for `at_most_words`.
    """

    claim: str
    quantity: Quantity
    form: Form
    chips: float
    by: date
    published: date
    deviation: float


def observed(ledger: "Ledger", without: Set[str] = frozenset()) -> tuple[Observed, ...]:
    """Return the observations of a view, in the order in which their claims were published.

    Those of the claims in `without` are left out. Raises `NotKnownError` for a claim among them
    that the view does not hold.
    """
    for name in without:
        ledger.claim(name)  # refuses in a sentence what is misspelt
    told = (
        Observed(
            claim=name,
            quantity=each.quantity,
            form=each.form,
            chips=each.chips,
            by=each.by,
            published=ledger.source_of(name).published,
            deviation=_deviation(ledger, name, each) or 0.0,
        )
        for name, each in ledger.of(OBSERVATIONS).items()
        if name not in without
    )
    return tuple(sorted(told, key=lambda each: (each.published, each.claim)))


def _deviation(ledger: "Ledger", name: str, observation: Observation) -> float | None:
    """Return the deviation that is given, else that of the claim's hedge, if a rule reads it.

    The rules are those of the day on which the observation was recorded.
    """
    if observation.deviation is not None or observation.form == "at_most_words":
        return observation.deviation
    rules = ledger.rules.as_recorded(observation.recorded).qualifiers
    hedge = qualifiers.spread(ledger.claims[name], rules)
    if hedge is None or hedge.shape != "lognormal":
        return None
    deviations = NormalDist().inv_cdf((1 + hedge.credibility) / 2)  # from the middle to an end
    return log(hedge.high / hedge.low) / (2 * deviations)


def _check(folder: Folder, observations: Mapping[str, Observation], ledger: "Ledger") -> None:
    """An observation says how far it may be off, or a rule does; it speaks of no day to come."""
    for name, each in observations.items():
        claim = ledger.claims.get(name)
        source = ledger.sources.get(claim.source) if claim else None
        if source is None:
            continue  # the missing claim or source is told by itself
        if each.by > source.published:
            expected = f"a day not after the claim was published, {source.published}"
            folder.fault(OBSERVATIONS.file, name, "by", str(each.by), expected)
        if each.form != "at_most_words" and _deviation(ledger, name, each) is None:
            expected = "a deviation, since data/rules.toml reads no range in the claim’s words"
            folder.fault(OBSERVATIONS.file, name, "deviation", "nothing", expected)


OBSERVATIONS = Kind(
    "observations",
    Observation,
    if_held,
    _check,
    decisions=lambda observation: (observation,),
    is_of_claims=True,
)
