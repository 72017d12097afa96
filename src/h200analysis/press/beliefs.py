"""The beliefs of a build: what several briefings of a day believe is computed once.

It is computed in a kernel as theirs are, by the same libraries with the same settings, before they
run. Only this kernel writes what others read: a notebook may have changed the library.
"""

import atexit
import hashlib
import logging
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from h200analysis.press import keys, leftovers
from h200analysis.press.jobs import Job
from h200analysis.press.making import Assignment
from h200analysis.press.timing import timed

try:
    import fcntl
except ImportError:  # Windows, where two workers may compute the same
    fcntl = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)

_SIGN = b"futures.over("  # of a notebook that believes
_DONE = "computed"
_PROGRAM = """
from pathlib import Path
from h200analysis import cases, evidence
from h200analysis.futures import keeping

case = cases.Case(evidence.read({as_of!r}), {scenario!r}).let(**{set_by_hand!r})
keeping.computed(Path({folder!r}), case, {seed!r}, {draws!r})
"""


class Beliefs:
    """Folders for the beliefs that several editions of a build have in common.

    Each lasts until the last of them is made.
    """

    def __init__(self, jobs: Iterable[Job], room: Path | None = None) -> None:
        self._room = room
        self._left = Counter(filter(None, map(_name, jobs)))
        self._shared = {name for name, count in self._left.items() if count > 1}

    def are_shared(self, job: Job) -> bool:
        """Tell whether an edition has its belief in common with another."""
        return _name(job) in self._shared

    def folder(self, job: Job) -> Path | None:
        """Return where the belief of an edition is shared; None where no other has it."""
        return (self._room or room()) / _name(job) if self.are_shared(job) else None

    def done(self, job: Job) -> None:
        """Take away a belief that no edition still to be made has."""
        if self.are_shared(job):
            name = _name(job)
            self._left[name] -= 1
            if not self._left[name]:
                shutil.rmtree((self._room or room()) / name, ignore_errors=True)


@lru_cache(maxsize=1)
def room() -> Path:
    """Return this process's folder of beliefs, which goes when the process does."""
    folder = leftovers.folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def prepared(given: Assignment) -> Path | None:
    """Return where a kernel finds the belief of an edition, computed now unless it was before.

    None where it is not shared, or cannot be computed or kept: the notebook then computes its own,
    and says why it cannot. Whoever asks while another computes waits for it.
    """
    folder = given.beliefs
    if folder is None:
        return None
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with _alone(folder):
            if not (folder / _DONE).exists():
                _compute(given, folder)
                (folder / _DONE).touch()  # whether or not there is one: nobody tries again
    except OSError as error:
        _tell(given, error)
        return None
    return folder


@timed("belief")
def _compute(given: Assignment, folder: Path) -> None:
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellControlSignal
    from nbformat.v4 import new_code_cell, new_notebook

    from h200analysis.press import kernel

    program = _PROGRAM.format_map({**given.values, "folder": str(folder)})
    notebook = new_notebook(cells=[new_code_cell(program)])
    beside = given.notebook.parent
    try:
        with kernel.started(notebook, beside, given.data, given.recorded, given.limits) as client:
            client.execute_cell(notebook.cells[0], 0)
    except (CellControlSignal, NoSuchKernel, RuntimeError) as error:
        _tell(given, error)


def _tell(given: Assignment, error: Exception) -> None:
    logger.info("%s: its belief is not shared: %s", given.briefing, error)


def _name(job: Job) -> str:
    """Return a name for all that a belief follows from; nothing where a notebook has none."""
    if _SIGN not in _content(job.notebook):
        return ""
    values = [job.values[each] for each in ("as_of", "scenario", "set_by_hand", "seed", "draws")]
    package = _hash(tuple(job.inputs.package.items()))
    told = [*values, str(job.data), str(job.recorded), package]
    return hashlib.sha256(keys.as_json(told)).hexdigest()


@lru_cache(maxsize=64)
def _content(notebook: Path) -> bytes:
    return notebook.read_bytes()


@lru_cache(maxsize=4)
def _hash(package: tuple[tuple[str, str], ...]) -> str:
    return keys.short(keys.as_json(package))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; whoever comes second waits."""
    with (folder / ".lock").open("w") as lock:
        if fcntl is not None:
            with suppress(OSError):  # some network file systems have no locks
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield
