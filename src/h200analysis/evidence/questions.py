"""Questions that an edition answers with odds, and what came of them."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from h200analysis.evidence.kind import Asked, Kind
from h200analysis.evidence.records import Judgement, Names, Number, Text, held, ordered

About = Literal["any_delivery", "delivered_chips"]


class Resolution(Judgement):
    """What came of a question, as far as could be known since a day; 1 and 0 are yes and no."""

    value: Annotated[Number, Field(ge=0)]
    claims: Annotated[Names, Field(min_length=1)]
    because: Text


class Question(Judgement):
    """What will have been delivered by the end of a day: any chip at all, or how many."""

    title: Text
    about: About
    by: date
    resolutions: Annotated[tuple[Resolution, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _resolved_in_order(self) -> Self:
        ordered(self.resolutions)
        if self.about == "any_delivery" and any(r.value not in {0, 1} for r in self.resolutions):
            raise ValueError("1 or 0 for what comes true or not")
        if self.since >= self.by:
            raise ValueError("a day asked before the day asked about")
        return self

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
