"""Running a notebook with papermill, in a kernel of its own, without leaving a trace of the run."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook
from traitlets.config import Config

from h200analysis.errors import H200Error
from h200analysis.exhibits.render import UNDER_PRESS
from h200analysis.press import numbering
from h200analysis.press.clean import cleaned
from h200analysis.press.timing import timed

KERNEL = "python3"


class RunError(H200Error, RuntimeError):
    """A notebook that did not run to its end: which cell failed, and why."""


@timed("notebook")
def run(notebook: Path, parameters: Mapping[str, Any]) -> NotebookNode:
    """Return the executed notebook, cleaned of times, paths and random ids.

    Raises `RunError`, which names the notebook, the failing cell and says why.
    """
    source = nbformat.read(notebook, as_version=4)
    numbering.remember(source)
    # Prepared and run in two steps, so that a failing cell can be looked up by its index.
    prepared = execute_notebook(
        source,
        None,
        dict(parameters),
        prepare_only=True,
        kernel_name=KERNEL,
        language="python",
    )
    with _own_kernel() as (config, environment), _environment(environment):
        try:
            executed = execute_notebook(
                prepared,
                None,
                progress_bar=False,
                cwd=str(notebook.parent),
                kernel_name=KERNEL,
                config=config,
            )
        except PapermillExecutionError as error:
            place = numbering.number(prepared.cells[error.cell_index], error.cell_index + 1)
            message = f"{notebook.stem}: cell {place} failed: {_reason(error)}"
            raise RunError(message) from error
        except (DeadKernelError, CellTimeoutError, NoSuchKernel) as error:
            raise RunError(f"{notebook.stem}: {_ended(error)}") from error
    return cleaned(nbformat.from_dict(executed))


def _reason(error: PapermillExecutionError) -> str:
    """Return the exception as a sentence: our own errors are one already."""
    ours = {"NotKnownError", "BindingError", "DataError", "ValueError"}
    return str(error.evalue) if error.ename in ours else f"{error.ename}: {error.evalue}"


def _ended(error: Exception) -> str:
    """Say in a sentence why a kernel gave no answer; its own words run over many lines."""
    match error:
        case DeadKernelError():
            return "the kernel died while it ran the notebook; run it in JupyterLab to see where."
        case CellTimeoutError():
            return f"a cell took too long: {str(error).splitlines()[0]}"
        case _:
            return f"there is no Jupyter kernel {KERNEL!r} here; install ipykernel."


@contextmanager
def _own_kernel() -> Iterator[tuple[Config, dict[str, str | None]]]:
    """Configure a kernel that shares nothing, and that is ended at once when its cells are run.

    Left to itself it puts sockets of a fixed name beside the notebook, and two builds begun
    together take each other's; asked to leave in good order it takes up to two seconds. It would
    also run what the user keeps among the start-up files, which might change a figure.
    """
    with TemporaryDirectory(prefix="h200-", ignore_cleanup_errors=True) as folder:
        manager = {"connection_file": str(Path(folder) / "kernel.json")}
        local = {"transport": "ipc"} if os.name == "posix" else {}
        client = {"shutdown_kernel": "immediate"}
        config = Config({"KernelManager": manager | local, "NotebookClient": client})
        yield config, _inherited(folder)


def _inherited(folder: str) -> dict[str, str | None]:
    """Return what the kernel's environment has of its own; None for what it must not have."""
    own: dict[str, str | None] = {UNDER_PRESS: "1", "PYTHONHASHSEED": "0", "IPYTHONDIR": folder}
    own["PYTHONSTARTUP"] = None
    if data := os.environ.get("H200_DATA"):
        own["H200_DATA"] = str(Path(data).absolute())  # the kernel runs in another folder
    return own


@contextmanager
def _environment(wanted: Mapping[str, str | None]) -> Iterator[None]:
    """Set what the kernel inherits, and put it back."""
    before = {name: os.environ.get(name) for name in wanted}
    _set(wanted)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
