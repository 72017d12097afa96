"""Putting an edition in its place: whole or not at all, whenever a process ends and whoever writes.

An edition is written into a hidden folder beside its place and renamed. What an interrupted process
left in such a folder is put back or taken away by the next one.
"""

import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from h200analysis.errors import H200Error

try:
    import fcntl
except ImportError:  # Windows, where editions are placed without a lock
    fcntl = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)

_MARK = "~"  # stands in no edition's name, so that no folder is taken for another edition's


class PlacingError(H200Error, OSError):
    """An edition that the disk refuses to take."""


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files in a folder's place, all or none; on any failure what stood there stands.

    Raises `PlacingError`, which names the folder, where the disk refuses.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder.parent):
            _recover(folder)
            try:
                _replace(folder, files)
            finally:
                _recover(folder)
    except OSError as error:
        raise PlacingError(f"{folder}: it could not be written ({error.strerror}).") from error


def recover(folder: Path) -> None:
    """Put back an edition that an interrupted process had moved aside, and clear what it left."""
    if folder.parent.is_dir():
        with _alone(folder.parent):
            _recover(folder)


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    aside = Path(mkdtemp(prefix=f".{folder.name}{_MARK}", dir=folder.parent))
    new = aside / "new"
    new.mkdir()
    for name, content in files.items():
        (new / name).write_bytes(content)
    if folder.exists():
        folder.rename(aside / "previous")
    new.rename(folder)


def _recover(folder: Path) -> None:
    for aside in folder.parent.iterdir():
        if aside.name.rpartition(_MARK)[0] == f".{folder.name}":
            if (aside / "previous").exists() and not folder.exists():
                (aside / "previous").rename(folder)
                logger.warning("%s was put back; an interrupted build had moved it aside.", folder)
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Hold the lock of a day's folder: on the folder itself, so that no lock file is left."""
    if fcntl is None:
        yield
        return
    descriptor = os.open(parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems have no locks; better none than no news
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
