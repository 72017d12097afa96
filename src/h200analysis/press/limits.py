"""Limits of an edition: how long its cells may take, and how much they may hold and print."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from h200analysis.press.parameters import ParameterError

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Limits(BaseModel):
    """Seconds of a cell and of all cells, and megabytes that a kernel may hold and a cell print.

    They are no part of an edition's key, since what stays within them is the same without them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cell_seconds: Positive = 600
    edition_seconds: Positive = 1800
    memory_mb: Annotated[float, Field(ge=256, allow_inf_nan=False)] = 4096
    output_mb: Positive = 10

    def changed(self, given: Mapping[str, str]) -> "Limits":
        """Return these limits with others in their place.

        Raises `ParameterError` for a name that is none, or a value that no limit may have.
        """
        try:
            return Limits.model_validate({**self.model_dump(), **given})
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(map(str, first["loc"]))
            names = ", ".join(Limits.model_fields)
            raise ParameterError(
                f"--limit {name}={given.get(name)}: {first['msg']}; the limits are {names}."
            ) from None
