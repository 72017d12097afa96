"""The processes that fork kernels for this one: each is started when it is first needed."""

import os
import socket
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Self

from h200analysis.kernels import environment, streams
from h200analysis.kernels.asking import order
from h200analysis.kernels.order import Order
from h200analysis.kernels.process import ForkedProcess
from h200analysis.kernels.zygote import ORDINARY

MOST = 3  # at a time: each takes 200 MB
# Python puts the folder it is started in before all others: it goes before anything is imported.
_PROGRAM = (
    "import sys; del sys.path[0]; from h200analysis.kernels import zygote; zygote.main({}, {})"
)
_START = 60.0  # seconds for one to import everything and to fork
_PATIENCE = 5.0  # seconds for one to end after its socket is closed
_Key = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]
Lent = tuple[_Key, socket.socket]
"""A zygote as another process of this one is told of it: multiprocessing hands over the socket."""


async def forked(command: list[str], asked: Mapping[str, Any]) -> ForkedProcess | None:
    """Return a kernel forked as it is asked for, or None where only an ordinary one will do."""
    if (ordered := order(command, asked)) is None:
        return None
    with streams.opened(asked) as three:
        if three is None:
            return None
        for _ in range(2):  # again if a file has changed since it was imported
            if (zygote := _held.zygote(ordered)) is None:
                return None
            answer = await zygote.answer(ordered, three)
            if isinstance(answer, ForkedProcess):
                return answer
            if answer == ORDINARY:
                return None
            _held.discard(zygote)
    return None


def begun(env: Mapping[str, str], is_for_one: bool = False) -> "Zygote":
    """Return a zygote for kernels of such an environment, which imports beside this process.

    `is_for_one` tells that a single kernel is all that it is begun for.
    """
    zygote, key = Zygote.begun([], env, is_for_one), _key([], env)
    _held.hold(key, zygote)
    return zygote


def borrow(lent: Lent) -> None:
    """Have kernels from a zygote of another process, as long as it serves."""
    key, control = lent
    _held.hold(key, Zygote(key, control))


class Zygote:
    """A process that forks kernels, asked through a socket.

    One that was begun here ends when nobody here holds it or one of its kernels.
    """

    def __init__(self, key: _Key, control: socket.socket) -> None:
        self.has_answered = threading.Event()
        self._key, self._control = key, control

    @classmethod
    def begun(cls, flags: list[str], env: Mapping[str, str], is_for_one: bool = False) -> Self:
        """Begin one, which imports everything before it answers."""
        control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        program = _PROGRAM.format(theirs.fileno(), is_for_one)
        with theirs:
            process = subprocess.Popen(
                [sys.executable, *flags, "-c", program],
                cwd="/",
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # an interrupt at the terminal is not for it
            )
        zygote = cls(_key(flags, env), control)
        weakref.finalize(zygote, _end, process, control, zygote.has_answered)
        return zygote

    def lent(self) -> Lent:
        """Return it for another process; a kernel ends with the process that ordered it."""
        self.has_answered.set()  # others may have kernels of it
        return self._key, self._control

    async def answer(self, ordered: Order, three: list[int]) -> ForkedProcess | bytes:
        """Return a kernel, or why there is none: nothing at all if the zygote is gone."""
        import asyncio  # which whoever begins a zygote for others has no use for

        channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        channel.setblocking(False)
        written = ordered.written()
        try:
            with theirs, suppress(OSError):
                socket.send_fds(self._control, [b"kernel"], [written, theirs.fileno(), *three])
            coming = asyncio.get_running_loop().sock_recv(channel, 32)
            answer = await asyncio.wait_for(coming, _START)
        except TimeoutError:
            answer = b""
        except BaseException:
            channel.close()
            raise
        finally:
            os.close(written)
        if answer:
            self.has_answered.set()
        if answer.isdigit():
            return ForkedProcess(int(answer), channel, keeper=self)
        channel.close()
        return answer


def _key(flags: list[str], env: Mapping[str, str]) -> _Key:
    """Return what kernels must have in common to be forked from one zygote."""
    return tuple(flags), environment.read_at_start(env)


def _end(
    process: subprocess.Popen[bytes], control: socket.socket, serving: threading.Event
) -> None:
    """End a zygote: by its socket, so that its kernels end with it, if it may have any."""
    control.close()
    if not serving.is_set():
        process.kill()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class _Held:
    """The zygotes that this process can have kernels from; a process forked from it has none."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._renew()
        os.register_at_fork(after_in_child=self._renew)

    def _renew(self) -> None:
        self._lock = threading.Lock()
        self._zygotes: dict[_Key, Zygote] = {}
        self._failed: set[_Key] = set()

    def zygote(self, ordered: Order) -> Zygote | None:
        """Return the one for an order, or None if such a one could not start."""
        key = _key(ordered.flags, ordered.env)
        with self._lock:
            if key in self._failed:
                return None
            zygote = self._zygotes.pop(key, None)
            self._zygotes[key] = zygote or Zygote.begun(ordered.flags, ordered.env)
            if len(self._zygotes) > MOST:
                del self._zygotes[
                    next(iter(self._zygotes))
                ]  # asked longest ago; its kernels run on
            return self._zygotes[key]

    def hold(self, key: _Key, zygote: Zygote) -> None:
        """Have kernels of this sort from this one."""
        with self._lock:
            self._zygotes[key] = zygote

    def discard(self, zygote: Zygote) -> None:
        """Use one no more that is stale or gone, nor any of its kind if it never started."""
        with self._lock:
            for key in [key for key, held in self._zygotes.items() if held is zygote]:
                del self._zygotes[key]
                if not zygote.has_answered.is_set():
                    self._failed.add(key)


_held = _Held()
