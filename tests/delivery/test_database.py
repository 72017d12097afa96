"""The book of the delivery: made once, opened by many, refused where it is of another version."""

import sqlite3
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

    with pytest.raises(database.DatabaseError, match=r"version 99, expected 1; use"):
        database.opened(tmp_path).__enter__()


def test_what_is_no_book_is_refused(tmp_path: Path) -> None:
    """A file of another kind is told by its name, and left as it is."""
    (tmp_path / database.NAME).write_text("no database at all, but a letter", encoding="utf-8")

    with pytest.raises(database.DatabaseError, match="restore it from a backup"):
        database.opened(tmp_path).__enter__()
