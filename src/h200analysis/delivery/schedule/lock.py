"""The lock of the service: one `h200 run` at a time over a folder of editions."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from h200analysis.delivery.schedule.stamps import stamp
from h200analysis.errors import H200Error

try:
    import fcntl
except ImportError:  # Windows, where nothing keeps two runs apart
    fcntl = None  # type: ignore[assignment]

NAME = ".run.lock"


class BusyError(H200Error):
    """Another run is at work over the same folder of editions."""


@contextmanager
def held(out: Path, at: datetime, waits: bool = False) -> Iterator[None]:
    """Hold the lock of a folder of editions, which ends with the process, however that ends.

    Raises `BusyError` where another process has it and nobody `waits` for its end.
    """
    with (out / NAME).open("a+", encoding="utf-8") as file:
        _lock(file.fileno(), out, waits)
        file.truncate(0)
        file.write(f"process {os.getpid()}, since {stamp(at)}")
        file.flush()
        yield


def _lock(descriptor: int, out: Path, waits: bool) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except BlockingIOError:
        holder = (out / NAME).read_text(encoding="utf-8") or "it has only begun"
        raise BusyError(
            f"{out}: another h200 run is at work ({holder}); nothing was done here. Call again "
            "later, or with --wait."
        ) from None
