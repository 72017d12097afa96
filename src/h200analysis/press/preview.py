"""A briefing read anew after each save, in a kernel that stays: for a preview, never for readers.

Nothing is judged, put in place or locked. Where only words were changed, only their cells run.
"""

import copy
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NoSuchKernel
from nbformat import NotebookNode

from h200analysis import evidence
from h200analysis.press import catalogue, jobs, kernel, reading, run, showing
from h200analysis.press.catalogue import Catalogue
from h200analysis.press.clean import cleaned
from h200analysis.press.client import LimitedClient
from h200analysis.press.reading import Reading

_ALL_DAY = {"edition_seconds": "1e8"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which briefing of a checkout is previewed, with which values.

    It sees the evidence that was recorded by a day, or all of it.
    """

    root: Path
    briefing: str
    values: Mapping[str, Any]
    recorded: date | None = None


@dataclass(frozen=True, slots=True)
class Renewed:
    """A briefing read anew, and how many of its cells ran for it."""

    reading: Reading
    ran: int


class Preview:
    """The kernel of a preview; to be closed."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._values: Mapping[str, Any] = {}
        self._client: LimitedClient | None = None
        self._kernel = ExitStack()

    def renewed(self, changed: Collection[Path] = ()) -> Renewed:
        """Return the briefing as its files are now; `changed` are those that were saved.

        Raises as `jobs.job` and `run.run` do, for a mistake with a sentence that names the cell.
        """
        known, name = catalogue.read(self._asked.root), self._asked.briefing
        notebook, source = known.notebook(name), known.source(name)
        try:
            prepared = run.with_parameters(source, self._values)
            places = self._stale(prepared, changed, notebook)
            if places is None:
                prepared = self._started(known, notebook, source)
            assert self._client is not None  # noqa: S101 - started at the latest above
            self._client.nb = prepared
            run.run_cells(self._client, self._values, name, places)
        except BaseException:
            self.close()
            raise
        shown = cleaned(copy.deepcopy(self._client.nb))
        ran = len(prepared.cells) if places is None else len(places)
        return Renewed(reading.read(shown, name, folder=notebook.parent), ran)

    def close(self) -> None:
        """End the kernel."""
        self._client = None
        self._kernel.close()

    def _stale(
        self, prepared: NotebookNode, changed: Collection[Path], notebook: Path
    ) -> list[int] | None:
        if self._client is None:
            return None
        passages = notebook.parent / "passages"
        worded = [path for path in changed if path.is_relative_to(passages)]
        if any(path != notebook and path not in worded for path in changed):
            return None  # evidence, which any cell may have read
        texts = {path.parent.name: _text(path) for path in worded}
        return showing.stale(self._client.nb.cells, prepared.cells, texts)

    def _started(self, known: Catalogue, notebook: Path, source: NotebookNode) -> NotebookNode:
        """Put a new kernel in the place of the last one, on the files that are being edited.

        The notebook is returned with its values as they are now.
        """
        self.close()
        asked = self._asked
        job = jobs.job(known, asked.briefing, asked.values, asked.recorded)
        self._values = job.values
        prepared = run.with_parameters(source, job.values)
        limits = job.limits.changed(_ALL_DAY)
        recorded = evidence.last_recorded(asked.recorded)
        started = kernel.started(prepared, notebook.parent, job.home, recorded, limits)
        try:
            self._client = self._kernel.enter_context(started)
        except NoSuchKernel as error:
            raise run.no_kernel(asked.briefing) from error
        return prepared


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):  # removed; what names it will say so
        return ""
