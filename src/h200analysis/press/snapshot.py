"""The inputs of a build, read once: copies that no pull, stash or save changes while it runs."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from h200analysis.errors import H200Error
from h200analysis.press import leftovers

_TRIES = 3
_LEFT_OUT = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__", ".git")

Signature = tuple[tuple[str, int, int, int], ...]
"""Path, size, time of change and number of each file: another where anything was written."""


class SnapshotError(H200Error, OSError):
    """Inputs that cannot be read, or change while they are copied."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Copies of the folder of a notebook and of the evidence, as they were at one moment."""

    notebook: Path
    data: Path


def of(notebook: Path, data: Path) -> Snapshot:
    """Return copies of what stands beside a notebook, itself included, and of the evidence.

    As long as nothing changes there the copies are the same; they last as long as this process.
    Raises `SnapshotError` where a file cannot be read, or files go on changing meanwhile.
    """
    beside = _copy(notebook.parent, _signature(notebook.parent))
    return Snapshot(beside / notebook.name, _copy(data, _signature(data)))


@lru_cache(maxsize=16)
def _copy(folder: Path, signature: Signature) -> Path:
    """Return a copy of a folder with a signature; the copy bears the folder's own name."""
    for _ in range(_TRIES):
        copy = Path(tempfile.mkdtemp(dir=room())) / folder.name
        try:
            shutil.copytree(folder, copy, ignore=_LEFT_OUT, ignore_dangling_symlinks=True)
        except shutil.Error as error:
            _refuse_unreadable(error)  # else a file went away in the meantime
        else:
            if _signature(folder) == signature:
                return copy
        shutil.rmtree(copy.parent, ignore_errors=True)
        signature = _signature(folder)
    raise SnapshotError(f"{folder}: it goes on changing while it is copied; build when it rests.")


def _refuse_unreadable(error: shutil.Error) -> None:
    """Refuse a file that is still there and could not be copied."""
    for path, _, why in error.args[0]:
        if Path(path).exists():
            raise SnapshotError(f"{path}: it could not be copied ({why}).") from None


def _signature(folder: Path) -> Signature:
    return tuple(sorted(_files(str(folder))))


def _files(folder: str) -> Iterator[tuple[str, int, int, int]]:
    try:
        with os.scandir(folder) as entries:
            every = list(entries)
    except OSError:  # it has just gone, or cannot be read, of which copying will tell
        return
    left_out = _LEFT_OUT(folder, [entry.name for entry in every if entry.is_dir()])
    for entry in every:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in left_out:
                yield from _files(entry.path)
        elif not entry.is_dir():
            with suppress(FileNotFoundError):
                told = entry.stat()
                yield entry.path, told.st_size, told.st_mtime_ns, told.st_ino


@lru_cache(maxsize=1)
def room() -> Path:
    """Return this process's folder of copies, which goes when the process does."""
    room = leftovers.folder()
    atexit.register(shutil.rmtree, room, ignore_errors=True)
    return room
