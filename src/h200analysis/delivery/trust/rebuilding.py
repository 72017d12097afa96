"""An edition made once more, from what it says of itself, and compared; nothing is put anywhere."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from h200analysis.counting import counted
from h200analysis.delivery.trust.checks import Check, differs, noted, sound, unknown
from h200analysis.errors import H200Error
from h200analysis.press import (
    catalogue,
    editions,
    figure_keys,
    inputs,
    label,
    making,
    origin,
    planning,
)
from h200analysis.press.attachments import FIGURES
from h200analysis.press.figures import without_periods
from h200analysis.press.formats import PDF
from h200analysis.press.jobs import Job

Figures = list[dict[str, Any]]
_LISTED = 5
_SAME = ("name", "formula", "statistic", "supposing", "as_of")


@dataclass(frozen=True, slots=True)
class Original:
    """An edition as it is to come out again: what it says of itself, its figures and its PDF.

    `record` is its manifest where there is one, or else what its PDF carries.
    """

    record: Mapping[str, Any]
    figures: Figures = field(repr=False)
    pdf: bytes = field(repr=False)


def checks(original: Original) -> Iterator[Check]:
    """Yield whether an edition, made again here and now, comes out the same, and if not why."""
    try:
        job = _job(original.record)
        files = _made(job, original.record)
    except H200Error as error:
        yield unknown(f"It cannot be made again here: {error}")
        return
    except (KeyError, TypeError, ValueError):
        yield unknown("It cannot be made again: it does not say of what it was made.")
        return
    since = inputs.listed(_changes(original.record, job)) or "nothing that it tells of"
    again, before = _numbers(json.loads(files[FIGURES])), _numbers(original.figures)
    if not any("period" in each for each in before):  # one made by an earlier version
        again = without_periods(again)
    if again == before:
        yield sound(f"Made again, it gives the same: all of {counted(len(again), 'figure')}.")
    else:
        told = "; ".join(_differences(before, again))
        yield differs(f"Made again, it comes out otherwise: {told}. Changed since: {since}.")
    if original.pdf.startswith(files[PDF.file]):
        yield sound("Made again, its PDF is the same, byte for byte.")
    else:
        yield noted(f"Made again, its PDF has other bytes. Changed since: {since}.")


def _job(record: Mapping[str, Any]) -> Job:
    """Return the job of a record, on the evidence that had been recorded by then."""
    recorded = date.fromisoformat(record["newest_recorded"])
    return editions.job(catalogue.read(), record["briefing"], record["parameters"], recorded)


def _made(job: Job, record: Mapping[str, Any]) -> Mapping[str, bytes]:
    """Return the files of a job under the label of a record, so that the same has the same bytes.

    They stay in memory; no forecast is locked.
    """
    assignment = planning.Step(job, Path(), None, {}, (), ()).assignment
    files = making.made(replace(assignment, label=label.of(record), last=None)).files
    assert files is not None  # noqa: S101 - only what is compared with a last edition has none
    return files


def _changes(record: Mapping[str, Any], job: Job) -> list[str]:
    """Return in words what is otherwise now than when an edition was made."""
    if "records" in record:  # a manifest, which has the hash of each
        return inputs.changes(record, job.inputs)
    before, now = origin.in_manifest(record), origin.of(job)
    told = [] if before.evidence == now.evidence else ["the evidence"]
    told += [] if before.lock == now.lock else ["the tools (requirements.lock)"]
    names = sorted({*before.versions, *now.versions})
    told += [
        f"the version of {name}"
        for name in names
        if before.versions.get(name) != now.versions.get(name)
    ]
    if record["software"] != label.software(job.revision):
        told.append(f"the software (here {job.revision})")
    if not told and record["key"] != job.key:
        told.append("the notebook or the software")
    return told


def _numbers(figures: Figures) -> Figures:
    """Return figures without where each stands, which editions of old do not say."""
    return [{k: v for k, v in each.items() if k not in figure_keys.PLACE} for each in figures]


def _differences(before: Figures, now: Figures) -> Iterator[str]:
    """Yield which figures differ, each with those of its inputs that do; the first few."""
    later = {_name(each): each for each in now}
    earlier = {_name(each): each for each in before}
    names = [name for name in {**earlier, **later} if earlier.get(name) != later.get(name)]
    for name in names[:_LISTED]:
        yield _difference(earlier.get(name), later.get(name))
    if len(names) > _LISTED:
        yield f"and {len(names) - _LISTED} more"


def _difference(was: dict[str, Any] | None, is_now: dict[str, Any] | None) -> str:
    if was is None or is_now is None:
        one = was or is_now or {}
        return f"{one['name']} “{one['text']}” is {'new' if was is None else 'gone'}"
    inputs_now = {each["name"]: each for each in is_now["inputs"]}
    moved = [
        f"{each['name']} ({', '.join(each.get('claims', [])) or 'no claim'})"
        for each in was["inputs"]
        if inputs_now.get(each["name"]) != each
    ]
    because = f", by its inputs {', '.join(moved)}" if moved else ""
    return f"{was['name']} “{was['text']}” is “{is_now['text']}”{because}"


def _name(figure: Mapping[str, Any]) -> str:
    return json.dumps([figure.get(part) for part in _SAME], sort_keys=True)
