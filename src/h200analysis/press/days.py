"""Days in charts, kept from slipping to the day before west of Greenwich.

A browser takes 2026-01-15 for midnight in Greenwich and prints it by the reader's clock, as
14 January in New York; 2026-01-15T00:00:00 it takes for midnight wherever the reader is.
"""

import re
from collections.abc import Iterator
from typing import Any

_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_FIRST = "-01-01"  # what completes a year to a day, and a month with its second half


def as_local(spec: Any) -> Any:
    """Return the specification with days, months and years of fields of time as midnights here."""
    return _shifted(spec, frozenset(_temporal_fields(spec)))


def _temporal_fields(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if "field" in part and _is_of_time(part):
            yield str(part["field"])
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _temporal_fields(inner)


def _is_of_time(part: dict[str, Any]) -> bool:
    """Say whether a channel or transform reads its field as time by the clock of the reader."""
    unit = part.get("timeUnit")
    name = str(unit.get("unit") if isinstance(unit, dict) else unit or "")
    return part.get("type") == "temporal" or (name != "" and not name.startswith("utc"))


def _shifted(part: Any, fields: frozenset[str]) -> Any:
    if isinstance(part, list):
        return [_shifted(inner, fields) for inner in part]
    if isinstance(part, dict):
        return {
            key: _midnight(value) if key in fields else _shifted(value, fields)
            for key, value in part.items()
        }
    return part


def _midnight(value: Any) -> Any:
    if not (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    return f"{value}{_FIRST[len(value) - 4 :]}T00:00:00"
