"""The book of the delivery: one SQLite file beside the editions, with every run and every message.

It is written ahead (WAL), so that a reader never waits and a kill loses nothing that was committed.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from h200analysis.errors import H200Error

NAME = ".delivery.sqlite"
_PATIENCE = 30.0  # seconds for which one process waits for another that writes

_FIRST = """
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


_SECOND = """
create table sendings (            -- what had become of a message that was sent again by hand
    message integer not null,        -- its id
    ended text not null,
    state text not null,
    told text not null
) strict;

create table notices (             -- those that were told on standard error
    subject text primary key,
    told text not null               -- when
) strict;
"""

_THIRD = """
alter table sendings rename to decisions;
alter table decisions add column decision text not null default 'sent again';
alter table decisions add column decided text not null default '';
alter table decisions add column decider text not null default '';
"""
_STEPS = (_FIRST, _SECOND, _THIRD)
"""What makes each version of the book out of the one before."""
_VERSION = len(_STEPS)
_HELD_UP = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SPOILT = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


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
    except OSError as error:
        raise DatabaseError(f"{path}: it cannot be opened ({error}).") from None
    with (
        _sentences(path),
        closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as book,
    ):
        book.row_factory = sqlite3.Row
        book.execute("pragma journal_mode = wal")
        book.execute("pragma synchronous = full")
        _bring_up_to_date(book, path)
        yield book


@contextmanager
def seen(out: Path) -> Iterator[sqlite3.Connection]:
    """Open the book of a folder of editions to look at it; an empty one where there is none.

    It waits for no writer, and needs no right to write.
    """
    path = out / NAME
    with _sentences(path):
        if not path.exists():
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as book:
                book.row_factory = sqlite3.Row
                _bring_up_to_date(book, path)
                yield book
            return
        with closing(_to_read(path)) as book:
            is_current = _version(book, path) == _VERSION
            if is_current:
                yield book
        if not is_current:
            with opened(out) as book:
                yield book


@contextmanager
def transaction(book: sqlite3.Connection) -> Iterator[None]:
    """Have all that is written meanwhile stand, or none of it; nobody else writes until the end."""
    book.execute("begin immediate")
    try:
        yield
    except BaseException:
        book.execute("rollback")
        raise
    book.execute("commit")


def _to_read(path: Path) -> sqlite3.Connection:
    """Open a book that may stand where nothing can be written, not even the files beside it."""
    log = path.with_name(f"{path.name}-wal")
    is_closed = not log.exists() or not log.stat().st_size
    for mode in ("mode=ro", "immutable=1"):
        address = f"{path.absolute().as_uri()}?{mode}"
        book = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
        book.row_factory = sqlite3.Row
        try:
            book.execute("select 1 from sqlite_schema").fetchone()
        except sqlite3.OperationalError:
            book.close()
            if mode != "mode=ro" or not is_closed:
                raise
        else:
            break
    return book


def _bring_up_to_date(book: sqlite3.Connection, path: Path) -> None:
    if _version(book, path) == _VERSION:
        return
    with transaction(book):
        for step in _STEPS[_version(book, path) :]:
            for statement in step.split(";"):
                book.execute(statement)
        book.execute(f"pragma user_version = {_VERSION}")


def _version(book: sqlite3.Connection, path: Path) -> int:
    """Return the version of a book, 0 of a new one; refuse one that a later package has written."""
    found: int = book.execute("pragma user_version").fetchone()[0]
    if found > _VERSION:
        raise DatabaseError(
            f"{path}: found a book of version {found}, expected {_VERSION}; "
            "use the h200analysis that wrote it."
        )
    return found


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """Tell what a book cannot do, and what to do about it."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if not (told := _told(error, path)):
            raise
        raise DatabaseError(f"{path}: {told}.") from None


def _told(error: sqlite3.DatabaseError, path: Path) -> str:
    """Return what is wrong with a book and what to do; nothing of a statement that is at fault."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without the extended part
    if code in _HELD_UP:
        return (
            f"another process has been writing to it for {_PATIENCE:.0f} seconds; wait until it "
            f"ends and call again (fuser {path} names the process)"
        )
    if code in _SPOILT:
        return (
            f"{error}; restore it from a backup. Without it the newest editions would be sent again"
        )
    return str(error) if isinstance(error, sqlite3.OperationalError) else ""  # such as a full disk
