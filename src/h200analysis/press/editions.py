"""Editions: one briefing, one day, one folder that is complete or absent."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import nbformat

from h200analysis import cases, evidence
from h200analysis.evidence import Ledger
from h200analysis.press import formats, keys, parameters, placing, reassignment, revision
from h200analysis.press.catalogue import LATEST, Catalogue, checkout
from h200analysis.press.revision import Revision
from h200analysis.press.timing import timed
from h200analysis.press.variants import variant

_DATA = ("briefing.ipynb", "figures.json", "forecasts.json")
_MANIFEST = "manifest.json"
_STANDARD = ("as_of", "scenario", "draws", "seed", "set_by_hand")


@dataclass(frozen=True, slots=True)
class Edition:
    """A published edition: where it stands, and whether this run made it."""

    briefing: str
    folder: Path
    made: bool


def files() -> list[str]:
    """Return the names of all files of an edition, the manifest last."""
    return [*(form.file for form in formats.FORMATS), *_DATA, _MANIFEST]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made of which evidence, by which revision; the parameters are checked.

    `recorded` is the last day whose records the evidence has, or None where none is left out.
    """

    briefing: str
    notebook: Path
    values: dict[str, Any]
    changed: dict[str, Any]
    ledger: Ledger
    data: Path
    recorded: date | None
    key: str
    revision: Revision

    def folder(self, out: Path) -> Path:
        """Return `out/<as_of>/<briefing>[--<variant>]`; no variant stands in another's place."""
        limit = {"recorded": self.recorded} if self.recorded else {}
        name = f"{self.briefing}{variant({**self.changed, **limit})}"
        return out / str(self.values["as_of"]) / name


def job(
    catalogue: Catalogue, briefing: str, given: Mapping[str, Any], recorded: date | None = None
) -> Job:
    """Check all that can be checked before a kernel starts; return what is to be made.

    `given` holds names of the parameters cell, or of evidence parameters, which go on under
    `set_by_hand`. An `as_of` of "latest" is the day by which all of the ledger was known.
    `recorded` leaves out what the ledger took in after that day, by default as `evidence.read`.
    """
    data, limit = evidence.folder_of().absolute(), evidence.last_recorded(recorded)
    source = catalogue.source(briefing)
    declared = parameters.read(source, briefing)
    parameters.standard(declared, _STANDARD, briefing)
    reassignment.refuse(source, declared, briefing)
    wanted = {**catalogue.briefing(briefing).parameters, **given}
    if wanted.get("as_of") == LATEST:
        wanted["as_of"] = str(evidence.latest_day(data, limit))
    own = {k: v for k, v in wanted.items() if k in declared}
    by_hand = {k: _number(k, v) for k, v in wanted.items() if k not in own}
    defaults = {name: parameter.default for name, parameter in declared.items()}
    values = defaults | parameters.check(declared, own, briefing)
    ledger, left_out = _known(values["as_of"], data, limit)
    parameters.known(by_hand, [*declared, *ledger.parameters, *cases.choices()], briefing)
    values["set_by_hand"] = dict(sorted({**values["set_by_hand"], **by_hand}.items()))
    case = cases.Case(ledger, values["scenario"]).let(**values["set_by_hand"])
    case.drawn(values["seed"], values["draws"])  # nothing is drawn: this refuses what is unsound
    changed = {k: v for k, v in values.items() if k != "as_of" and v != defaults[k]}
    notebook = catalogue.notebook(briefing)
    key = keys.key(notebook.read_bytes(), values, ledger.fingerprint(), keys.versions())
    made_by = revision.of((*keys.software(), notebook), checkout())
    return Job(briefing, notebook, values, changed, ledger, data, left_out, key, made_by)


