"""The runs in the book: a row for every attempt at an hour, and for every hour that was missed."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from h200analysis.delivery import database
from h200analysis.delivery.schedule.hour import Hour
from h200analysis.delivery.schedule.stamps import read, stamp

RUNNING, MADE, UNCHANGED = "running", "made", "unchanged"
FAILED, ABANDONED, MISSED = "failed", "abandoned", "missed"
MET = (MADE, UNCHANGED)
"""How a run ends after which its hour is met."""
LEFT = (ABANDONED, MISSED)
"""How an hour ends for which nothing more is tried."""
OUTCOMES = (RUNNING, FAILED, *MET, *LEFT)

_LAST_ATTEMPTS = """select * from runs as one where not exists (select 1 from runs as later
    where later.briefing = one.briefing and later.due = one.due and later.attempt > one.attempt)"""


@dataclass(frozen=True, slots=True)
class Run:
    """A row: one attempt at an hour, or an hour that was missed, which has attempt 0.

    `edition` and `key` name several editions, with a space between, where the briefing's matrix
    makes several of a day.
    """

    id: int
    briefing: str
    due: datetime
    day: date
    started: datetime
    ended: datetime | None
    outcome: str
    reason: str
    edition: str
    key: str
    attempt: int
    by_hand: bool
    log: str
    told: bool

    @property
    def is_open(self) -> bool:
        """Whether its hour is still being met, or will be tried again."""
        return self.outcome in {RUNNING, FAILED}


class Book:
    """The runs of a folder of editions, over a connection that `database` has opened."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._book = connection

    def together(self) -> AbstractContextManager[None]:
        """Have all that is written meanwhile stand, or none of it."""
        return database.transaction(self._book)

    def taken(self, briefing: str, schedule: str) -> datetime | None:
        """Return the hour up to which a schedule's hours have rows; None before its first run."""
        query = "select taken from schedules where briefing = ? and schedule = ?"
        found = self._book.execute(query, (briefing, schedule)).fetchone()
        return None if found is None else read(found["taken"])

    def take_up(self, briefing: str, schedule: str, taken: datetime) -> None:
        """Note the hour up to which every hour of a schedule has its row."""
        self._book.execute(
            "insert or replace into schedules values (?, ?, ?)", (briefing, schedule, stamp(taken))
        )

    def is_in_service(self) -> bool:
        """Whether `h200 run` has ever taken up a schedule here."""
        return self._book.execute("select 1 from schedules limit 1").fetchone() is not None

    def forget_missed(self, briefing: str, after: datetime) -> datetime | None:
        """Forget hours written down as missed later than an hour; return the first of them.

        The clock has gone back since: they are looked at again, as if they had not been.
        """
        forgotten = self._book.execute(
            "delete from runs where briefing = ? and outcome = ? and started > ? returning due",
            (briefing, MISSED, stamp(after)),
        ).fetchall()
        return min((read(row["due"]) for row in forgotten), default=None)

    def attempts(self, briefing: str, due: datetime) -> list[Run]:
        """Return the rows of an hour, the first attempt first."""
        query = "select * from runs where briefing = ? and due = ? order by attempt"
        return list(self._runs(query, briefing, stamp(due)))

    def last_attempts(self, outcome: str, briefing: str | None = None) -> list[Run]:
        """Return the last attempts at their hours that ended so, by the hour."""
        of_briefing = "" if briefing is None else " and one.briefing = ?"
        query = f"{_LAST_ATTEMPTS} and one.outcome = ?{of_briefing} order by one.due"
        return list(self._runs(query, outcome, *([] if briefing is None else [briefing])))

    def latest(self, briefing: str, outcomes: Sequence[str], before: str = "9") -> Run | None:
        """Return the run of the latest hour, before a stamp, whose last attempt ended in a way."""
        marks = ", ".join("?" * len(outcomes))
        query = f"""{_LAST_ATTEMPTS} and one.briefing = ? and one.due < ?
            and one.outcome in ({marks}) order by one.due desc limit 1"""
        return next(self._runs(query, briefing, before, *outcomes), None)

    def history(self, briefing: str | None = None, last: int | None = None) -> list[Run]:
        """Return the newest runs, the newest first; all of them without `last`."""
        query = """select * from runs where ? is null or briefing = ?
            order by started desc, due desc, id desc limit ?"""
        return list(self._runs(query, briefing, briefing, -1 if last is None else last))

    def untold(self) -> list[Run]:
        """Return the ended runs of which nobody has been told yet, the oldest first."""
        query = "select * from runs where told = 0 and outcome <> ? order by id"
        return list(self._runs(query, RUNNING))

    def mark_told(self, runs: Sequence[Run]) -> None:
        """Note that what was to be said of some runs has been said."""
        with self.together():
            for run in runs:
                self._book.execute("update runs set told = 1 where id = ?", (run.id,))

    def begin(self, hour: Hour, attempt: int, started: datetime, log: str,
              is_by_hand: bool = False) -> Run:  # fmt: skip
        """Write the row of an attempt that begins."""
        return self._written(hour, attempt, started, RUNNING, log=log, by_hand=is_by_hand)

    def miss(self, hour: Hour, at: datetime, reason: str) -> Run:
        """Write the row of an hour that nothing is made for."""
        return self._written(hour, 0, at, MISSED, ended=stamp(at), reason=reason)

    def end(self, run: Run, ended: datetime, outcome: str, reason: str = "",
            edition: str = "", key: str = "") -> Run:  # fmt: skip
        """Write how an attempt ended."""
        self._book.execute(
            "update runs set ended = ?, outcome = ?, reason = ?, edition = ?, key = ?, told = 0 "
            "where id = ?",
            (stamp(ended), outcome, reason, edition, key, run.id),
        )
        return next(self._runs("select * from runs where id = ?", run.id))

    def _written(self, hour: Hour, attempt: int, started: datetime, outcome: str,
                 **further: Any) -> Run:  # fmt: skip
        row = {
            "briefing": hour.briefing, "due": stamp(hour.due), "day": str(hour.day),
            "started": stamp(started), "outcome": outcome, "attempt": attempt, **further,
        }  # fmt: skip
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        written = self._book.execute(
            f"insert into runs ({columns}) values ({marks})",  # noqa: S608 - names of our own
            list(row.values()),
        )
        return next(self._runs("select * from runs where id = ?", written.lastrowid))

    def _runs(self, query: str, *values: Any) -> Iterator[Run]:
        return map(_run, self._book.execute(query, values))


def _run(row: sqlite3.Row) -> Run:
    return Run(
        id=row["id"],
        briefing=row["briefing"],
        due=read(row["due"]),
        day=date.fromisoformat(row["day"]),
        started=read(row["started"]),
        ended=read(row["ended"]) if row["ended"] else None,
        outcome=row["outcome"],
        reason=row["reason"],
        edition=row["edition"],
        key=row["key"],
        attempt=row["attempt"],
        by_hand=bool(row["by_hand"]),
        log=row["log"],
        told=bool(row["told"]),
    )
