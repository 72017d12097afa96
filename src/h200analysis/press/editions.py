"""Editions: one briefing, one day, one number; a folder that is complete or absent, and stays."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from h200analysis.inquiry import register
from h200analysis.inquiry.forecasts import Forecast
from h200analysis.press import (
    formats,
    inputs,
    keys,
    label,
    locking,
    manifest,
    placing,
    same,
)
from h200analysis.press.clock import day_of_making
from h200analysis.press.jobs import Job, job
from h200analysis.press.label import Label
from h200analysis.press.timing import timed

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Edition", "Job", "files", "job", "publish", "stands"]

_FORECASTS = "forecasts.json"
_DATA = ("briefing.ipynb", "figures.json", "figures.csv", _FORECASTS)


@dataclass(frozen=True, slots=True)
class Edition:
    """A published edition: where it stands, and whether this run made it."""

    briefing: str
    folder: Path
    made: bool


def files() -> list[str]:
    """Return the names of all files of an edition, the manifest last."""
    return [*(form.file for form in formats.FORMATS), *_DATA, manifest.NAME]


def publish(job: Job, out: Path, force: bool = False) -> Edition:
    """Make an edition, pass it through the gate and put it in its place, whole.

    The newest edition that stands is left alone if it was made of the same inputs, or if what is
    made now says the same; otherwise the new one stands beside it, with the next number. `force`
    runs the notebook in any case. An edition that says it was made with uncommitted changes is made
    again once they are committed; else the commit that it names had the same sources, and stays
    right whatever was committed since. What is forecast is locked in the register of forecasts.
    """
    folder = job.folder(out)
    with placing.alone(folder):
        last = placing.newest(folder)
        if last is not None and not force and stands(last, job):
            edition = Edition(job.briefing, last, made=False)
        else:
            edition = _make(job, folder, last)
    _lock(job, edition.folder)
    return edition


def stands(folder: Path, job: Job) -> bool:
    """Whether an edition is whole, and of the inputs of a job or of such as come to the same."""
    told = manifest.read(folder)
    is_same = job.key in {told.get("key"), *same.keys(folder)}
    return is_same and _is_final(told, job) and manifest.is_intact(folder, told)


@timed("edition")
def _make(job: Job, folder: Path, last: Path | None) -> Edition:
    # Loaded here, so that a mistake or an unchanged edition is told a second and a half sooner.
    from h200analysis.press import beliefs
    from h200analysis.press.run import RunError, run

    known = beliefs.prepared(job, beliefs.room())
    executed = run(job.notebook, job.values, job.data, job.recorded or date.max, job.limits, known)
    if keys.package() != job.inputs.package:
        raise RunError(
            f"{job.briefing}: h200analysis itself was changed while this was made; build it again."
        )
    told = manifest.read(last) if last else {}
    if last is not None and _says_the_same(job, executed, folder, last, told):
        if job.key != told.get("key"):
            same.note(last, job.key)
        return Edition(job.briefing, last, made=False)
    new = _label(job, last, told)
    made = _written(job, executed, new, folder)
    place = folder / str(new.number)
    placing.put(place, made | {manifest.NAME: manifest.as_file(manifest.of(job, new, made))})
    return Edition(job.briefing, place, made=True)


def _says_the_same(
    job: Job, executed: "NotebookNode", folder: Path, last: Path, told: Mapping[str, Any]
) -> bool:
    """Whether an edition under the label of the last one has its very bytes."""
    if not (_is_final(told, job) and manifest.is_intact(last, told)):
        return False
    try:
        old = label.of(told)
    except (KeyError, TypeError, ValueError):  # of another version of this software
        return False
    made = manifest.hashes(_written(job, executed, old, folder))
    return bool(made == told["files"])


def _label(job: Job, last: Path | None, told: Mapping[str, Any]) -> Label:
    """Return the label of the edition after the last one, with what has changed since."""
    number = int(last.name) + 1 if last else 1
    return Label(number, day_of_making(), job.key, job.revision, tuple(_why(job, last, told)))


def _why(job: Job, last: Path | None, told: Mapping[str, Any]) -> list[str]:
    if last is None:
        return []
    if not manifest.is_intact(last, told):
        return ["the files, which are no longer as they were made"]
    changed = inputs.changes(told, job.inputs)
    if not _is_final(told, job):
        changed.append("the sources, which are now committed")
    return changed


def _written(job: Job, executed: "NotebookNode", given: Label, folder: Path) -> dict[str, bytes]:
    """Return the files of an edition under a label, all but the manifest; the gate has passed them.

    Raises `GateError` with every reason against them.
    """
    from h200analysis.press import edition, figures_csv, gate, neighbours, reading
    from h200analysis.press.figures import figures, forecasts

    about = edition.about(job.briefing, job.values, given)
    executed = nbformat.from_dict({**executed, "metadata": {**executed.metadata, "h200": about}})
    read = reading.read(executed, job.briefing)
    contents = {form: form.write(read) for form in formats.FORMATS}
    notebook = read.document.notebook
    printed = figures(notebook)
    beside = neighbours.figures(folder, job.about())
    work = gate.Work(contents, read.document, printed, read.faults, job.ledger, executed, beside)
    gate.refuse(job.briefing, gate.reasons(work))
    return {form.file: content for form, content in contents.items()} | {
        "briefing.ipynb": nbformat.writes(notebook).encode(),
        "figures.json": keys.as_json(printed),
        "figures.csv": figures_csv.written(printed),
        _FORECASTS: keys.as_json(forecasts(notebook)),
    }


def _is_final(told: Mapping[str, Any], job: Job) -> bool:
    """Whether what an edition says of its software need not be said anew: its commit is there."""
    software = told.get("software")
    is_committed = isinstance(software, dict) and software.get("uncommitted_changes") is False
    return is_committed or job.revision.is_modified


def _lock(job: Job, folder: Path) -> None:
    """Lock what an edition forecasts, if it is our own belief and of all evidence of its day."""
    if job.recorded is not None or not locking.is_locked(job.values, job.changed):
        return
    for entry in json.loads((folder / _FORECASTS).read_bytes()):
        given = Forecast.unlocked(entry)
        if given.as_of == job.ledger.as_of:
            locking.lock(register.file_of(job.home), given, job.inputs.evidence)
