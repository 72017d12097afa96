"""The provisioner that jupyter_client knows as `h200-preloaded`."""

import asyncio
import sys
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

_MOMENTS, _MOMENT = 25, 0.002  # of how many seconds


class PreloadedProvisioner(LocalProvisioner):
    """Starts a Python kernel as a fork of a process that has imported its libraries.

    All else is done as for an ordinary kernel, and an ordinary one is started where a fork could
    not do what is asked: on another system than Linux, for another interpreter or language, with
    the environment variable `H200_KERNEL=ordinary`.
    """

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel, and return how it is reached."""
        asked = self._scrub_kwargs(kwargs)
        if sys.platform == "linux":
            from h200analysis.kernels.zygotes import forked

            if (process := await forked(cmd, asked)) is not None:
                self.process: Any = process
                self.pid = self.pgid = process.pid
                self.cwd = kwargs.get("cwd", Path.cwd())
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel, and give it the moment that it takes: the manager asks every 0.1 s."""
        await super().kill(restart)
        for _ in range(_MOMENTS):
            if await self.poll() is not None:
                break
            await asyncio.sleep(_MOMENT)
