"""A kernel for one notebook, which shares nothing with this process, its user or other kernels."""

import logging
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_core.paths import jupyter_path
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config

from h200analysis import project
from h200analysis.errors import H200Error
from h200analysis.evidence import reads
from h200analysis.evidence.caution import UNDER_PRESS
from h200analysis.press import computing, leftovers
from h200analysis.press.client import LimitedClient
from h200analysis.press.limits import Limits

logger = logging.getLogger(__name__)

NAME = "python3"
_TOLD = 16_000  # bytes of what a kernel said, from the end
_PRELOADED = "h200-preloaded"
_CHANNELS = "h200analysis.press.channels.QuickChannels"


class ClockError(H200Error, RuntimeError):
    """A clock that jumps, so that nobody can wait for a kernel's answer."""


@contextmanager
def started(
    notebook: NotebookNode,
    beside: Path,
    data: Path,
    recorded: date,
    limits: Limits,
    beliefs: Path | None = None,
) -> Iterator[LimitedClient]:
    """Start a kernel for a notebook, in the folder `beside`; end it at once when all is done.

    Left to itself it puts sockets of a fixed name beside the notebook, and two builds begun
    together take each other's; asked to leave in good order it takes up to two seconds. It would
    also run what the user keeps among the start-up files, which might change a figure. Its
    environment is handed to it, so that neither variables nor folder of this process change. It is
    forked from a process that has imported its libraries, where that can be (see `kernels`).
    `beliefs` is a folder of beliefs that it may read instead of computing them (`futures.kept`).
    """
    place = leftovers.beside_sockets()
    with (
        _steady_clock(),
        TemporaryDirectory(
            prefix=leftovers.prefix(), dir=place, ignore_cleanup_errors=True
        ) as folder,
    ):
        client = LimitedClient(notebook, limits, NAME, _config(folder))
        manager: Any = client.create_kernel_manager()
        # Its own would look among IPython's files as well, and imports IPython to ask where.
        manager.kernel_spec_manager = KernelSpecManager(kernel_dirs=jupyter_path("kernels"))
        if _is_preloaded():
            spec = manager.kernel_spec
            spec.metadata["kernel_provisioner"] = {"provisioner_name": _PRELOADED}
        own = _environment(folder, beside, data, recorded, beliefs)
        with (
            _heard(Path(folder) / "said") as said,
            client.setup_kernel(cwd=str(beside), env=own, stdout=said, stderr=said),
        ):
            client.hold_memory()
            yield client


def _is_preloaded() -> bool:
    """Say whether there are forked kernels; an environment set up before there were knows none."""
    return _PRELOADED in KernelProvisionerFactory.instance().provisioners


@contextmanager
def _heard(path: Path) -> Iterator[IO[bytes]]:
    """Give a file for what a kernel says past its notebook, and tell the end of it in the log.

    One that is ended while it starts would print a traceback into the terminal of the build.
    """
    with path.open("a+b") as said:
        try:
            yield said
        finally:
            said.seek(max(said.seek(0, os.SEEK_END) - _TOLD, 0))
            if text := said.read().decode(errors="replace").strip():
                logger.info("the kernel said: %s", text)


@contextmanager
def _steady_clock() -> Iterator[None]:
    """Say in a sentence what ZeroMQ stumbles over when time jumps while it waits.

    The thread that listens to the kernel's heartbeat stumbles too, and would print it.
    """
    before = threading.excepthook
    threading.excepthook = lambda told: None if told.exc_type is OverflowError else before(told)
    try:
        yield
    except OverflowError as error:
        raise ClockError(
            "The clock of this machine jumped by years while a kernel was waited for; set it, and "
            "build again."
        ) from error
    finally:
        threading.excepthook = before


def asked(client: NotebookClient, expressions: Mapping[str, str]) -> dict[str, Any]:
    """Return what a kernel answers to Python expressions; no output and no count is left of it.

    Each answer is as the Jupyter protocol has it: `status` is ok, with `data`, or error.
    """
    channels: Any = client.kc
    while True:
        request = channels.execute("", silent=True, user_expressions=dict(expressions))
        reply: Any = client.wait_for_reply(request)
        content = reply["content"]
        if content["status"] != "aborted":  # as what arrives right after a failing cell may be
            answers: dict[str, Any] = content.get("user_expressions", {})
            return answers


def _config(folder: str) -> Config:
    manager = {"connection_file": str(Path(folder) / "kernel.json"), "client_class": _CHANNELS}
    local = {"transport": "ipc"} if os.name == "posix" else {}
    client = {"shutdown_kernel": "immediate"}
    return Config({"KernelManager": manager | local, "NotebookClient": client})


def _environment(
    folder: str, beside: Path, data: Path, recorded: date, beliefs: Path | None
) -> dict[str, str]:
    env = computing.environment() | {
        UNDER_PRESS: "1",
        "IPYTHONDIR": folder,
        **project.environment(),
        "H200_DATA": str(data.absolute()),  # the kernel runs in another folder
        "H200_PASSAGES": str(beside.absolute() / "passages"),
        "H200_RECORDED": str(recorded),
        reads.SWITCH: reads.asked(data, recorded),
    }
    env.pop(project.BELIEFS, None)
    if beliefs:
        env[project.BELIEFS] = str(beliefs)
    return env
