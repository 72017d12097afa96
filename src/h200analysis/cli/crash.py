"""A fault of ours, kept for whoever will mend it: its traceback in a log file of the user's."""

import os
import sys
import time
import traceback
from pathlib import Path


def report(error: Exception) -> str:
    """Write the error's traceback into a log file; return the sentences that say so.

    Where no log can be written the traceback is part of what is returned, so that it is not lost.
    """
    kind = f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}".rstrip(": ")
    ours = f"{kind}. This is a fault of h200analysis, not of yours."
    details = _details(error)
    try:
        file = _write(details)
    except OSError as refused:
        return f"{ours} No log could be written ({refused}); please report this:\n{details}"
    return f"{ours} The details are in {file}; please report it."


def _write(details: str) -> Path:
    import platformdirs

    folder = platformdirs.user_log_path("h200analysis", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"h200-{time.strftime('%Y-%m-%dT%H-%M-%S')}-{os.getpid()}.log"
    with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(details)
    return file


def _details(error: Exception) -> str:
    """Return versions, the command and the traceback; nothing of the environment's variables."""
    from importlib.metadata import version

    made_by = f"h200analysis {version('h200analysis')}, Python {sys.version}, {sys.platform}"
    return f"{made_by}\n{sys.argv}\n{''.join(traceback.format_exception(error))}\n"
