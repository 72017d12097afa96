"""The process that forks: it imports the libraries, then forks a kernel for each order.

It is started once by the process that wants kernels and lives no longer than that one, which may
lend it to others. It has a single thread, runs nothing but this loop, and so no kernel inherits a
lock that nobody holds. It alone can wait for the kernels, and tells how they ended to whoever
ordered them. If that process goes first, its kernels go with it.
"""

import gc
import os
import selectors
import signal
import socket
import sys
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from h200analysis.kernels import birth, preloading
from h200analysis.kernels.order import Order

STALE, ORDINARY = b"stale", b"ordinary"  # why no kernel is forked, and what is to be done
_DESCRIPTORS = 5  # the order, the channel of its answers, and three streams


def main(control: int, is_for_one: bool = False) -> None:
    """Preload, then serve until the process that started this one is gone."""
    parent, own = os.getppid(), os.getpid()
    gc.disable()  # what is imported stays: to look for what may go takes a quarter of the time
    preloaded = preloading.preload(is_for_one)
    _end_threads()
    _refuse_leftovers(control)
    os.close(os.pidfd_open(own))  # without which it could not wait for kernels and orders at once
    gc.freeze()  # pages that a kernel need not copy
    gc.enable()
    server = Server(socket.socket(fileno=control), parent, preloaded.names)
    order, streams = server.serve()
    birth.kernel(order, streams, preloaded.variables, own)  # each kernel arrives here, it alone


def _end_threads() -> None:
    """Fork once for nothing: OpenBLAS ends its threads then, and starts them when it needs them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of these threads, since Python 3.12
        if not (child := os.fork()):
            os._exit(0)
    os.waitpid(child, 0)


def _refuse_leftovers(control: int) -> None:
    """Fork no kernels if an import has left a thread or an open file, which a kernel would lack."""
    tasks, files = Path("/proc/self/task"), Path("/proc/self/fd")
    threads = [each.name for each in tasks.iterdir()]
    opened = [each.name for each in files.iterdir() if each.exists() and each.is_symlink()]
    left = {int(number) for number in opened} - {0, 1, 2, control}
    if len(threads) > 1 or left:
        sys.exit(f"an import left threads or files: {threads}, {left}; expected none.")


@dataclass(frozen=True, slots=True)
class Kernel:
    """A kernel that was forked, the channel on which its end is told, and who ordered it.

    `orderer` is a descriptor of that process, by which its end is seen; None for one already gone.
    """

    pid: int
    channel: socket.socket
    orderer: int | None

    def close(self) -> None:
        """Let go of the channel, and of whoever ordered the kernel."""
        self.channel.close()
        if self.orderer is not None:
            os.close(self.orderer)

    def end(self) -> None:
        """End it with all that it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Orderer:
    """A process that ordered a kernel, as long as it is watched for its end."""

    kernel: Kernel


class Server:
    """Forks kernels as they are ordered through a socket, and reports how each has ended."""

    def __init__(self, control: socket.socket, parent: int, names: frozenset[str]) -> None:
        self._control, self._parent, self._names = control, parent, names
        self._sources = preloading.sources()
        self._stamps = preloading.stamps(self._sources)
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)

    def serve(self) -> tuple[Order, list[int]]:
        """Serve orders for ever; only in a kernel return, with its order and its streams."""
        while True:
            for key, _ in self._selector.select(timeout=1):
                if self._selector.get_map().get(key.fd) is not key:
                    continue  # let go of by one before it: a kernel and its orderer ended at once
                if isinstance(key.data, Kernel):
                    self._report(key)
                elif isinstance(key.data, Orderer):
                    self._selector.unregister(key.fd)
                    key.data.kernel.end()
                elif forked := self._answer():
                    return forked
            if os.getppid() != self._parent:  # whose socket a process of its own may hold open
                self._end()

    def _answer(self) -> tuple[Order, list[int]] | None:
        """Fork the kernel that is asked for next; return its order in the kernel, else nothing."""
        message, descriptors, _, _ = socket.recv_fds(self._control, 16, _DESCRIPTORS)
        if not message:
            self._end()
        written, told, *streams = descriptors
        order, channel = Order.read(written), socket.socket(fileno=told)
        if not (refusal := self._refusal(order)):
            preloading.read(order.env)
        try:
            pid = -1 if refusal else os.fork()
        except OSError:  # no more processes or memory for one
            refusal, pid = ORDINARY, -1
        if not pid:
            self._leave()
            os.setsid()  # before its number is known, or a signal to its group would miss it
            channel.send(b"%d" % os.getpid())
            channel.close()
            return order, streams
        for each in streams:
            os.close(each)
        if refusal:
            _tell(channel, refusal)
            channel.close()
        else:
            self._watch(Kernel(pid, channel, _descriptor(order.orderer)))
        return None

    def _watch(self, kernel: Kernel) -> None:
        self._selector.register(os.pidfd_open(kernel.pid), selectors.EVENT_READ, kernel)
        if kernel.orderer is None:
            kernel.end()
        else:
            self._selector.register(kernel.orderer, selectors.EVENT_READ, Orderer(kernel))

    def _refusal(self, order: Order) -> bytes:
        """Say why no kernel is forked for an order; nothing if one can be."""
        if preloading.stamps(self._sources) != self._stamps:
            return STALE
        try:
            return ORDINARY if preloading.shadowed(order.cwd, self._names) else b""
        except OSError:  # the folder has gone
            return ORDINARY

    def _report(self, key: selectors.SelectorKey) -> None:
        """Tell how a kernel ended; its number is free for another process only after that."""
        kernel: Kernel = key.data
        ended = os.waitid(os.P_PID, kernel.pid, os.WEXITED | os.WNOWAIT)
        if ended:
            sign = 1 if ended.si_code == os.CLD_EXITED else -1
            _tell(kernel.channel, b"%d" % (sign * ended.si_status))
        os.waitpid(kernel.pid, 0)
        self._selector.unregister(key.fd)
        os.close(key.fd)
        if kernel.orderer is not None and kernel.orderer in self._selector.get_map():
            self._selector.unregister(kernel.orderer)
        kernel.close()

    def _leave(self) -> None:
        """Close, in a kernel, what belongs to the process that it was forked from."""
        for key in list(self._selector.get_map().values()):
            if isinstance(key.data, Kernel):
                os.close(key.fd)
                key.data.close()
        self._selector.close()
        self._control.close()

    def _end(self) -> NoReturn:
        """End with every kernel, as each would itself a second after its parent is gone."""
        for key in list(self._selector.get_map().values()):
            if isinstance(key.data, Kernel):
                key.data.end()
        os._exit(0)


def _descriptor(pid: int) -> int | None:
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        return None


def _tell(channel: socket.socket, message: bytes) -> None:
    with suppress(OSError):  # nobody may wait for it any more
        channel.send(message)
