"""Making an edition: a notebook run, written in every form and judged, by whichever process.

What a process needs for it is an assignment, and what it hands back are bytes: it writes nowhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from h200analysis.evidence import Ledger
from h200analysis.evidence.reads import Reads
from h200analysis.evidence.used import Used
from h200analysis.press import known
from h200analysis.press.label import Label
from h200analysis.press.limits import Limits
from h200analysis.press.logs import Said
from h200analysis.press.timing import timed

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from h200analysis.press.gate.shown import Shown

NOTEBOOK, FORECASTS = "briefing.ipynb", "forecasts.json"
FIGURES, FIGURES_TABLE, CLAIMS = "figures.json", "figures.csv", "claims.json"
DATA = (NOTEBOOK, FIGURES, FIGURES_TABLE, CLAIMS, FORECASTS)


@dataclass(frozen=True, slots=True)
class Last:
    """The newest edition that stands: its label, and the hash of each of its files."""

    label: Label
    files: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Assignment:
    """An edition to be made: of which notebook and evidence, with which values, under which label.

    `place` is its address but for the number, such as "2026-01-15/fee". `notebook` and `data` are
    copies that nothing changes. `package` is the hash of each file of the software it is to be made
    by. What would be the same under the label of `last` is not made. `beliefs` is a folder for what
    others believe as well (see `press.beliefs`).
    """

    briefing: str
    place: str
    notebook: Path
    data: Path
    values: Mapping[str, Any]
    recorded: date
    limits: Limits
    package: Mapping[str, str] = field(repr=False)
    label: Label
    last: Last | None = None
    beliefs: Path | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The files of an edition, its label, and what its cells show.

    There are neither files nor label where the last edition says the same.
    `used` is what kernel and gate have read of the evidence, `seconds` the time that it took,
    `said` what was logged meanwhile.
    """

    files: Mapping[str, bytes] | None = field(default=None, repr=False)
    label: Label | None = None
    shown: "tuple[Shown, ...]" = field(default=(), repr=False)
    used: Used = field(default_factory=dict, repr=False)
    seconds: float = 0.0
    said: tuple[Said, ...] = field(default=(), repr=False)


@timed("edition")
def made(given: Assignment, has_loaded: Callable[[], object] = bool) -> Made:
    """Return the files of an edition that the gate has passed.

    `has_loaded` is called, in any thread, once this process has loaded what it needs for that.
    Raises `RunError` where the notebook fails, or the software is no longer that of the assignment;
    `GateError` with every reason against the edition.
    """
    # Loaded here, since it takes a second and a half.
    from h200analysis.press import keys, readying
    from h200analysis.press.run import RunError, run

    known_beliefs = None
    if given.beliefs is not None:
        from h200analysis.press import beliefs

        known_beliefs = beliefs.prepared(given)
    with readying.Readying(given, has_loaded) as aside:
        ran = run(
            given.notebook,
            given.values,
            given.data,
            given.recorded,
            given.limits,
            known_beliefs,
            meanwhile=aside.begin,
        )
    if keys.package() != given.package:
        raise RunError(
            f"{given.briefing}: h200analysis itself was changed while this was made; "
            "build it again."
        )
    reads = Reads()
    reads.add(ran.used)
    ledger, _ = known.ledger(given.values["as_of"], given.data, given.recorded)
    work = _Work(ran.notebook, given, reads.noted(ledger))
    is_same = given.last is not None and _says_the_same(work, given.last)
    judged = Made() if is_same else _Written(work, given.label).judged()
    return replace(judged, used=reads.used())


class _Work(NamedTuple):
    """An executed notebook, what it was assigned as, and the ledger that it is judged by."""

    executed: "NotebookNode"
    given: Assignment
    ledger: Ledger


def _says_the_same(work: _Work, last: Last) -> bool:
    """Whether an edition under the label of the last one has its very bytes."""
    from h200analysis.press import manifest

    again = _Written(work, last.label)
    if manifest.hashes({NOTEBOOK: again.notebook})[NOTEBOOK] != last.files.get(NOTEBOOK):
        return False  # told before page and paper are set
    return manifest.hashes(again.judged().files or {}) == last.files


class _Written:
    """An executed notebook under a label, read once for all forms."""

    def __init__(self, work: _Work, label: Label) -> None:
        import nbformat

        from h200analysis.press import edition, reading

        executed, given, self.ledger = work
        self.label = label
        about = edition.about(given.briefing, given.values, label)
        about["address"] = f"{given.place}/{label.number}"
        told = {**executed, "metadata": {**executed.metadata, "h200": about}}
        # As it comes from its file, so that an exporter makes the same of the attached notebook.
        self.executed = nbformat.reads(nbformat.writes(nbformat.from_dict(told)), as_version=4)
        self.given = given
        self.read = reading.read(self.executed, given.briefing)

    @property
    def notebook(self) -> bytes:
        """The notebook as it is attached."""
        import nbformat

        text: str = nbformat.writes(self.read.document.notebook)
        return text.encode()

    def judged(self) -> Made:
        """Return the files, which the gate has passed.

        Raises `GateError` with every reason against them.
        """
        from h200analysis.press import cited_claims, figures_csv, formats, gate, keys
        from h200analysis.press.contents import Contents
        from h200analysis.press.figures import figures, forecasts
        from h200analysis.press.gate.shown import outputs

        given, document, ledger = self.given, self.read.document, self.ledger
        printed = figures(document.notebook)
        with Contents(formats.FORMATS, self.read) as contents:
            work = gate.Work(contents, document, printed, self.read.faults, ledger, self.executed)
            gate.refuse(given.briefing, gate.reasons(work))
        files = {form.file: content for form, content in contents.items()} | {
            NOTEBOOK: self.notebook,
            FIGURES: keys.as_json(printed),
            FIGURES_TABLE: figures_csv.written(printed),
            CLAIMS: keys.as_json(cited_claims.told(document.notebook, ledger)),
            FORECASTS: keys.as_json(forecasts(document.notebook)),
        }
        return Made(files, self.label, tuple(outputs(document.notebook, ledger)))
