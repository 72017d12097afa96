"""Questions that an edition answers with odds, and what came of them."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from h200analysis.evidence.kind import Asked, Kind
from h200analysis.evidence.record import Judgement, Names, Number, Text, held, ordered

About = Literal["any_delivery", "first_delivery", "delivered_chips"]


class Resolution(Judgement):
    """What came of a question, as far as could be known since a day; 1 and 0 are yes and no.

    A first delivery that came was made after the end of the day `after`, on which there had been
    none, and by the end of the day `until`, on which there had.
    """

    value: Annotated[Number, Field(ge=0)]
    after: date | None = None
    until: date | None = None
    claims: Annotated[Names, Field(min_length=1)]
    because: Text


class Question(Judgement):
    """What will have been delivered by the end of a day: any chip at all, when first, how many."""

    title: Text
    about: About
    by: date
    resolutions: Annotated[tuple[Resolution, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _resolved_in_order(self) -> Self:
        ordered(self.resolutions)
        if any(r.value not in {0, 1} for r in self.resolutions if self.about != "delivered_chips"):
            raise ValueError("1 or 0 for what comes true or not")
        if not all(self._is_dated_rightly(resolution) for resolution in self.resolutions):
            raise ValueError(
                "`after` before `until`, which is not after `by`, where a first delivery came; "
                "neither of the two elsewhere"
            )
        if self.since >= self.by:
            raise ValueError("a day asked before the day asked about")
        return self

    def _is_dated_rightly(self, resolution: Resolution) -> bool:
        after, until = resolution.after, resolution.until
        if self.about != "first_delivery" or resolution.value == 0:
            return after is None and until is None
        return after is not None and until is not None and after < until <= self.by

    @property
    def outcome(self) -> Resolution | None:
        """The newest resolution of the view, if there is one."""
        return self.resolutions[-1] if self.resolutions else None


def _known(question: Question, asked: Asked) -> Question | None:
    """Return a question that was asked by the day, answered as far as it could be."""
    if not held((question,), asked.day, asked.recorded):
        return None
    answers = held(question.resolutions, asked.day, asked.recorded)
    return question.model_copy(update={"resolutions": answers})


QUESTIONS = Kind(
    "questions", Question, _known, decisions=lambda question: (question, *question.resolutions)
)
