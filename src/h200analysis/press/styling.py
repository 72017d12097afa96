"""A chart's specification in the house's typeface, with nothing in it that cannot be printed."""

import re
from typing import Any

from h200analysis.exhibits.characters import printable
from h200analysis.exhibits.typesetting import SANS
from h200analysis.press import days
from h200analysis.press.charts import Spec

_DATA_KEYS = ("data", "datasets", "values")
_TYPEFACE_KEY = re.compile(r"(^f|F)ont$")


def house_style(spec: Spec, alt: str) -> dict[str, Any]:
    """Return the specification in the house's typeface, with its text alternative.

    Every typeface a chart names is replaced, since one that a machine happens to have would
    give other bytes on the next; and a day is the same day in every time zone.
    """
    styled = {key: _restyled(key, value) for key, value in days.as_local(spec).items()}
    config = {**styled.get("config", {}), "font": SANS}
    return {**styled, "config": config, "description": alt}


def _restyled(key: str, value: Any) -> Any:
    if key in _DATA_KEYS:
        return _printable(value)
    if _TYPEFACE_KEY.search(key) and isinstance(value, str):
        return SANS
    if isinstance(value, dict):
        return {_printable(name): _restyled(name, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_restyled("", item) for item in value]
    return _printable(value)


def _printable(part: Any) -> Any:
    """Name what cannot be printed in keys and values alike, so that fields are still found."""
    if isinstance(part, str):
        return printable(part)
    if isinstance(part, list):
        return [_printable(item) for item in part]
    if isinstance(part, dict):
        return {_printable(key): _printable(value) for key, value in part.items()}
    return part
