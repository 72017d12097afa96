"""Append-only files of records, a line of JSON each, beside the editions.

A line is whole or counts for nothing: what a kill or a full disk cut off, without a line's end, is
passed over by whoever reads and taken away by the next who writes.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from h200analysis.errors import H200Error

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")


class LinesError(H200Error, ValueError):
    """A file with a line that is no record; the message says which."""


def read(path: Path, kind: type[T], called: str) -> list[T]:
    """Return the records of a file, none where there is no file.

    Raises `LinesError` for a whole line that is no record; `called` is what one should be.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = []
    for number, line in enumerate(content[: _whole(content)].splitlines(), start=1):
        try:
            told: dict[str, Any] = json.loads(line)
            found.append(kind(**told))
        except (ValueError, TypeError):
            raise LinesError(
                f"{path}, line {number}: this is no {called}; restore the file from a backup."
            ) from None
    return found


def append(path: Path, record: "DataclassInstance") -> None:
    """Add a record, forced to the disk; where the disk refuses, the file stays as it was."""
    line = json.dumps(asdict(record), ensure_ascii=False).encode() + b"\n"
    path.touch()
    with path.open("r+b") as file:
        end = _whole(file.read())
        try:
            file.truncate(end)
            file.seek(end)
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                os.truncate(path, end)
            raise


def _whole(content: bytes) -> int:
    """Return where the last whole line ends."""
    return content.rfind(b"\n") + 1