def _known(as_of: str, data: Path, limit: date) -> tuple[Ledger, date | None]:
    """Return the evidence of a day up to a limit, and the limit; None where it leaves nothing out.

    Of all limits that come to the same, the one returned is the day of the newest record, since
    that is what the page says to ask for: the same edition then stands in the same folder.
    """
    whole = evidence.read(as_of, data, date.max)
    if limit == date.max:
        return whole, None
    known = evidence.read(as_of, data, limit)
    if known.fingerprint() == whole.fingerprint():
        return whole, None
    if not known.sources:  # whoever asks for anything in it is told when that was recorded
        return known, limit
    newest = known.newest_recorded()
    return evidence.read(as_of, data, newest), newest


def publish(job: Job, out: Path, force: bool = False) -> Edition:
    """Make an edition, pass it through the gate and put it in its place, whole.

    An edition with the same key that stands unharmed is left alone unless `force`. One that says
    it was made with uncommitted changes is made again once they are committed; otherwise the
    commit it names had the same sources, and stays right whatever was committed since.
    """
    folder = job.folder(out)
    placing.recover(folder)
    if not force and _is_intact(folder, job):
        return Edition(job.briefing, folder, made=False)
    placing.put(folder, _make(job))
    return Edition(job.briefing, folder, made=True)


@timed("edition")
def _make(job: Job) -> dict[str, bytes]:
    # Loaded here, so that a mistake or an unchanged edition is told a second and a half sooner.
    from h200analysis.press import gate, reading
    from h200analysis.press.figures import figures, forecasts
    from h200analysis.press.run import run

    executed = run(job.notebook, job.values, job.data, job.recorded or date.max)
    executed.metadata["h200"] = {
        "as_of": job.values["as_of"],
        "footer": _footer(job),
        "language": "en",
    }
    read = reading.read(executed, job.briefing)
    contents = {form: form.write(read) for form in formats.FORMATS}
    notebook = read.document.notebook
    printed = figures(notebook)
    work = gate.Work(contents, read.document, printed, read.faults, job.ledger, executed)
    gate.refuse(job.briefing, gate.reasons(work))
    made = {form.file: content for form, content in contents.items()} | {
        "briefing.ipynb": nbformat.writes(notebook).encode(),
        "figures.json": keys.as_json(printed),
        "forecasts.json": keys.as_json(forecasts(notebook)),
    }
    return made | {_MANIFEST: keys.as_json(_manifest(job, made))}


def _footer(job: Job) -> str:
    from h200analysis.exhibits.ranges import WORDING

    return (
        f"{WORDING.meaning} · seed {job.values['seed']} · "
        f"{job.values['draws']:,} draws · h200analysis {job.revision}"
    )


def _manifest(job: Job, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "briefing": job.briefing,
        "parameters": job.values,
        "key": job.key,
        "evidence": job.ledger.fingerprint(),
        "recorded": str(job.recorded) if job.recorded else None,
        "newest_recorded": str(job.ledger.newest_recorded()),
        "files": {name: _hash(content) for name, content in files.items()},
        "software": {
            "version": job.revision.version,
            "commit": job.revision.commit,
            "uncommitted_changes": job.revision.is_modified,
        },
        "versions": keys.versions(),
    }


def _is_intact(folder: Path, job: Job) -> bool:
    """Whether the edition of a job stands there whole, with a commit if its sources have one."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
        hashes = {name: _hash((folder / name).read_bytes()) for name in files()[:-1]}
    except (OSError, ValueError):
        return False
    named = manifest if isinstance(manifest, dict) else {}
    software = named.get("software")
    is_final = isinstance(software, dict) and software.get("uncommitted_changes") is False
    is_same = (named.get("key"), named.get("files")) == (job.key, hashes)
    return is_same and (is_final or job.revision.is_modified)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _number(name: str, value: Any) -> float | str:
    """Return a hand-set value: a number, or the name of what is to stand in its place."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    if not math.isfinite(number):
        raise parameters.ParameterError(f"{name!r} is set to {value}; expected a finite number.")
    return number
