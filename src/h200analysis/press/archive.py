"""What published editions have printed and locked."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from h200analysis.errors import H200Error
from h200analysis.inquiry.forecasts import Forecast

NAME = "forecasts.json"


class ArchiveError(H200Error, ValueError):
    """A folder of editions that does not hold what was asked of it, or not as it was written."""


def printed(editions: Path, day: date) -> list[dict[str, Any]]:
    """Return every figure that the editions of a day printed; variants are left out.

    A day without an edition is refused.
    """
    paths = [path for path in _of(editions, "figures.json") if path.parts[-3] == str(day)]
    if not paths:
        raise ArchiveError(f"There is no edition of {day} in {editions}; build it, or leave --out.")
    return [_printed(path, entry) for path in paths for entry in _read(path)]


def _printed(path: Path, entry: Any) -> dict[str, Any]:
    needed = {"formula", "statistic", "supposing", "value"}
    if not isinstance(entry, dict) or not needed <= entry.keys():
        told = f"{path} holds no figures as this version writes them; build the edition again."
        raise ArchiveError(told)
    return entry


def locked(editions: Path) -> list[Forecast]:
    """Return every locked forecast below a folder of editions, each question once a day.

    Variants, whose figures were supposed or set by hand, are left out; no lock at all is refused.
    """
    forecasts: dict[tuple[str, str], Forecast] = {}
    for path in _of(editions, NAME):
        for forecast in _unlocked(path):
            forecasts.setdefault((forecast.question, str(forecast.as_of)), forecast)
    if not forecasts:
        raise ArchiveError(f"No edition in {editions} has locked any odds; build one first.")
    return list(forecasts.values())


def _unlocked(path: Path) -> list[Forecast]:
    try:
        return [Forecast.unlocked(entry) for entry in _read(path)]
    except (LookupError, TypeError, AttributeError):
        told = f"{path} holds no forecasts as this version writes them; build the edition again."
        raise ArchiveError(told) from None


def _of(editions: Path, name: str) -> Iterator[Path]:
    paths = sorted(editions.glob(f"*/*/{name}"))
    return (path for path in paths if "--" not in path.parent.name)


def _read(path: Path) -> list[dict[str, Any]]:
    """Return the entries of a file, or refuse it in a sentence."""
    try:
        entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ArchiveError(f"{path} is no JSON ({error}); build the edition again.") from None
    return entries
