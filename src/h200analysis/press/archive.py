"""What published editions have printed."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from h200analysis.errors import H200Error
from h200analysis.press import placing


class ArchiveError(H200Error, ValueError):
    """A folder of editions that does not hold what was asked of it, or not as it was written."""


def printed(editions: Path, day: date) -> list[dict[str, Any]]:
    """Return every figure that the editions of a day printed; variants are left out.

    A day without an edition is refused.
    """
    paths = [path for path in _of(editions, "figures.json") if path.parts[-4] == str(day)]
    if not paths:
        raise ArchiveError(f"There is no edition of {day} in {editions}; build it, or leave --out.")
    return [_printed(path, entry) for path in paths for entry in _read(path)]


def _printed(path: Path, entry: Any) -> dict[str, Any]:
    needed = {"formula", "statistic", "supposing", "value"}
    if not isinstance(entry, dict) or not needed <= entry.keys():
        told = f"{path} holds no figures as this version writes them; build the edition again."
        raise ArchiveError(told)
    return entry


def _of(editions: Path, name: str) -> Iterator[Path]:
    """Yield a file of the newest edition of every briefing and day; variants are left out."""
    for folder in sorted(editions.glob("*/*/")):
        edition = placing.newest(folder)
        if edition is not None and "--" not in folder.name and (edition / name).is_file():
            yield edition / name


def _read(path: Path) -> list[dict[str, Any]]:
    """Return the entries of a file, or refuse it in a sentence."""
    try:
        entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ArchiveError(f"{path} is no JSON ({error}); build the edition again.") from None
    return entries
