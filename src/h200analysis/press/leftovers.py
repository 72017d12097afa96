"""Temporary folders that say whose they are, so that those of a killed process can be swept."""

import os
import re
import shutil
import tempfile
from pathlib import Path

_SHORT, _LONGEST = "/tmp", 60  # noqa: S108 - in it, folders of our own that nobody else may enter
_NAME = re.compile(r"h200-(\d+)-\w+")


def prefix() -> str:
    """Return how the names of this process's temporary folders begin."""
    return f"h200-{os.getpid()}-"


def folder(place: str | None = None) -> Path:
    """Return a new temporary folder of this process, among all others if no place is named."""
    return Path(tempfile.mkdtemp(prefix=prefix(), dir=place))


def beside_sockets() -> str:
    """Return where the folder of a kernel's sockets is made, whose whole path must be short.

    It is the temporary folder, or /tmp where that one's own name leaves too little of the 107 bytes
    that Unix allows.
    """
    usual = tempfile.gettempdir()
    is_short = len(os.fsencode(usual)) <= _LONGEST
    return usual if is_short or not os.access(_SHORT, os.W_OK) else _SHORT


def sweep() -> None:
    """Take away the temporary folders of processes that are no more."""
    for place in {tempfile.gettempdir(), beside_sockets()}:
        for path in Path(place).glob("h200-*-*"):
            owner = _NAME.fullmatch(path.name)
            if owner and not _is_alive(int(owner[1])):
                shutil.rmtree(path, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # somebody else's
    return True
