"""The book of the delivery: made once, opened by many, refused where it is of another version."""

import sqlite3
import subprocess
from pathlib import Path

import pytest

from h200analysis.delivery import database


def test_a_book_is_made_once_and_kept(tmp_path: Path) -> None:
    """What was written is there when it is opened again, and readers never wait for a writer."""
    row = ("gap", "2026-01-15T06:30Z", "2026-01-15", "2026-01-15T06:30Z", "running")
    with database.opened(tmp_path) as book:
        book.execute(
            "insert into runs (briefing, due, day, started, outcome) values (?, ?, ?, ?, ?)", row
        )
    with database.opened(tmp_path) as book, database.opened(tmp_path) as other:
        book.execute("begin immediate")
        assert [each["briefing"] for each in other.execute("select * from runs")] == ["gap"]
        assert book.execute("pragma journal_mode").fetchone()[0] == "wal"


def test_one_message_is_written_once(tmp_path: Path) -> None:
    """The book itself refuses a second message to one recipient by one channel about one thing."""
    row = ("desk", "mail", "2026-01-15/gap/1", "2026-01-15T06:30Z", "written")
    insert = "insert into messages (recipient, channel, subject, written, state) values (?,?,?,?,?)"
    with database.opened(tmp_path) as book:
        book.execute(insert, row)
        with pytest.raises(sqlite3.IntegrityError):
            book.execute(insert, row)


def test_a_book_of_another_version_is_refused(tmp_path: Path) -> None:
    """The sentence names the file and what to do."""
    with database.opened(tmp_path) as book:
        book.execute("pragma user_version = 99")

    with pytest.raises(database.DatabaseError, match=r"version 99, expected 3; use"):
        database.opened(tmp_path).__enter__()


def test_what_is_no_book_is_refused(tmp_path: Path) -> None:
    """A file of another kind is told by its name, and left as it is."""
    (tmp_path / database.NAME).write_text("no database at all, but a letter", encoding="utf-8")

    for opens in (database.opened, database.seen):
        with pytest.raises(database.DatabaseError, match="restore it from a backup"):
            opens(tmp_path).__enter__()


def test_a_locked_book_is_read_and_whoever_would_write_is_told_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Moved away, as a spoilt one might be, it would have everything sent again."""
    monkeypatch.setattr(database, "_PATIENCE", 0.1)
    with database.opened(tmp_path) as book:
        book.execute("begin immediate")
        with database.seen(tmp_path) as other:
            assert [] == other.execute("select * from runs").fetchall()
        with (
            pytest.raises(database.DatabaseError, match="wait until it ends") as told,
            database.opened(tmp_path) as other,
        ):
            other.execute("begin immediate")

    assert "away" not in str(told.value)


def test_a_book_is_read_where_nothing_can_be_written(tmp_path: Path) -> None:
    """Looking at a folder that is mounted read-only needs no file beside the book."""
    with database.opened(tmp_path) as book:
        book.execute("insert into schedules values ('gap', 'daily', '2026-01-15T06:30:00Z')")
    mount = ["mount", "--bind", str(tmp_path), str(tmp_path)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this user cannot mount")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(tmp_path)], check=True)
        with database.seen(tmp_path) as book:
            assert 1 == len(book.execute("select * from schedules").fetchall())
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_book_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """What it has stays, and what is new is there, also for whoever only looks."""
    first = sqlite3.connect(tmp_path / database.NAME)
    first.executescript(database._FIRST)
    first.execute("insert into schedules values ('gap', 'daily', '2026-01-15T06:30:00Z')")
    first.execute("pragma user_version = 1")
    first.commit()
    first.close()

    with database.seen(tmp_path) as book:
        assert 1 == len(book.execute("select * from schedules").fetchall())
        assert [] == book.execute("select decider from decisions").fetchall()
