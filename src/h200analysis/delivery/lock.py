"""Locks over a folder of editions: one run at a time, and one delivery at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from h200analysis.delivery.schedule.stamps import stamp
from h200analysis.errors import H200Error

try:
    import fcntl
except ImportError:  # Windows, where nothing keeps two runs apart, and the book two deliveries
    fcntl = None  # type: ignore[assignment]


class BusyError(H200Error):
    """A lock that another process has just now."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock by its file in the folder; `busy` says what is at work where another process has it.

    In `busy`, "{holder}" stands for that process.
    """

    file: str
    busy: str

    @contextmanager
    def held(self, out: Path, at: datetime, waits: bool = False) -> Iterator[None]:
        """Hold the lock of a folder, made if need be; it ends with the process, however that ends.

        Raises `BusyError` where another process has it and nobody `waits` for its end.
        """
        out.mkdir(parents=True, exist_ok=True)
        with (out / self.file).open("a+", encoding="utf-8") as file:
            self._take(file.fileno(), out, waits)
            file.truncate(0)
            file.write(f"process {os.getpid()}, since {stamp(at)}")
            file.flush()
            yield

    def _take(self, descriptor: int, out: Path, waits: bool) -> None:
        if fcntl is None:
            return
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            holder = (out / self.file).read_text(encoding="utf-8") or "it has only begun"
            raise BusyError(f"{out}: {self.busy.format(holder=holder)}") from None


RUN = Lock(
    ".run.lock",
    "another h200 run is at work ({holder}); nothing was done here. Call again later, or with "
    "--wait.",
)
DELIVERY = Lock(
    ".post.lock", "another delivery runs ({holder}); what is due goes with it or the next."
)
