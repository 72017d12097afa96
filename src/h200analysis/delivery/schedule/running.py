"""A call of `h200 run`: it holds the lock and the book, takes up what is due, and meets it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from h200analysis.delivery import database, lock
from h200analysis.delivery.schedule import taking
from h200analysis.delivery.schedule.book import Book, Run
from h200analysis.delivery.schedule.taking import Taken
from h200analysis.press.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Service:
    """One call of `h200 run`, from its start to its end."""

    known: Catalogue
    out: Path
    book: Book
    at: datetime

    def due(self) -> list[Taken]:
        """Take up every hour that is ready now."""
        return taking.due(self.book, self.known, self.at)

    def by_name(
        self, briefings: Iterable[str], due: datetime, is_scheduled: bool = False
    ) -> list[Taken]:
        """Take up an hour of some briefings, whatever became of it before: of all or of none.

        It `is_scheduled` where a scheduler asks for it that keeps the schedule itself.
        """
        names = dict.fromkeys(briefings)
        for name in names:
            self.known.briefing(name)
        return [
            taking.one(self.book, self.known, name, due, self.at, is_scheduled) for name in names
        ]

    def meet(self, taken: Sequence[Taken], jobs: int | None = None) -> Iterator[Run]:
        """Make the editions of the hours taken up; yield the row of each when it has ended.

        `jobs` editions are made at a time, as many as there are processors if it is not given.
        """
        if taken:
            from h200analysis.delivery.schedule.meeting import Meeting  # the press is slow to load

            yield from Meeting(self.known, self.out, self.book, self.at).run(taken, jobs)


@contextmanager
def service(known: Catalogue, out: Path, at: datetime, waits: bool = False) -> Iterator[Service]:
    """Hold the lock and the book over a folder of editions, and mark what a kill has left.

    Raises `BusyError` where another run is at work, unless this one `waits`.
    """
    with lock.RUN.held(out, at, waits), database.opened(out) as connection:
        book = Book(connection)
        taking.mark_killed(book, known)
        yield Service(known, out, book, at)
