"""What makes a forked process the kernel that was ordered, with nothing left of its parent's."""

import importlib
import os
import resource
import signal
import sys
import tempfile
import time
from importlib.util import find_spec
from types import ModuleType

from h200analysis.kernels.order import Order


def kernel(order: Order, streams: list[int], variables: dict[str, str], parent: int) -> None:
    """Be the kernel that was ordered until it is shut down; imports have set the variables."""
    _take_streams(streams)
    _take_place(order)
    os.environ.update(variables)
    _renew(order)
    from ipykernel.kernelapp import IPKernelApp

    if os.getppid() != parent:
        os._exit(1)  # as it will when it finds the process gone that forked it
    IPKernelApp.launch_instance(parent_handle=parent)


def _take_streams(streams: list[int]) -> None:
    """Read, write and complain where it was asked to, and hold no other file open."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(line_buffering=os.isatty(1))


def _take_place(order: Order) -> None:
    """Take over folder, environment and limits of the process that ordered the kernel."""
    os.umask(order.umask)
    os.chdir(order.cwd)
    os.environ.clear()
    os.environ.update(order.env)
    time.tzset()
    for which, limits in order.limits.items():
        if resource.getrlimit(which) != limits:
            resource.setrlimit(which, limits)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _renew(order: Order) -> None:
    """Renew what a new interpreter would have made for itself; Python does so for `random`."""
    sys.orig_argv = order.command
    launcher = find_spec("ipykernel_launcher")
    sys.argv = [str(launcher.origin) if launcher else "", *order.arguments]
    sys.modules["__main__"] = ModuleType("__main__")
    tempfile.tempdir = None
    importlib.invalidate_caches()
    import numpy as np

    np.random.seed()
