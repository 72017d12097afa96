"""From words to numbers: what a claim's hedge says of how far the figure may be off.

The rules are data (`data/rules.toml`, with their literature); here they are read and applied.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import floor, isclose, log10
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from h200analysis.evidence.answers import answer
from h200analysis.evidence.record import Names, Number, Record, Text, UnitSymbol
from h200analysis.evidence.records import Claim
from h200analysis.evidence.spreads import Shape

_ROUND_DIGITS = 2
_RANGE = "between"

# A negation holds for a phrase a few words on ("cannot receive more than"), but not beyond a comma,
# a conjunction, or the "only" that takes it back ("not only more than").
_NEGATION = re.compile(
    r"""(?<!\w)(?:no|not|cannot|never|neither|nor|without|\w+n['’]t)
        (?:\s+(?!(?:only|just|merely|but|and|yet|that|which|because)\b)[\w.’'-]+){0,4}\s+$""",
    re.IGNORECASE | re.VERBOSE,
)


class Rule(Record):
    """What one kind of hedge says: when it holds, which shape it gives and how wide.

    `words` are groups of phrases, of each of which one must stand in the qualifier, and not after a
    negation; `negates` names the rule whose phrases must stand there after one. The width is one
    of: `steps` of the number's own coarseness, a `factor` to either side, a `share` of it. Steps to
    either side stay within the factor `widest`, since 500,000 is its own coarse step.
    """

    title: Text
    words: Annotated[tuple[Names, ...], Field(strict=False)] = ()
    negates: Text | None = None
    units: Annotated[tuple[UnitSymbol, ...], Field(strict=False)] = ()
    shape: Shape
    steps: Number | None = None
    factor: Number | None = None
    share: Number | None = None
    widest: Number = 1.25
    credibility: Annotated[float, Field(gt=0, le=1)]
    why: Text
    literature: Names
    recorded: date

    @model_validator(mode="after")
    def _one_width(self) -> Self:
        if sum(width is not None for width in (self.steps, self.factor, self.share)) != 1:
            raise ValueError("one of steps, factor and share")
        return self


class Rules(Record):
    """The rules in the order in which they are tried, and the weights of a pool by source tier.

    `read_until` is the day until which the press was read: silence after it says nothing.
    """

    recorded: date
    read_until: date
    weights: Annotated[tuple[Number, ...], Field(strict=False, min_length=3, max_length=3)]
    qualifiers: dict[Text, Rule]

    @model_validator(mode="before")
    @classmethod
    def _stamp(cls, raw: Any) -> Any:
        """Give each rule without a day of its own that of the file."""
        if not isinstance(raw, dict) or not isinstance(raw.get("qualifiers"), dict):
            return raw
        rules = {
            name: {"recorded": raw.get("recorded"), **rule} if isinstance(rule, dict) else rule
            for name, rule in raw["qualifiers"].items()
        }
        return {**raw, "qualifiers": rules}

    @answer("the day up to which reports were read")
    def read_by(self, day: date) -> date:
        """Return the last day, up to a given one, until which the press was read."""
        return min(self.read_until, day)

    def as_recorded(self, day: date) -> "Rules":
        """Return the rules that stood in the ledger at the end of a day."""
        known = {name: rule for name, rule in self.qualifiers.items() if rule.recorded <= day}
        return self.model_copy(update={"qualifiers": known})


@dataclass(frozen=True, slots=True)
class Hedge:
    """The shape and the ends that a hedge gives, and the rule that says so."""

    rule: str
    shape: Shape
    low: float
    high: float
    credibility: float


def spread(claim: Claim, rules: Mapping[str, Rule]) -> Hedge | None:
    """Return how far a claim's figure may be off by its own words; nothing if no rule reads them.

    A range keeps its own ends, by the rule named `between`. None at all is exactly none.
    """
    if claim.bounds is None or claim.value == 0:
        return None
    low, high = claim.bounds
    if low != high:
        rule = rules[_RANGE]
        return Hedge(_RANGE, rule.shape, low, high, rule.credibility)
    hedges = ((name, rule) for name, rule in rules.items() if name != _RANGE)
    matching = next(((name, rule) for name, rule in hedges if _reads(rule, claim, rules)), None)
    return matching and _applied(*matching, low)


def coarse_step(number: float) -> float:
    """Return the largest of 1, 2.5 and 5 times a power of ten that divides a number.

    2,000,000 counts in millions, 27,000 in thousands, 12,500 in 2,500s (Krifka 2007).
    """
    if number == 0:
        return 0.0
    top = floor(log10(abs(number)))
    steps = (base * 10.0**power for power in range(top, top - 15, -1) for base in (5, 2.5, 1))
    return next(step for step in steps if _divides(step, number))


def _reads(rule: Rule, claim: Claim, rules: Mapping[str, Rule]) -> bool:
    if rule.units and claim.unit not in rule.units:
        return False
    if rule.negates is not None:
        turned = rules[rule.negates].words if rule.negates in rules else ()
        return any(_is_negated(word, claim.qualifier) for group in turned for word in group)
    if rule.words:
        return all(any(_occurs(word, claim.qualifier) for word in group) for group in rule.words)
    return _is_round(claim.value or 0.0)


def _occurs(phrase: str, text: str) -> bool:
    """Return whether a phrase stands in a text at least once without a negation before it."""
    return any(not _NEGATION.search(text[: match.start()]) for match in _found(phrase, text))


def _is_negated(phrase: str, text: str) -> bool:
    """Return whether a phrase stands in a text, and only ever after a negation."""
    return any(True for _ in _found(phrase, text)) and not _occurs(phrase, text)


def _found(phrase: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE)


def _is_round(number: float) -> bool:
    return number != 0 and isclose(number, float(f"{number:.{_ROUND_DIGITS - 1}e}"))


def _applied(name: str, rule: Rule, number: float) -> Hedge:
    low, high = number, number
    if rule.factor is not None:
        low, high = number / rule.factor, number * rule.factor
    elif rule.share is not None:
        low = number * (1 - rule.share)
    elif rule.steps is not None and rule.shape == "above":
        high = number + rule.steps * coarse_step(number)
    elif rule.steps is not None and rule.shape == "below":
        low = number - rule.steps * coarse_step(number)
    elif rule.steps is not None:
        low = max(number - rule.steps * coarse_step(number), number / rule.widest)
        high = number * (number / low)
    return Hedge(name, rule.shape, low, high, rule.credibility)


def _divides(step: float, number: float) -> bool:
    times = number / step
    return isclose(times, round(times), rel_tol=1e-12, abs_tol=1e-9) and round(times) != 0
