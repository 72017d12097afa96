"""The beliefs of a build: what several briefings of a day believe is computed once.

It is computed in a kernel as theirs are, by the same libraries with the same settings, before they
run. Only this kernel writes what others read: a notebook may have changed the library. A folder
holds what each version of the package has computed by itself.
"""

import atexit
import hashlib
import logging
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import lru_cache
from pathlib import Path

from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellControlSignal
from nbformat.v4 import new_code_cell, new_notebook

from h200analysis.cases import Case
from h200analysis.futures import kept
from h200analysis.press import kernel, keys, leftovers
from h200analysis.press.jobs import Job
from h200analysis.press.timing import timed

try:
    import fcntl
except ImportError:  # Windows, where two workers may compute the same
    fcntl = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)

_SIGN = b"futures.over("  # of a notebook that believes
_PROGRAM = """
from pathlib import Path
from h200analysis import cases, evidence
from h200analysis.futures import keeping

case = cases.Case(evidence.read({as_of!r}), {scenario!r}).let(**{set_by_hand!r})
keeping.computed(Path({folder!r}), case, {seed!r}, {draws!r})
"""


@lru_cache(maxsize=1)
def room() -> Path:
    """Return this process's folder of beliefs, which goes when the process does."""
    folder = leftovers.folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def shared(jobs: Iterable[Job]) -> list[Job]:
    """Return those jobs whose belief another one has too: theirs is worth preparing."""
    believing = [(job, _place(job, Path())) for job in jobs if _believes(job)]
    count = Counter(place for _, place in believing)
    return [job for job, place in believing if place and count[place] > 1]


def prepared(job: Job, folder: Path) -> Path | None:
    """Return where a kernel finds the belief of a job, computed now unless it was before.

    None where it has none, or none that can be computed: the notebook then says why. `folder` is
    one that only this user can enter. Whoever asks while another computes waits for it.
    """
    if not _believes(job) or (place := _place(job, folder)) is None:
        return None
    try:
        place.parent.mkdir(mode=0o700, exist_ok=True)
        with _alone(place):
            if not place.exists():
                _compute(job, place)
                place.touch()  # empty, if there is none: nobody tries again
        return place.parent if place.stat().st_size else None
    except OSError as error:
        _tell(job, error)
        return None


def tidy(folder: Path, jobs: Iterable[Job]) -> None:
    """Take the beliefs out of a folder that none of the jobs still to be done has."""
    wanted = {_place(job, folder) for job in jobs}
    for place in folder.glob("*/[!.]*"):
        if place.with_suffix("") not in wanted:
            place.unlink(missing_ok=True)


@timed("belief")
def _compute(job: Job, place: Path) -> None:
    program = _PROGRAM.format_map({**job.values, "folder": str(place.parent)})
    notebook = new_notebook(cells=[new_code_cell(program)])
    recorded = job.recorded or date.max
    try:
        with kernel.started(
            notebook, job.notebook.parent, job.data, recorded, job.limits
        ) as client:
            client.execute_cell(notebook.cells[0], 0)
    except (CellControlSignal, NoSuchKernel, RuntimeError) as error:
        _tell(job, error)
    if keys.package() != job.inputs.package:
        place.unlink(missing_ok=True)


def _tell(job: Job, error: Exception) -> None:
    logger.info("%s: its belief is not shared: %s", job.briefing, error)


def _believes(job: Job) -> bool:
    return _SIGN in job.notebook.read_bytes()


def _place(job: Job, folder: Path) -> Path | None:
    """Return the file of a job's belief, in the part of a folder that is of its package."""
    values = job.values
    case = Case(job.ledger, values["scenario"]).let(**values["set_by_hand"])
    name = kept.key(case, values["seed"], values["draws"])
    package = hashlib.sha256(keys.as_json(job.inputs.package)).hexdigest()
    return folder / package / name if name else None


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Hold the lock of a file, whether it is there or not; whoever comes second waits."""
    with place.with_suffix(".lock").open("w") as lock:
        if fcntl is not None:
            with suppress(OSError):  # some network file systems have no locks
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield
