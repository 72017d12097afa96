"""The plan: of each edition that is asked for, whether it stands, or why it is to be made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from h200analysis.press import (
    grounds,
    inputs,
    label,
    manifest,
    origin,
    placing,
    removals,
    same,
    withdrawals,
)
from h200analysis.press.clock import day_of_making
from h200analysis.press.jobs import Job
from h200analysis.press.label import Corrected, Label
from h200analysis.press.making import Assignment, Last
from h200analysis.press.withdrawals import Withdrawal

_NONE_YET = "there is none yet"
_FORCED = "the notebook is to be run again in any case"
_ALTERED = "the files, which are no longer as they were made"
_COMMITTED = "the sources, which are now committed"


@dataclass(frozen=True, slots=True)
class Step:
    """A job in a folder of editions: the newest edition there, and why it does not do.

    `told` is the manifest of the newest, and `changed` what is otherwise since. An edition that
    stands has no `why`; where it is `withdrawn`, nothing has changed since. `used` is the highest
    number that was ever given.
    """

    job: Job
    folder: Path
    last: Path | None
    told: Mapping[str, Any] = field(repr=False)
    changed: tuple[str, ...]
    why: tuple[str, ...]
    withdrawn: Withdrawal | None = None
    used: int = 0

    @property
    def is_due(self) -> bool:
        """Whether the notebook is to be run."""
        return bool(self.why)

    @property
    def assignment(self) -> Assignment:
        """What the process that makes the edition is to know."""
        job = self.job
        return Assignment(
            briefing=job.briefing,
            place=job.place,
            notebook=job.notebook,
            data=job.data,
            values=job.values,
            recorded=job.recorded or date.max,
            limits=job.limits,
            package=job.inputs.package,
            label=self._label,
            last=self._comparable,
        )

    @property
    def _label(self) -> Label:
        job, past = self.job, self.withdrawn
        return Label(
            number=self.used + 1,
            made=day_of_making(),
            key=job.key,
            revision=job.revision,
            why=self.changed,
            corrects=Corrected(past.on, past.why) if past else None,
            origin=origin.of(job),
        )

    @property
    def _comparable(self) -> Last | None:
        """The last edition, if what comes to the same need not stand beside it."""
        if self.last is None or not is_final(self.told, self.job):
            return None
        if not manifest.is_intact(self.last, self.told):
            return None
        try:
            return Last(label.of(self.told), self.told["files"])
        except (KeyError, TypeError, ValueError):  # of another version of this software
            return None


def step(job: Job, out: Path, force: bool = False) -> Step:
    """Return how a job stands in a folder of editions. `force` makes it due in any case."""
    folder = job.folder(out)
    last = placing.newest(folder)
    told = manifest.read(last) if last else {}
    changed = _changed(job, last, told)
    why = (_NONE_YET,) if last is None else changed or ((_FORCED,) if force else ())
    place = folder.relative_to(out).as_posix()
    withdrawn = withdrawals.withdrawn(out).get(f"{place}/{last.name}") if last else None
    used = max(int(last.name) if last else 0, removals.last_number(out, place))
    return Step(job, folder, last, told, changed, why, withdrawn, used)


def stands(edition: Path, job: Job) -> bool:
    """Whether an edition is whole, and of the inputs of a job or of such as come to the same."""
    return not _changed(job, edition, manifest.read(edition))


def is_final(told: Mapping[str, Any], job: Job) -> bool:
    """Whether what an edition says of its software need not be said anew: its commit is there.

    The commit that it names had the same sources, and stays right whatever was committed since.
    """
    software = told.get("software")
    is_committed = isinstance(software, dict) and software.get("uncommitted_changes") is False
    return is_committed or job.revision.is_modified


def _changed(job: Job, last: Path | None, told: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what has changed since the last edition, in words; nothing where it stands."""
    if last is None:
        return ()
    if not manifest.is_intact(last, told):
        return (_ALTERED,)
    final = () if is_final(told, job) else (_COMMITTED,)
    if job.key in {told.get("key"), *same.keys(last)}:
        return final
    rests_on = same.grounds(last)
    changed = grounds.changes(rests_on, job) if rests_on else inputs.changes(told, job.inputs)
    return (*changed, *final)
