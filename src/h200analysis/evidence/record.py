"""What all records of the evidence have in common: types of fields, and values by their days."""

import re
import reprlib
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
)

from h200analysis.errors import UnknownAttributeError, without

UNITS = "units"  # in the context of a validation, the units of the project
_NEAR = 4  # units that a sentence names

# The Unicode categories Cc, Zl, Zp and Cs: controls, separators of lines, halves of pairs.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _plain(text: str) -> str:
    """Refuse control characters: no source prints them, and they can steer what shows the text."""
    if control := _CONTROL.search(text):
        raise ValueError(
            f"text without control characters (U+{ord(control[0]):04X} is character "
            f"{control.start() + 1})"
        )
    return text


def _a_unit(symbol: str, info: ValidationInfo) -> str:
    """Refuse a unit that the project does not list; a record by itself belongs to no project."""
    known = (info.context or {}).get(UNITS)
    if known is None or symbol in known:
        return symbol
    near = get_close_matches(symbol, known) or known
    told = ", ".join(map(repr, near[:_NEAR]))
    raise ValueError(f"a unit that data/units.toml lists, such as {told}")


Text = Annotated[str, Field(min_length=1), AfterValidator(_plain)]
Link = Annotated[Text, Field(pattern=r"^https://[!#-;=?-\[\]_a-z~]+$")]
Names = Annotated[tuple[Text, ...], Field(strict=False)]
UnitSymbol = Annotated[Text, AfterValidator(_a_unit)]
Number = Annotated[float, Field(allow_inf_nan=False)]
_LINE = 240  # characters of a record in a terminal; model_dump() gives all of it


class Record(BaseModel):
    """Frozen, strict about types, and without room for a misspelt field."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    noted_by: ClassVar[Any] = None  # where its reading is noted, of one that has it noted (`notes`)

    def __repr__(self) -> str:
        """Return the record on a line: the fields that were given, long ones cut."""
        given = (name for name in type(self).model_fields if name in self.model_fields_set)
        told = ", ".join(f"{name}={reprlib.repr(getattr(self, name))}" for name in given)
        return f"{type(self).__name__}({told if len(told) <= _LINE else told[:_LINE] + '…'})"

    if not TYPE_CHECKING:  # a type checker would take any name for granted

        def __getattr__(self, name: str) -> Any:
            try:
                return super().__getattr__(name)
            except AttributeError:
                if name.startswith("_") or name == "keys":  # which Python asks for by itself
                    raise
                told = without(self, name, type(self).model_fields)
                raise UnknownAttributeError(told) from None


class Judgement(Record):
    """Something that we decided: since which day it holds, and on which day we recorded it.

    A judgement recorded after `since` was made with hindsight. It is never rewritten: one of the
    same `since` and a later `recorded` takes its place.
    """

    since: date
    recorded: date


J = TypeVar("J", bound=Judgement)


def ordered(values: Sequence[Judgement]) -> None:
    """Refuse values that do not stand in the order in which they hold and were recorded."""
    days = [(value.since, value.recorded) for value in values]
    if days != sorted(set(days)):
        raise ValueError(
            "values with rising `since` dates, oldest first; on one day, with rising `recorded`"
        )


def held(values: Iterable[J], day: date, recorded: date) -> tuple[J, ...]:
    """Return the values that held by a day, each as it was last recorded by another."""
    known = (value for value in values if value.since <= day and value.recorded <= recorded)
    return tuple({value.since: value for value in known}.values())


class Units(Record):
    """The units that figures of a project may have."""

    units: Annotated[Names, Field(min_length=1)]
