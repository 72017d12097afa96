"""Running a notebook with its parameters, in a kernel of its own, without a trace of the run."""

import ast
import json
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.parameterize import parameterize_notebook

from h200analysis import evidence
from h200analysis.errors import H200Error
from h200analysis.evidence.used import Used
from h200analysis.press import kernel, numbering
from h200analysis.press.clean import cleaned
from h200analysis.press.client import LimitedClient, is_unseen
from h200analysis.press.limits import Limits
from h200analysis.press.reassignment import INJECTED
from h200analysis.press.timing import timed

_LAST = "__import__('sys').last_value"
_SAYS_IT_ALL = f"isinstance({_LAST}, __import__('h200analysis.errors').errors.H200Error)"
_READS = "__import__('sys').modules.get('h200analysis.evidence.reads')"
_USED = f"{_READS}.used_by_process() if {_READS} else '{{}}'"
_LACK = f"getattr({_LAST}, 'lack', '')"
_FAULT = f"__import__('h200analysis.press.blame').press.blame.fault_of_ours({_LAST})"


class RunError(H200Error, RuntimeError):
    """A notebook that did not run to its end as asked: which cell is at fault, and why."""


class KilledError(RunError):
    """A kernel that somebody killed, the system for want of memory perhaps: it may not again."""

    may_pass = True


class UnseenError(RunError):
    """A cell that has ended unseen, as on a machine that has too much to do: another may be."""

    may_pass = True


@dataclass(frozen=True, slots=True)
class Ran:
    """An executed notebook, and what of the evidence its kernel has read (see `evidence.used`)."""

    notebook: NotebookNode = field(repr=False)
    used: Used = field(repr=False)


@timed("notebook")
def run(
    notebook: Path,
    parameters: Mapping[str, Any],
    data: Path | None = None,
    recorded: date | None = None,
    limits: Limits | None = None,
    beliefs: Path | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> Ran:
    """Return the executed notebook, cleaned of times, paths and random ids, and what it has read.

    `data` is the folder of evidence that the kernel reads, and `recorded` the last day whose
    records it reads there; by default both are those of this process, and the limits ours.
    `beliefs` is a folder of those that the kernel need not compute (see `press.beliefs`).
    `meanwhile` is called once the kernel is there, before the first cell.
    Raises `RunError`, which names the notebook and its cell and says why, where a cell fails or
    leaves a parameter with another value than it was given; nbclient's `CellExecutionError`, with
    the kernel's traceback, where a cell met a fault of h200analysis.
    """
    prepared = with_parameters(nbformat.read(notebook, as_version=4), parameters)
    try:
        with kernel.started(
            prepared,
            notebook.parent,
            evidence.folder_of(data),
            evidence.last_recorded(recorded),
            limits or Limits(),
            beliefs,
        ) as client:
            if meanwhile is not None:
                meanwhile()
            run_cells(client, parameters, notebook.stem)
            used = _used(client, notebook.stem)
    except NoSuchKernel as error:
        raise no_kernel(notebook.stem) from error
    return Ran(cleaned(client.nb), used)


def no_kernel(name: str) -> RunError:
    """Return what a briefing is refused with where nothing can run it."""
    return RunError(f"{name}: there is no Jupyter kernel {kernel.NAME!r} here; install ipykernel.")


def with_parameters(source: NotebookNode, parameters: Mapping[str, Any]) -> NotebookNode:
    """Return the notebook with a cell of values after its own cell of parameters.

    Each cell remembers its place in the notebook that is edited.
    """
    numbering.remember(source)
    for cell in source.cells:
        cell.metadata.setdefault("tags", [])  # papermill looks for it in each
    source.metadata.papermill = {}
    prepared: NotebookNode = parameterize_notebook(
        source, dict(parameters), kernel_name=kernel.NAME, language="python"
    )
    return prepared


def run_cells(
    client: LimitedClient,
    parameters: Mapping[str, Any],
    name: str,
    only: Container[int] | None = None,
) -> None:
    """Run the cells in order, and prove after each that the parameters are as they were given.

    With `only` those at these places run, in a kernel that has run the others before. Raises as
    `run` does.
    """
    number, given = 0, {}
    for index, cell in enumerate(client.nb.cells):
        number = numbering.number(cell, number)
        if only is not None and index not in only:
            continue
        client.begin_cell()
        try:
            client.execute_cell(cell, index)
        except CellTimeoutError as error:
            which = UnseenError if is_unseen(error) else RunError
            raise which(f"{name}: cell {number} {client.late(error)}.") from error
        except DeadKernelError as error:
            kind = KilledError if client.was_killed else RunError
            raise kind(f"{name}: cell {number} {client.death()}.") from error
        except CellExecutionError as error:
            if "as_of" in parameters and (lack := _lack(client)):
                raise RunError(not_yet(name, parameters, lack)) from error
            raise _failure(error, client, f"{name}: cell {number} failed") from error
        if INJECTED in cell.metadata.tags:
            given = {key: _written(value) for key, value in parameters.items()}
        if cell.cell_type == "code":
            _prove(client, given, f"{name}: cell {number}")


def not_yet(briefing: str, parameters: Mapping[str, Any], lack: str) -> str:
    """Return why a day has no such briefing: what it needs, and since when that is there."""
    return f"{briefing} cannot be built as of {parameters['as_of']}: {lack}."


def _lack(client: NotebookClient) -> str:
    """Return what only a later day has and a cell asked for; nothing where it failed otherwise."""
    answer = kernel.asked(client, {"lack": _LACK})["lack"]
    return _found(answer) if answer["status"] == "ok" else ""


def _prove(client: NotebookClient, given: Mapping[str, str], place: str) -> None:
    """Refuse a notebook in whose kernel a parameter is no longer what it was given as.

    The manifest, the folder and the last page would tell of values that no figure rests on.
    """
    asked = {name: f"__import__('json').dumps({name}, sort_keys=True)" for name in given}
    for name, answer in kernel.asked(client, asked).items():
        held = _found(answer)
        if held != given[name]:
            raise RunError(
                f"{place} changes the parameter {name!r}: given {given[name]}, found {held}; "
                "use another name or a copy there, so that the edition is what its manifest says."
            )


def _used(client: NotebookClient, name: str) -> Used:
    """Return what the kernel has read of the evidence."""
    answer = kernel.asked(client, {"used": _USED})["used"]
    if answer["status"] != "ok":
        raise RunError(
            f"{name}: the kernel cannot say what evidence it has read: {_found(answer)}; let no "
            "cell change h200analysis itself."
        )
    used: Used = json.loads(_found(answer))
    return used


def _found(answer: Mapping[str, Any]) -> str:
    if answer["status"] != "ok":
        return f"{answer['ename']}: {answer['evalue']}"
    return str(ast.literal_eval(answer["data"]["text/plain"]))


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _failure(
    error: CellExecutionError, client: NotebookClient, place: str
) -> RunError | CellExecutionError:
    """Return what is to be raised of a cell that failed: a sentence, or a fault of our own.

    Our own errors are sentences already. A fault of ours is no `H200Error`, and bears the
    traceback of the kernel, whose frames this process never sees.
    """
    answers = kernel.asked(client, {"says_it_all": _SAYS_IT_ALL, "fault": _FAULT})
    kind = f"{error.ename}: {error.evalue}"
    if answers["fault"]["status"] == "ok" and (met := _found(answers["fault"])):
        return CellExecutionError(f"{place}: {kind}\n\n{met}", error.ename, error.evalue)
    says_it_all = _found(answers["says_it_all"]) == "True"
    return RunError(f"{place}: {error.evalue if says_it_all else kind}")
