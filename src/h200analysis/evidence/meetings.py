"""Meetings of the two leaders: when they were expected, as could be known since each of some days.

A bargain at such a meeting may open China's gate; how likely that is stands in the parameters.
"""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from h200analysis.evidence.kind import Kind, with_values
from h200analysis.evidence.record import Judgement, Names, Number, Record, Text, ordered

Share = Annotated[float, Field(ge=0, le=1)]


class DatedMeeting(Judgement):
    """When a meeting takes place, as could be known since a day.

    Either `on` a day; or on any day from `first` to `last`, each as likely, unless it `slips` (a
    chance) to one of the `slip_weeks` after `last`, or is called `off` (a chance); or it has been
    `cancelled`.
    """

    on: date | None = None
    first: date | None = None
    last: date | None = None
    slips: Share | None = None
    slip_weeks: Annotated[Number, Field(gt=0)] | None = None
    off: Share | None = None
    cancelled: bool = False
    claims: Annotated[Names, Field(min_length=1)]
    because: Text

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        window = (self.first, self.last, self.slips, self.slip_weeks, self.off)
        has_window = any(part is not None for part in window)
        if (self.on is not None) + has_window + self.cancelled != 1:
            raise ValueError("one of `on`, a window from `first` to `last`, and `cancelled = true`")
        if has_window:
            _check_window(self)
        return self


def _check_window(value: DatedMeeting) -> None:
    """Refuse a window that is incomplete, empty, already over, or more than certain to fail."""
    if (
        value.first is None
        or value.last is None
        or value.slips is None
        or value.slip_weeks is None
        or value.off is None
    ):
        raise ValueError("all of `first`, `last`, `slips`, `slip_weeks` and `off` of a window")
    if value.first > value.last:
        raise ValueError("a window whose `first` day is not after its `last`")
    if value.last < value.since:
        raise ValueError("a window that is not over on the day since which it is expected")
    if value.slips + value.off > 1:
        raise ValueError("chances `slips` and `off` that come to at most 1")


class Meeting(Record):
    """A meeting of the two leaders, with its dated values, oldest first."""

    title: Text
    values: Annotated[tuple[DatedMeeting, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        ordered(self.values)
        return self

    @property
    def current(self) -> DatedMeeting:
        """When it takes place, as far as the view knows."""
        return self.values[-1]


MEETINGS = Kind("meetings", Meeting, with_values, decisions=lambda meeting: (meeting.current,))
