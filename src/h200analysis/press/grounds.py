"""What an edition rests on: those parts of its inputs that had a hand in it, by hash.

The key of an edition covers all inputs. Where it has changed, these tell whether the edition would
come out otherwise: a formula, a passage or a claim that it does not rest on is no reason to run its
notebook again.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from h200analysis import project
from h200analysis.evidence.used import Used, packed, unpacked
from h200analysis.exhibits import passages
from h200analysis.press import keys, known, rests_on
from h200analysis.press.catalogue import read_notebook
from h200analysis.press.inputs import listed
from h200analysis.press.jobs import Job

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True, slots=True)
class Grounds:
    """Hashes of a notebook, its passages, the definitions and the records that it rests on."""

    notebook: str
    passages: Mapping[str, str]
    definitions: Mapping[str, str]
    evidence: Used
    parameters: Mapping[str, Any]
    versions: Mapping[str, str]
    lock: str


def prepare(job: Job) -> None:
    """Find what a job rests on before it is asked, and so most of what any other does.

    What stands in the way is told to whoever asks.
    """
    with suppress(Exception):
        of(job, {})


def of(job: Job, used: Used) -> Grounds | None:
    """Return what a job rests on, of which this was used of the evidence.

    None is returned where the package is no longer as the job found it.
    """
    inputs = job.inputs
    notebook = _notebook(job.notebook, job.briefing)
    texts = [*_passages(job), json.dumps(job.values["set_by_hand"])]
    found = Grounds(
        notebook=inputs.notebook,
        passages=inputs.passages,
        definitions=rests_on.used(
            notebook, texts, known.texts(str(job.ledger.as_of), job.data, _limit(job))
        ),
        evidence=packed(used),
        parameters=inputs.parameters,
        versions=inputs.versions,
        lock=inputs.package.get(project.LOCK, ""),
    )
    return found if keys.package() == inputs.package else None


def changes(before: Mapping[str, Any], job: Job) -> list[str]:
    """Return in words what of an edition's grounds, as they were noted, is otherwise for a job."""
    try:
        if before.get("evidence"):  # every edition was judged by some
            return _changes(before, job)
    except (AttributeError, KeyError, TypeError, ValueError):
        pass  # a note of another version, or a cut one
    return ["what it rests on, of which there is no note that can be read"]


def _changes(before: Mapping[str, Any], job: Job) -> list[str]:
    now = of(job, {})
    if now is None:
        return ["the software, which is being changed"]
    later = told(now) | {"parameters": json.loads(json.dumps(now.parameters))}
    words = {"passages": "the passage", "definitions": "the software", "versions": "the version of"}
    found = ["the notebook"] if before.get("notebook") != later["notebook"] else []
    for part, word in words.items():
        if names := rests_on.changed(before.get(part) or {}, later[part]):
            found.append(f"{word} ({listed(names)})")
    found += rests_on.changed(before.get("parameters") or {}, later["parameters"])
    if names := _other_evidence(before, job):
        found.append(f"the evidence ({listed(names)})")
    return found if before.get("lock") == later["lock"] else [*found, f"the tools ({project.LOCK})"]


def _other_evidence(before: Mapping[str, Any], job: Job) -> list[str]:
    """Return what of the evidence that was used is otherwise now."""
    used = unpacked(before["evidence"])
    return known.present(job.data, _limit(job)).changed(used)


def _limit(job: Job) -> date:
    return job.recorded or date.max


@lru_cache(maxsize=64)
def _notebook(path: Path, briefing: str) -> "NotebookNode":
    return read_notebook(path, briefing)


def _passages(job: Job) -> Iterator[str]:
    folder, day = job.notebook.parent / "passages", job.ledger.as_of
    yield from (passages.passage(name, day, folder).text for name in job.inputs.passages)


def told(grounds: Grounds) -> dict[str, Any]:
    """Return grounds as they are noted."""
    return {each.name: getattr(grounds, each.name) for each in fields(grounds)}
