"""The plain tools by their interfaces, in processes that live long and have begun already."""

import ctypes
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import lru_cache, partial
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from benchmarks import webpdf
from benchmarks.timing import Timing
from h200analysis import project
from h200analysis.evidence.caution import UNDER_PRESS
from h200analysis.press.editions import Job

_ADOPT = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)


class Task(NamedTuple):
    """A notebook with its values, and the name of what is to be made of it, without a suffix."""

    notebook: str
    beside: str
    values: dict[str, Any]
    name: str


class PlainProcesses:
    """Some processes that share a list of notebooks, each taking the next when it has ended one."""

    def __init__(self, count: int, warm_up: Task, room: Path, no_charts: bool = False) -> None:
        """Start them, and have each run one notebook, so that nothing is left to be loaded."""
        spawn = get_context("spawn")
        room.mkdir()
        given = (warm_up, room, spawn.Barrier(count), no_charts)
        self._pool = ProcessPoolExecutor(count, spawn, initializer=_warm_up, initargs=given)
        for started in [self._pool.submit(os.getpid) for _ in range(count)]:
            started.result()

    def made(self, tasks: Sequence[Task], out: Path) -> Timing:
        """Make page and paper of each task; return what all of them took."""
        out.mkdir()
        start = perf_counter()
        computed = self._pool.map(partial(_made, out), tasks)
        cpu = sum(computed)  # waits for all
        return Timing(perf_counter() - start, cpu)

    def end(self) -> None:
        """End the processes."""
        self._pool.shutdown()


def task(job: Job) -> Task:
    """Return what the plain tools are told of an edition of ours."""
    return Task(str(job.notebook), str(job.notebook.parent), job.values, job.briefing)


def _warm_up(task: Task, room: Path, others: Barrier, no_charts: bool) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # papermill warns of every parameter's annotation
    os.environ.pop("JUPYTER_DEFAULT_PROVISIONER_NAME", None)  # it may name ours
    os.environ.setdefault(project.ROOT, str(project.root()))  # notebooks are copies elsewhere
    if no_charts:
        os.environ[UNDER_PRESS] = "1"
    # What Chromium leaves behind becomes a child of this process, so that its time is known.
    ctypes.CDLL(None).prctl(_ADOPT, 1)
    if webpdf.browser():
        webpdf.use_browser()
    _made(room, task._replace(name=f"{task.name}-{os.getpid()}"))
    others.wait()


def _made(out: Path, task: Task) -> float:
    """Make page and paper, as an analyst's script would; return the seconds of computing."""
    from papermill.execute import execute_notebook

    before, path = _computed(), out / task.name
    executed = execute_notebook(
        task.notebook, f"{path}.ipynb", parameters=task.values,
        kernel_name="python3", language="python", cwd=task.beside, progress_bar=False,
    )  # fmt: skip
    for suffix, exporter in _exporters().items():
        content, _ = exporter.from_notebook_node(executed)
        as_bytes = content if isinstance(content, bytes) else content.encode()
        Path(f"{path}{suffix}").write_bytes(as_bytes)
    return _computed() - before


@lru_cache(maxsize=1)
def _exporters() -> dict[str, Any]:
    """Return nbconvert's exporters by the suffix of what they make: built once, used for all."""
    from nbconvert.exporters import HTMLExporter, WebPDFExporter

    exporters: dict[str, Any] = {".html": HTMLExporter()}
    if webpdf.browser():
        arguments = ["--no-sandbox", webpdf.NO_NETWORK]
        exporters[".pdf"] = WebPDFExporter(browser_args=arguments)
    return exporters


def _computed() -> float:
    """Return the seconds computed by this process and by all that it started and that ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    return sum(os.times()[:4])
