"""Putting an edition in its place: whole or not at all, and never in another's.

The editions of a briefing of a day stand side by side in numbered folders. Each is written into a
hidden folder beside its place, forced to the disk and renamed; what stands is not touched. What an
interrupted process left hidden is taken away by the next one.
"""

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

_HIDDEN = ".making-"


class PlacingError(H200Error, OSError):
    """An edition that the disk refuses to take."""


class TakenError(H200Error):
    """A place that another build holds just now."""


def numbers(folder: Path) -> list[int]:
    """Return the numbers of the editions that stand in a folder, in order."""
    if not folder.is_dir():
        return []
    found = (path.name for path in folder.iterdir() if path.is_dir())
    return sorted(int(name) for name in found if name.isascii() and name.isdecimal())


def newest(folder: Path) -> Path | None:
    """Return the edition of a folder with the highest number, if there is any."""
    every = numbers(folder)
    return folder / str(every[-1]) if every else None


def put(place: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder, all or none.

    Raises `PlacingError`, which names the folder, where something stands there already or the disk
    refuses.
    """
    try:
        if place.exists():
            raise FileExistsError(0, "something stands there already")
        hidden = Path(mkdtemp(prefix=_HIDDEN, dir=place.parent))
        try:
            _write(hidden / "new", files)
            (hidden / "new").rename(place)
        finally:
            shutil.rmtree(hidden, ignore_errors=True)
        _settle(place.parent)
    except OSError as error:
        raise PlacingError(f"{place}: it could not be written ({error.strerror}).") from error


@contextmanager
def alone(folder: Path, waits: bool = True) -> Iterator[None]:
    """Hold the lock of a briefing's folder, made if need be; whoever comes second waits.

    Where nobody `waits`, `TakenError` says that another build has it. The lock is on the folder
    itself, so that no lock file is left. A folder that stays empty goes.
    """
    descriptor = _locked(folder, waits)
    try:
        _sweep(folder)
        yield
    finally:
        with suppress(OSError):  # only where nothing was put
            folder.rmdir()
            folder.parent.rmdir()
        os.close(descriptor)


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Hold the lock of a day's folder for the moment in which an edition is put into it."""
    descriptor = _locked(folder)
    try:
        yield
    finally:
        os.close(descriptor)


def _locked(folder: Path, waits: bool = True) -> int:
    """Return the descriptor of a folder that is locked, and still the one of that name."""
    while True:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(folder, os.O_RDONLY)
        except OSError as error:
            if _has_gone(error):
                continue
            told = f"{folder}: it could not be made ({error.strerror})."
            raise PlacingError(told) from error
        _lock(descriptor, folder, waits)
        with suppress(FileNotFoundError):
            if os.fstat(descriptor).st_ino == folder.stat().st_ino:
                return descriptor
        os.close(descriptor)


def _has_gone(error: OSError) -> bool:
    """Tell whether another build just took a folder away, empty, that was there a moment before."""
    is_there = isinstance(error, FileExistsError) and os.path.lexists(error.filename)
    return isinstance(error, FileNotFoundError | FileExistsError) and not is_there


def _lock(descriptor: int, folder: Path, waits: bool) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(descriptor)
        raise TakenError(f"{folder}: another build has it.") from None
    except OSError:
        pass  # some network file systems have no locks; better none


def _sweep(folder: Path) -> None:
    for path in folder.glob(f"{_HIDDEN}*"):
        shutil.rmtree(path, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        with (folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    _settle(folder)


def _settle(folder: Path) -> None:
    """Have the disk keep the names in a folder, where it can be asked to."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
