"""The chart inside an output whose script was to draw it, as Altair's default renderer has it."""

import json
import re
from collections.abc import Mapping
from typing import Any

_BEGINNING = re.compile(r"(?:\(|=|,)\s*(?=\{\s*\")")
_MOST_TRIES = 200
_CHARTS = {"mark", "layer", "hconcat", "vconcat", "concat", "facet", "repeat", "spec"}


def spec(page: str) -> Mapping[str, Any] | None:
    """Return the specification of Vega or Vega-Lite in a script of the page, if one holds it."""
    if "<script" not in page or not re.search(r"vega|altair", page, re.IGNORECASE):
        return None
    decoder, place = json.JSONDecoder(), 0
    for _ in range(_MOST_TRIES):
        match = _BEGINNING.search(page, place)
        if match is None:
            return None
        try:
            found, place = decoder.raw_decode(page, match.end())
        except (ValueError, RecursionError):
            place = match.end()
            continue
        if isinstance(found, dict) and _is_chart(found):
            return found
    return None


def _is_chart(found: Mapping[str, Any]) -> bool:
    schema = str(found.get("$schema", ""))
    return "/vega" in schema or bool(_CHARTS & found.keys())
