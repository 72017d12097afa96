"""Temporary folders that say whose they are, so that those of a killed process can be swept."""

import os
import re
import shutil
import tempfile
from pathlib import Path

_NAME = re.compile(r"h200-(\d+)-\w+")


def prefix() -> str:
    """Return how the names of this process's temporary folders begin."""
    return f"h200-{os.getpid()}-"


def folder() -> Path:
    """Return a new temporary folder of this process."""
    return Path(tempfile.mkdtemp(prefix=prefix()))


def sweep() -> None:
    """Take away the temporary folders of processes that are no more."""
    for path in Path(tempfile.gettempdir()).glob("h200-*-*"):
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
