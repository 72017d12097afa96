"""The tools of Jupyter run a notebook in a forked kernel, which is their default provisioner."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import nbformat
import pytest

from tests.kernels.started import PATIENCE

BIN = Path(sys.executable).parent
DEFAULT = {"JUPYTER_DEFAULT_PROVISIONER_NAME": "h200-preloaded"}
ASKS = "import os, sys, pathlib; print('pandas' in sys.modules, pathlib.Path.cwd().name)"


@pytest.mark.parametrize(
    "command",
    [
        ["papermill", "it.ipynb", "done.ipynb"],
        ["jupyter-nbconvert", "--execute", "--to", "notebook", "--output=done", "it.ipynb"],
        ["jupyter-execute", "--output=done", "it.ipynb"],
    ],
    ids=lambda command: command[0],
)
def test_a_notebook_is_run_from_the_command_line(tmp_path: Path, command: list[str]) -> None:
    """Its kernel has the libraries, and runs in the folder that the tool chooses."""
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(ASKS)])
    made.metadata["kernelspec"] = spec
    nbformat.write(made, tmp_path / "it.ipynb")
    program, *arguments = command
    subprocess.run(
        [BIN / program, *arguments],
        cwd=tmp_path,
        env=os.environ | DEFAULT,
        capture_output=True,
        text=True,
        check=True,
    )
    (cell,) = nbformat.read(tmp_path / "done.ipynb", as_version=4).cells

    assert cell.outputs[0].text == f"True {tmp_path.name}\n"


@contextmanager
def _lab(folder: Path) -> Iterator[str]:
    """Start JupyterLab's server in a folder, and end it; yield its address."""
    own = {name: str(folder) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    arguments = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    server = subprocess.Popen(
        [BIN / "jupyter-lab", *arguments, "--IdentityProvider.token=t", f"--notebook-dir={folder}"],
        env=os.environ | DEFAULT | own,
        stderr=subprocess.PIPE,
        text=True,
    )
    with server:
        assert server.stderr
        try:
            found = (re.search(r"http://127\.0\.0\.1:(\d+)/", line) for line in server.stderr)
            port = int(next(each[1] for each in found if each))
            _wait_for(port)  # which is told of before anybody listens
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.stderr.read()


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            assert time.monotonic() < end
            time.sleep(0.05)
        else:
            return


def test_jupyterlab_starts_restarts_and_ends_a_forked_kernel(tmp_path: Path) -> None:
    """Its server tells that the kernel is alive again, and that none is left."""

    def ask(method: str, path: str, **content: str) -> Any:
        data = json.dumps(content).encode() if content else None
        request = Request(address + path, data, {"Authorization": "token t"}, method=method)  # noqa: S310
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return json.loads(answer.read() or "null")

    with _lab(tmp_path) as address:
        kernel = ask("POST", "api/kernels", name="python3")["id"]
        ask("POST", f"api/kernels/{kernel}/restart")
        states = ask("GET", f"api/kernels/{kernel}")["execution_state"]
        ask("DELETE", f"api/kernels/{kernel}")

        assert states in {"starting", "idle"}
        assert ask("GET", "api/kernels") == []
