"""What can be told of a request at a glance, before anything is loaded that takes its time."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from h200analysis import project
from h200analysis.cli.selection import Selection


class Glance(NamedTuple):
    """Whether something is surely to be made, and whether one edition is all that is asked for."""

    is_due: bool
    is_single: bool


def at(asked: Selection) -> Glance:
    """Look at names and days alone: what has no edition of its day is surely due.

    Nothing is checked for that, and what is not surely due may be due. What is unsound is told by
    whoever needs it.
    """
    with suppress(Exception):
        tables = project.catalogue(project.root())
        names = asked.briefings or [name for name, it in tables.items() if isinstance(it, dict)]
        wanted = {(day, name) for name in names for day in _days(asked, tables[name])}
        out = asked.out or project.editions()
        is_due = any(_is_day(day) and not _has_any(out / day, name) for day, name in wanted)
        return Glance(is_due, len(wanted) == 1 and "matrix" not in tables[names[0]])
    return Glance(is_due=False, is_single=False)


def _days(asked: Selection, briefing: Mapping[str, Any]) -> Iterable[str]:
    if asked.file or any(value.startswith("as_of=") for value in asked.given):
        return ()  # a longer look is needed
    return [asked.as_of] if asked.as_of else briefing.get("as_of", ())


def _is_day(said: str) -> bool:
    """Whether a day is named; which one is the latest the evidence would have to tell."""
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def _has_any(folder: Path, briefing: str) -> bool:
    """Tell whether a day's folder has a briefing, or a variant of it."""
    try:
        names = [each.name for each in folder.iterdir()]
    except OSError:
        return False
    return any(name == briefing or name.startswith(f"{briefing}--") for name in names)
