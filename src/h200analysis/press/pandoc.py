"""The pandoc that `pypandoc_binary` brings, whatever others the machine has.

`pypandoc` itself takes the newest that it finds, whose bytes may be others, and asks each for its
version first.
"""

import os
import signal
import subprocess
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from h200analysis.errors import H200Error


class MarkupError(H200Error, RuntimeError):
    """Pandoc could not set the texts; the message holds what it said."""


def path() -> Path:
    """Return where it lies; raise MarkupError if it is not there."""
    name = "pandoc.exe" if os.name == "nt" else "pandoc"
    found = Path(str(files("pypandoc") / "files" / name))
    if not found.exists():
        raise MarkupError("found no pandoc in the package pypandoc; install pypandoc_binary anew.")
    return found


def answer(given: Sequence[str], asked: bytes, task: str, **settings: Any) -> bytes:
    """Return what it writes, started with some words and some settings of `subprocess.run`.

    Raises MarkupError, which says what pandoc was to do, where it fails.
    """
    command = [str(path()), *given]
    done = subprocess.run(command, input=asked, capture_output=True, check=False, **settings)
    if done.returncode == -signal.SIGINT:  # Ctrl-C reaches every process of a terminal
        raise KeyboardInterrupt
    if done.returncode:
        silent = f"it said nothing, and ended with exit code {done.returncode}"
        why = done.stderr.decode(errors="replace").strip() or silent
        raise MarkupError(f"pandoc could not {task}: {why}")
    return bytes(done.stdout)
