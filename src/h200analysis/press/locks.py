"""The forecasts that published editions have locked."""

import json
from pathlib import Path

from h200analysis.study.forecasts import Forecast

NAME = "forecasts.json"


def locked(editions: Path) -> list[Forecast]:
    """Return every locked forecast below a folder of editions, each question once a day.

    Variants, whose figures were supposed or set by hand, are left out.
    """
    found: dict[tuple[str, str], Forecast] = {}
    for path in sorted(editions.glob(f"*/*/{NAME}")):
        if "--" in path.parent.name:
            continue
        for entry in json.loads(path.read_text(encoding="utf-8")):
            forecast = Forecast.unlocked(entry)
            found.setdefault((forecast.question, str(forecast.as_of)), forecast)
    return list(found.values())
