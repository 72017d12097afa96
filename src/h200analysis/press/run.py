"""Running a notebook with papermill, in a kernel of its own, without leaving a trace of the run."""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook
from traitlets.config import Config

from h200analysis.exhibits.render import UNDER_PRESS
from h200analysis.press.clean import cleaned

# Papermill reads parameters with a pattern that knows fewer types than ours, and says so.
logging.getLogger("papermill").setLevel(logging.ERROR)


class RunError(RuntimeError):
    """A notebook that did not run to its end: which cell failed, and why."""


def run(notebook: Path, parameters: Mapping[str, Any]) -> NotebookNode:
    """Return the executed notebook, cleaned of times, paths and random ids.

    Raises `RunError`, which names the failing cell and says why.
    """
    with _environment({UNDER_PRESS: "1", "PYTHONHASHSEED": "0"}), _own_kernel() as config:
        try:
            executed = execute_notebook(
                str(notebook),
                None,
                parameters=dict(parameters),
                progress_bar=False,
                cwd=str(notebook.parent),
                kernel_name="python3",
                config=config,
            )
        except PapermillExecutionError as error:
            number = error.cell_index + (0 if parameters else 1)  # less the cell that was injected
            message = f"{notebook.stem}: cell {number} failed: {_reason(error)}"
            raise RunError(message) from None
    return cleaned(nbformat.from_dict(executed))


def _reason(error: PapermillExecutionError) -> str:
    """Return the exception as a sentence: our own errors are one already."""
    ours = {"NotKnownError", "BindingError", "DataError", "ValueError"}
    return str(error.evalue) if error.ename in ours else f"{error.ename}: {error.evalue}"


@contextmanager
def _own_kernel() -> Iterator[Config]:
    """Configure a kernel that shares nothing, and that is ended at once when its cells are run.

    Left to itself it puts sockets of a fixed name beside the notebook, and two builds begun
    together take each other's; asked to leave in good order it takes up to two seconds.
    """
    with TemporaryDirectory(prefix="h200-", ignore_cleanup_errors=True) as folder:
        manager = {"connection_file": str(Path(folder) / "kernel.json")}
        local = {"transport": "ipc"} if os.name == "posix" else {}
        client = {"shutdown_kernel": "immediate"}
        yield Config({"KernelManager": manager | local, "NotebookClient": client})


@contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Set what the kernel inherits, and put it back."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
