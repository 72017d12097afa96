"""Whether the service is healthy: of each scheduled briefing its last run, and what is overdue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from h200analysis.delivery.schedule import hour as hours
from h200analysis.delivery.schedule import standing
from h200analysis.delivery.schedule.book import (
    ABANDONED,
    FAILED,
    MET,
    MISSED,
    OUTCOMES,
    RUNNING,
    Book,
    Run,
)
from h200analysis.delivery.schedule.stamps import shown
from h200analysis.delivery.schedule.standing import Standing
from h200analysis.press.catalogue import Briefing, Catalogue

_BECAME = {
    RUNNING: "is still being made, though its deadline has passed",
    FAILED: "failed, and its deadline has passed",
    ABANDONED: "failed and will not be tried again",
    MISSED: "was not made",
}


@dataclass(frozen=True, slots=True)
class Health:
    """How a scheduled briefing fares; `faults` says in sentences what is wrong, if anything is.

    `last` is the run of the latest hour, `met` that of the latest hour for which an edition stands.
    """

    briefing: str
    schedule: str
    faults: tuple[str, ...]
    overdue: int
    last: Run | None
    met: Run | None
    next: datetime

    @property
    def is_healthy(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def of(known: Catalogue, book: Book, at: datetime) -> list[Health]:
    """Return how each briefing fares whose schedule `h200 run` has taken up; none before that."""
    if not book.is_in_service():
        return []
    return [
        _of_briefing(name, entry, book, at)
        for name, entry in known.briefings.items()
        if entry.schedule is not None
    ]


def _of_briefing(name: str, entry: Briefing, book: Book, at: datetime) -> Health:
    assert entry.schedule is not None  # noqa: S101 - whoever asks has looked
    overdue = standing.overdue(standing.unmet(name, entry, book, at), at)
    last = book.latest(name, OUTCOMES)
    return Health(
        briefing=name,
        schedule=entry.schedule.text,
        faults=(*_silent(overdue), *_unmet(name, entry, last, at)),
        overdue=len(overdue),
        last=last,
        met=book.latest(name, MET),
        next=next(entry.schedule.hours(at)),
    )


def _silent(overdue: Sequence[Standing]) -> Iterator[str]:
    if overdue:
        first = overdue[0].hour
        yield (
            f"Nothing was tried for {shown(first.due, first.zone)}, whose deadline has passed; "
            "h200 run is not being called."
        )


def _unmet(name: str, entry: Briefing, last: Run | None, at: datetime) -> Iterator[str]:
    if last is None or last.outcome in MET:
        return
    hour = hours.of(name, entry, last.due)
    if at > hour.deadline or not last.is_open:
        reason = f": {last.reason}" if last.reason else "."
        yield f"The edition due {shown(last.due, hour.zone)} {_BECAME[last.outcome]}{reason}"
