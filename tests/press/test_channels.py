"""The channels to a kernel: what is told of one that never answers, and who uses them."""

import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.util import run_sync
from nbformat.v4 import new_notebook

from h200analysis import evidence
from h200analysis.errors import H200Error
from h200analysis.press import kernel
from h200analysis.press.channels import QuickChannels
from h200analysis.press.limits import Limits


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("raise SystemExit(3)", "The kernel ended before it answered"),
        ("import time; time.sleep(60)", "The kernel did not answer within 0.1 s"),
    ],
)
def test_a_kernel_that_never_answers_is_told(program: str, told: str) -> None:
    """In a sentence that says what may help."""
    with pytest.raises(H200Error, match=told):
        run_sync(_waited_for)(program)


async def _waited_for(program: str) -> None:
    manager = AsyncKernelManager(client_factory=QuickChannels)
    manager._kernel_spec = KernelSpec(argv=[sys.executable, "-c", program], language="python")
    await manager.start_kernel()
    channels = manager.client()
    channels.start_channels()
    try:
        waiting: Coroutine[Any, Any, None] = channels.wait_for_ready(timeout=0.1)
        await waiting
    finally:
        channels.stop_channels()
        await manager.shutdown_kernel(now=True)


def test_the_press_uses_them(tmp_path: Path) -> None:
    """A kernel of the press is asked through them."""
    data, recorded = evidence.folder_of(None), evidence.last_recorded(None)
    with kernel.started(new_notebook(), tmp_path, data, recorded, Limits()) as client:
        assert isinstance(client.kc, QuickChannels)
        assert kernel.asked(client, {"sum": "1 + 1"})["sum"]["data"]["text/plain"] == "2"
