"""The book of the delivery: one SQLite file beside the editions, with every run and every message.

It is written ahead (WAL), so that a reader never waits and a kill loses nothing that was committed.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from h200analysis.errors import H200Error

NAME = ".delivery.sqlite"
_VERSION = 1
_PATIENCE = 30.0  # seconds for which one process waits for another that writes

_TABLES = """
create table runs (
    id integer primary key,
    briefing text not null,          -- by its name in the catalogue
    due text not null,               -- the hour at which it was due, ISO 8601, UTC
    day text not null,               -- the day that the edition speaks of
    started text not null,
    ended text,                      -- null while it runs
    outcome text not null,           -- running, made, unchanged, failed, abandoned, missed
    reason text not null default '',
    edition text not null default '',  -- its address in the archive, or several, spaced
    key text not null default '',    -- the hash of all that it was made of, likewise
    attempt integer not null default 1,  -- 0 of an hour that was missed
    by_hand integer not null default 0,  -- 1 where somebody asked for this hour
    log text not null default '',    -- the path of its log in the folder of editions
    told integer not null default 0, -- 1 once whoever keeps the service was told, if need be
    unique (briefing, due, attempt)
) strict;

create table schedules (
    briefing text primary key,       -- by its name in the catalogue
    schedule text not null,          -- as it was when hours were last taken up
    taken text not null              -- the hour up to which every due hour has its row
) strict;

create table messages (
    id integer primary key,
    recipient text not null,         -- by its name in deliveries.toml
    channel text not null,           -- by its kind and place, without secrets
    subject text not null,           -- an edition's address, or what an alert or a notice is about
    written text not null,           -- before anything is sent
    ended text,
    state text not null,             -- one of post.answers.State
    told text not null default '',   -- what the other side answered, or why it was kept back
    attempt integer not null default 0,
    title text not null default '',  -- of a notice, whose text is the body
    body text not null default '',
    unique (recipient, channel, subject)
) strict;
"""


class DatabaseError(H200Error, ValueError):
    """A book that cannot be opened or is of another version."""


@contextmanager
def opened(out: Path) -> Iterator[sqlite3.Connection]:
    """Open the book of a folder of editions, made if need be; close it at the end.

    Each statement is committed by itself; what must stand together goes between `begin immediate`
    and `commit`. Raises `DatabaseError`, which names the file.
    """
    path = out / NAME
    try:
        out.mkdir(parents=True, exist_ok=True)
        book = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(f"{path}: it cannot be opened ({error}).") from None
    try:
        book.row_factory = sqlite3.Row
        _prepare(book, path)
        yield book
    except sqlite3.OperationalError as error:  # such as a full disk
        raise DatabaseError(f"{path}: {error}.") from None
    finally:
        book.close()


@contextmanager
def seen(out: Path) -> Iterator[sqlite3.Connection]:
    """Open the book of a folder of editions to look at it; an empty one where there is none."""
    if (out / NAME).exists():
        with opened(out) as book:
            yield book
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as book:
        book.row_factory = sqlite3.Row
        _prepare(book, out / NAME)
        yield book


def _prepare(book: sqlite3.Connection, path: Path) -> None:
    try:
        book.execute("pragma journal_mode = wal")
        book.execute("pragma synchronous = full")
        book.execute("begin immediate")
        (found,) = book.execute("pragma user_version").fetchone()
        if not found:
            for statement in _TABLES.split(";"):
                book.execute(statement)
            book.execute(f"pragma user_version = {_VERSION}")
        book.execute("commit")
    except sqlite3.Error as error:
        raise DatabaseError(
            f"{path}: {error}; restore it from a backup, or move it away."
        ) from None
    if found not in {0, _VERSION}:
        raise DatabaseError(
            f"{path}: found a book of version {found}, expected {_VERSION}; "
            "use the h200analysis that wrote it, or move it away."
        )
