"""Drawn parameters that do not vary by themselves: how closely they rank together, and why."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from h200analysis.evidence.files import Folder
from h200analysis.evidence.kind import Kind, with_values
from h200analysis.evidence.record import Judgement, Names, Record, Text, ordered

if TYPE_CHECKING:
    from h200analysis.evidence.ledger import Ledger


class DatedCorrelation(Judgement):
    """How closely two parameters rank together since a day: Spearman's correlation, and why."""

    spearman: Annotated[float, Field(ge=-1, le=1)]
    claims: Names = ()
    assumed: Text


class Correlation(Record):
    """Two drawn parameters that do not vary by themselves, with dated values, oldest first."""

    between: Annotated[tuple[Text, Text], Field(strict=False)]
    values: Annotated[tuple[DatedCorrelation, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _ordered_pair(self) -> Self:
        ordered(self.values)
        if self.between[0] == self.between[1]:
            raise ValueError("two different parameters")
        return self

    @property
    def current(self) -> DatedCorrelation:
        """The latest value of the view."""
        return self.values[-1]


def _check(folder: Folder, correlations: Mapping[str, Correlation], ledger: "Ledger") -> None:
    """A correlation ties two parameters that are drawn, and no two correlations the same pair."""
    tied: dict[frozenset[str], str] = {}
    for name, correlation in correlations.items():
        for end in correlation.between:
            parameter = ledger.parameters.get(end)
            if end not in folder.seen or (parameter and parameter.dimension is None):
                expected = "two names of data/parameters.toml that are drawn"
                folder.fault(CORRELATIONS.file, name, "between", repr(end), expected)
        first = tied.setdefault(frozenset(correlation.between), name)
        if first != name:
            told = f"the pair of {first!r}"
            folder.fault(CORRELATIONS.file, name, "between", told, "a pair of its own")


CORRELATIONS = Kind(
    "correlations", Correlation, with_values, _check, lambda found: (found.current,)
)
