"""A book of the tests, in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from h200analysis.delivery import database
from h200analysis.delivery.schedule.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """An empty book."""
    with database.seen(tmp_path / "none") as connection:
        yield Book(connection)
