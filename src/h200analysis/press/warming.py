"""Two processes that load what making an edition needs: workers and kernels are forked from them.

Each library is so imported once, however many workers there are. To begin them takes next to
nothing, and is best done first of all: they load beside this process.
"""

import atexit
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import current_process, forkserver, get_context, resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Any

from h200analysis.press import computing, leftovers

if TYPE_CHECKING:
    from h200analysis.kernels.zygotes import Zygote

HOLDS = hasattr(signal, "pthread_sigmask")
_FORKS = sys.platform == "linux"  # elsewhere libraries start threads that a fork would lack
_FIRST = "h200analysis.press.uncollected"
_ONE, _SEVERAL = "h200analysis.press.ordering", "h200analysis.press.loaded"
_to_load = [_FIRST, _SEVERAL]
context = get_context("forkserver") if _FORKS else get_context("spawn")


def for_one() -> None:
    """Have no more loaded than a single edition needs, and what follows its kernel beside that.

    To be told before both are begun.
    """
    _to_load[:] = [_FIRST, _ONE]


@cache
def begun() -> "Zygote | None":
    """Begin both, once; return the one that forks kernels, to be lent to workers.

    None where nothing is forked: each worker then imports all that it needs itself.
    """
    if not _FORKS:
        return None
    from h200analysis.kernels import zygotes

    is_for_one = _ONE in _to_load
    zygote = zygotes.begun(computing.environment(), is_for_one)  # first: it has most to load
    _keep_sockets_in(leftovers.folder(leftovers.beside_sockets()))
    with interrupts_held():
        forkserver.set_forkserver_preload(_to_load)
        forkserver.ensure_running()
    return zygote


def _keep_sockets_in(folder: Path) -> None:
    """Have multiprocessing keep its sockets where their path is short, and a build sweeps.

    Left to itself it takes the temporary folder, whose name may be too long, and what it makes
    there stays if this process is killed. It has no other way to be told.
    """
    told: Any = current_process()
    told._config.setdefault("tempdir", str(folder))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Begin a process with the mask of this thread, which lets no interrupt through meanwhile."""
    if not HOLDS:  # Windows
        yield
        return
    resource_tracker.ensure_running()  # when it starts it lifts the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
