"""A catalogue of briefings that differ in their schedules alone, and calls of the service on it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from h200analysis.delivery.schedule import taking
from h200analysis.delivery.schedule.book import MADE, MISSED, Book
from h200analysis.press.catalogue import Briefing, Catalogue

ROOT = Path("/nowhere")


def catalogue(**schedules: str | Mapping[str, Any]) -> Catalogue:
    """Return a catalogue of briefings: of each its schedule, or all its fields of timing."""
    return Catalogue(ROOT, {name: _briefing(given) for name, given in schedules.items()})


def _briefing(given: str | Mapping[str, Any]) -> Briefing:
    timing = {"schedule": given} if isinstance(given, str) else dict(given)
    about = {"title": "Small", "question": "?", "reader": "Nobody", "notebook": "none.ipynb"}
    return Briefing.model_validate({**about, **timing})


def hour(text: str) -> datetime:
    """Return an hour in UTC, such as "2026-01-15 06:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def called(book: Book, known: Catalogue, at: datetime, outcome: str = MADE) -> list[datetime]:
    """Do what a call of `h200 run` does, but for the press; return the hours that it has met."""
    taking.mark_killed(book, known)
    taken = taking.due(book, known, at)
    for each in taken:
        book.end(each.run, at, outcome)
    return [each.hour.due for each in taken]


def missed(book: Book) -> set[datetime]:
    """Return the hours that were missed."""
    return {run.due for run in book.history() if run.outcome == MISSED}


def hours(texts: Iterable[str]) -> list[datetime]:
    """Return hours in UTC."""
    return [hour(text) for text in texts]
