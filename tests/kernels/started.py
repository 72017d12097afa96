"""A real kernel, forked or ordinary, and what it answers."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from traitlets.config import Config

FORKED, ORDINARY = "h200-preloaded", "local-provisioner"
PATIENCE = 60.0  # seconds
ENVIRONMENT = dict(os.environ) | {"PYTHONHASHSEED": "0"}  # as the press has it


@dataclass(frozen=True, slots=True)
class Started:
    """A kernel that runs, with its manager and a client."""

    manager: KernelManager
    client: BlockingKernelClient

    @property
    def pid(self) -> int:
        """Return the number of the kernel's process."""
        provisioner: Any = self.manager.provisioner
        return int(provisioner.pid)

    @property
    def process(self) -> Any:
        """Return the process as the provisioner holds it: None once it has ended."""
        provisioner: Any = self.manager.provisioner
        return provisioner.process

    def run(self, code: str) -> dict[str, Any]:
        """Run a cell to its end; return the content of the kernel's reply.

        A cell that fails aborts none of what is asked next, as a kernel does for a while otherwise.
        """
        return self.reply(self.client.execute(code, stop_on_error=False))

    def reply(self, request: str) -> dict[str, Any]:
        """Return the content of the reply to a request."""
        while True:
            message = self.client.get_shell_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == request:
                content: dict[str, Any] = message["content"]
                return content

    def told(self, expression: str) -> Any:
        """Return the value of an expression, which has to be one that JSON can hold."""
        asked = {"it": f"__import__('json').dumps({expression})"}
        answer: dict[str, Any] = {
            "status": "aborted"
        }  # as what arrives right after a failing cell may be
        while answer["status"] == "aborted":
            answer = self.reply(self.client.execute("", silent=True, user_expressions=asked))
        it = answer["user_expressions"]["it"]
        assert it["status"] == "ok", it
        return json.loads(eval(it["data"]["text/plain"]))  # noqa: S307 (a literal of our own kernel)


@contextmanager
def started(provisioner: str = FORKED, **asked: Any) -> Iterator[Started]:
    """Start a kernel, and end it with its manager and client; `asked` is passed to the manager."""
    with TemporaryDirectory() as folder:
        local = {"transport": "ipc", "connection_file": str(Path(folder) / "kernel.json")}
        manager = KernelManager(kernel_name="python3", config=Config({"KernelManager": local}))
        spec: Any = manager.kernel_spec
        spec.metadata["kernel_provisioner"] = {"provisioner_name": provisioner}
        env = asked.pop("env", ENVIRONMENT) | {"IPYTHONDIR": folder}
        manager.start_kernel(env=env, **asked)
        client = manager.client()
        try:
            client.start_channels()
            client.wait_for_ready(timeout=PATIENCE)
            yield Started(manager, client)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
            manager.context.destroy(linger=0)
