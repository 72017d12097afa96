"""The other editions of a day: those of the same evidence, parameters and software."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from h200analysis.press import manifest, placing

_FIGURES = "figures.json"


def figures(folder: Path, about: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return the figures of the newest editions beside a briefing's folder, by briefing.

    Those count whose manifest has all of `about`. The briefing itself is left out, and so is what
    is no whole edition.
    """
    found: dict[str, list[Any]] = {}
    for other in sorted(folder.parent.glob("*/")):
        newest = placing.newest(other)
        if other.name == folder.name or newest is None:
            continue
        told = manifest.read(newest)
        try:
            if all(told.get(key) == value for key, value in about.items()):
                found[other.name] = json.loads((newest / _FIGURES).read_bytes())
        except (OSError, ValueError):
            continue
    return found
