"""A forked kernel as the process that ordered it sees it: a `subprocess.Popen` in all it needs."""

import os
import select
import signal
import socket
import threading
from contextlib import suppress
from subprocess import TimeoutExpired


class ForkedProcess:
    """A process whose end another one tells of, since only a parent can wait for its child.

    `keeper` is whatever has to live as long as the process does.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, channel: socket.socket, keeper: object) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._channel, self._keeper = channel, keeper
        self._lock = threading.Lock()

    def poll(self) -> int | None:
        """Return the exit code, less than zero for a signal, or None while it runs."""
        with self._lock:
            if self.returncode is None:
                try:
                    told = self._channel.recv(32, socket.MSG_DONTWAIT)
                except BlockingIOError:
                    return None
                self.returncode = int(told) if told else self._abandoned()
                self._channel.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the exit code, at most so many seconds; after that raise TimeoutExpired."""
        if self.poll() is None:
            select.select([self._channel], [], [], timeout)
        if (code := self.poll()) is None:
            raise TimeoutExpired(["kernel", str(self.pid)], timeout or 0)
        return code

    def send_signal(self, signum: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def _abandoned(self) -> int:
        """End a kernel whose parent was killed, before it does so itself a second later."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        return -signal.SIGKILL
