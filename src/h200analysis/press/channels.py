"""The channels to a kernel, without the waits that jupyter_client allows for networks and users."""

from queue import Empty
from time import monotonic
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient

from h200analysis.errors import H200Error

_RETRY = 5  # milliseconds until a socket is tried again that the kernel has not opened yet
_PATIENCE, _MOMENT = 1.0, 0.2  # seconds for an answer, and for its echo


class EndedKernelError(H200Error, RuntimeError):
    """A kernel that ended before it answered."""


class SilentKernelError(H200Error, RuntimeError):
    """A kernel that does not answer, as on a machine that has too much to do: another may."""

    may_pass = True


class QuickChannels(AsyncKernelClient):
    """jupyter_client's channels, ready as soon as the kernel has answered and can be heard.

    Its own try a socket that is not there yet again after 0.1 s, and go on listening until nothing
    has been said for 0.2 s, to drop what is of no question of theirs. nbclient passes over that.
    """

    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        context.setsockopt(zmq.RECONNECT_IVL, _RETRY)
        return context

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers; raise one of the errors above where it does not."""
        until = monotonic() + (float("inf") if timeout is None else timeout)
        while not await self._is_ready():
            if not await self.is_alive():
                raise EndedKernelError(
                    "The kernel ended before it answered; h200 -v tells what it said."
                )
            if monotonic() > until:
                raise SilentKernelError(
                    f"The kernel did not answer within {timeout:g} s; with a lower --jobs it may."
                )

    async def _is_ready(self) -> bool:
        """Ask the kernel for its sort, and say whether its answer came, and its echo to all."""
        self.kernel_info()
        try:
            answer: dict[str, Any] = await self.shell_channel.get_msg(timeout=_PATIENCE)
            if answer["msg_type"] != "kernel_info_reply":
                return False
            await self.iopub_channel.get_msg(timeout=_MOMENT)
        except Empty:
            return False
        self._handle_kernel_info_reply(answer)
        return True
