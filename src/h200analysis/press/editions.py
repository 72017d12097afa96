"""Editions: one briefing, one day, one number; a folder that is complete or absent, and stays."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from h200analysis.inquiry import register
from h200analysis.inquiry.forecasts import Forecast
from h200analysis.press import (
    edition,
    formats,
    grounds,
    locking,
    making,
    manifest,
    neighbours,
    placing,
    same,
)
from h200analysis.press.jobs import Job, job
from h200analysis.press.making import Made
from h200analysis.press.planning import Step, stands, step

__all__ = ["Edition", "Job", "files", "job", "publish", "settle", "stands"]


@dataclass(frozen=True, slots=True)
class Edition:
    """A published edition: where it stands, and whether this run made it."""

    briefing: str
    folder: Path
    made: bool


def files() -> list[str]:
    """Return the names of all files of an edition, the manifest last."""
    return [*(form.file for form in formats.FORMATS), *making.DATA, manifest.NAME]


def publish(job: Job, out: Path, force: bool = False) -> Edition:
    """Make an edition in this process, pass it through the gate and put it in its place, whole.

    The newest edition that stands is left alone if it was made of the same inputs, or if what is
    made now says the same; otherwise the new one stands beside it, with the next number. `force`
    runs the notebook in any case. What is forecast is locked in the register of forecasts.
    """
    with placing.alone(job.folder(out)):
        planned = step(job, out, force)
        return settle(planned, making.made(planned.assignment) if planned.is_due else Made())


def settle(planned: Step, made: Made) -> Edition:
    """Put what was made in its place, if it is to stand there; whoever calls this holds the place.

    Raises `GateError` where another edition of the day states something otherwise.
    """
    placed = _placed(planned, made)
    _note(planned, made, placed.folder)
    _lock(planned.job, placed.folder)
    return placed


def _placed(planned: Step, made: Made) -> Edition:
    job, last = planned.job, planned.last
    label, files = made.label, made.files
    if label is None or files is None:
        assert last is not None  # noqa: S101 - what has no files is said by the last one
        return Edition(job.briefing, last, made=False)
    place = planned.folder / str(label.number)
    told = manifest.as_file(manifest.of(job, label, files))
    _refuse_another_record(job.briefing, files[making.NOTEBOOK], json.loads(told))
    with placing.turn(planned.folder.parent):  # no other edition of the day comes in between
        neighbours.refuse(job.briefing, made.shown, planned.folder, job.about())
        placing.put(place, {**files, manifest.NAME: told})
    return Edition(job.briefing, place, made=True)


def _refuse_another_record(briefing: str, notebook: bytes, manifest: Mapping[str, Any]) -> None:
    """Raise `GateError` where the notebook, and so the PDF, says other than the manifest."""
    record = json.loads(notebook)["metadata"]["h200"][edition.RECORD]
    if differing := [name for name in record if record[name] != manifest.get(name)]:
        from h200analysis.press import gate

        told = f"the notebook's record and the manifest differ in {', '.join(differing)}."
        gate.refuse(briefing, [told])


def _note(planned: Step, made: Made, folder: Path) -> None:
    """Note what an edition rests on, so that only a change of that makes it be made again."""
    job = planned.job
    if made.used:
        job.used.add(made.used)
        found = grounds.of(job, job.used.used())
        same.note(folder, job.key, None if found is None else grounds.told(found))
    elif job.key not in {planned.told.get("key"), *same.keys(folder)}:
        same.note(folder, job.key)


def _lock(job: Job, folder: Path) -> None:
    """Lock what an edition forecasts, if it is our own belief and of all evidence of its day."""
    if job.recorded is not None or not locking.is_locked(job.values, job.changed):
        return
    for entry in json.loads((folder / making.FORECASTS).read_bytes()):
        given = Forecast.unlocked(entry)
        if given.as_of == job.ledger.as_of:
            locking.lock(register.file_of(job.home), given, job.inputs.evidence)
