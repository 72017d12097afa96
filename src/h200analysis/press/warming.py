"""Two processes that load what making an edition needs: workers and kernels are forked from them.

Each library is so imported once, however many workers there are. To begin them takes next to
nothing, and is best done first of all: they load beside this process.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import forkserver, get_context, resource_tracker
from typing import TYPE_CHECKING

from h200analysis.press import computing

if TYPE_CHECKING:
    from h200analysis.kernels.zygotes import Zygote

HOLDS = hasattr(signal, "pthread_sigmask")
_FORKS = sys.platform == "linux"  # elsewhere libraries start threads that a fork would lack
_LOADED = "h200analysis.press.loaded"
context = get_context("forkserver") if _FORKS else get_context("spawn")


@cache
def begun() -> "Zygote | None":
    """Begin both, once; return the one that forks kernels, to be lent to workers.

    None where nothing is forked: each worker then imports all that it needs itself.
    """
    if not _FORKS:
        return None
    from h200analysis.kernels import zygotes

    with interrupts_held():
        forkserver.set_forkserver_preload([_LOADED])
        forkserver.ensure_running()
    return zygotes.begun(computing.environment())


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
