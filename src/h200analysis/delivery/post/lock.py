"""The lock of a folder's post: one delivery at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from h200analysis.errors import H200Error

try:
    import fcntl
except ImportError:  # Windows, where the book alone keeps two deliveries apart
    fcntl = None  # type: ignore[assignment]

NAME = ".post.lock"


class BusyError(H200Error):
    """Another delivery from the same folder that runs just now."""


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Hold the lock of a folder of editions; it ends with the process, however that ends.

    Raises `BusyError` where another process has it.
    """
    out.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(out / NAME, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(descriptor, out)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, out: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BusyError(
            f"{out}: another delivery runs; what is due goes with it or the next."
        ) from None
