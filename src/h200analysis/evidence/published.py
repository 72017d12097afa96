"""Figures that others published and that the model should reproduce from published inputs."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from h200analysis.evidence.files import Folder
from h200analysis.evidence.kind import Asked, Kind
from h200analysis.evidence.record import Number, Record, Text

if TYPE_CHECKING:
    from h200analysis.evidence.ledger import Ledger


class PublishedFigure(Record):
    """One such figure: a claim, the formula and its inputs, and how near it has to come.

    Each of `inputs` is a claim by its id (`id.low` or `id.high` for an end of a range), a number
    whose reason stands under `assumed`, or the text of a choice. `tolerance` is relative, or in the
    figure's unit where that is zero, and rests on `because`, the
    way in which the figure was published. A misfit stays in, `explained`.
    """

    title: Text
    claim: Text
    part: Literal["low", "high"] | None = None
    formula: Text
    inputs: dict[Text, Number | Text]
    assumed: dict[Text, Text] = Field(default_factory=dict)
    tolerance: Annotated[Number, Field(ge=0)]
    because: Text
    finding: Literal["fits", "misfit"]
    explained: Text | None = None
    recorded: date

    @model_validator(mode="after")
    def _grounded(self) -> Self:
        numbers = {name for name, given in self.inputs.items() if not isinstance(given, str)}
        if numbers != self.assumed.keys():
            raise ValueError("a reason under `assumed` for each input that is a number, no other")
        if (self.finding == "misfit") != (self.explained is not None):
            raise ValueError("`explained` with a misfit, and with nothing else")
        return self

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that it rests on, the figure itself first; texts of choices are none."""
        cited = (given for given in self.inputs.values() if isinstance(given, str))
        return self.claim, *(name.partition(".")[0] for name in cited)


def _known(figure: PublishedFigure, asked: Asked) -> PublishedFigure | None:
    """Return a figure that was recorded in time and all of whose claims the view holds."""
    cited = (name for name in figure.claims if name in asked.every)
    is_known = figure.recorded <= asked.recorded and all(name in asked.claims for name in cited)
    return figure if is_known else None


def _check(folder: Folder, figures: Mapping[str, PublishedFigure], _: "Ledger") -> None:
    """A published figure is a claim, and is not computed from itself."""
    for name, figure in figures.items():
        if figure.claim not in folder.seen:
            expected = "the id of a sound claim"
            folder.fault(PUBLISHED.file, name, "claim", repr(figure.claim), expected)
        if figure.claim in figure.claims[1:]:
            expected = "inputs other than the figure itself"
            folder.fault(PUBLISHED.file, name, "inputs", repr(figure.claim), expected)


PUBLISHED = Kind(
    "published", PublishedFigure, _known, _check, is_known=False, plural="published figures"
)
