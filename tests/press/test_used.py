"""What an edition used of the evidence: nothing that it shows rests on anything else."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import nbformat
import pytest

from h200analysis import evidence
from h200analysis.evidence import DataError, still
from h200analysis.evidence.events import EVENTS
from h200analysis.evidence.used import ELSEWHERE, Used
from h200analysis.press import catalogue, editions
from h200analysis.press.run import Ran, run
from tests.conftest import ROOT
from tests.evidence import rewriting
from tests.evidence.rewriting import Change
from tests.press.test_run import notebook_of

DATA, NOTEBOOKS = ROOT / "data", ROOT / "notebooks"
DAY = "2026-05-20"
FILES = rewriting.tables(DATA)
NEWEST = evidence.read(DAY).newest_recorded()
CHANGES = [
    change
    for change in rewriting.changes(FILES)
    if change.content != NEWEST - timedelta(days=1)  # the page names the day of the newest record
]
FREE = {
    *("subject", "metric", "attribution", "origin", "translation", "in_words", "paraphrase"),
    *("scope", "publisher", "via", "title", "url", "because", "assumed", "question", "apart"),
    *("description", "reference", "explained", "quality", "forecast", "as_of", "announced"),
    *("slider", "maximum", "measure_precision", "actor"),
}
"""Fields that hardly any check ties to another, so that many can change at once."""
CLAIM = {
    "source": "seed_article",
    "subject": "Nvidia",
    "metric": "colour of the box",
    "qualifier": "a green box",
    "as_of": date(2026, 1, 14),
    "attribution": "not stated",
    "paraphrase": "The box is green.",
}


@cache
def ran(briefing: str) -> Ran:
    """Return a briefing as it runs on the evidence as it is."""
    return run(NOTEBOOKS / f"{briefing}.ipynb", {"as_of": DAY}, DATA, date.max)


def shown(notebook: Any, data: Path) -> str:
    """Return an executed notebook as text, without the hash by which it names its evidence."""
    text: str = nbformat.writes(notebook)
    return text.replace(evidence.read(DAY, data).fingerprint()[:16], "…")


def shown_with(briefing: str, data: Path) -> str:
    """Return what a briefing shows on other evidence."""
    executed = run(NOTEBOOKS / f"{briefing}.ipynb", {"as_of": DAY}, data, date.max)
    return shown(executed.notebook, data)


@dataclass(frozen=True, slots=True)
class Trial:
    """Evidence in a folder, rewritten with changes, and what is told of them for what was used."""

    folder: Path
    used: Used

    def told(self, changes: list[Change]) -> list[str]:
        """Return what has changed; raise `DataError` where the evidence is unsound."""
        rewriting.write(self.folder, FILES, changes)
        return still.changed(self.used, evidence.views(self.folder))

    def matter(self, changes: list[Change]) -> bool:
        """Tell whether anything that was used has changed, or the evidence is unsound."""
        try:
            return bool(self.told(changes))
        except DataError:
            return True

    def harmless(self, changes: list[Change]) -> list[Change]:
        """Return those changes that leave the evidence sound, and what was used as it was."""
        while True:
            try:
                told = set(self.told(changes))
                kept = [change for change in changes if change.record not in told]
            except DataError as error:
                kept = [c for c in changes if not any(c.is_of(fault) for fault in error.faults)]
            if len(kept) == len(changes):
                return changes
            changes = kept


def unread(used: Used) -> list[Change]:
    """Return the changes of fields that were not read on any day."""
    read = {
        (record, field)
        for of_day in used.values()
        for record, fields in of_day["records"].items()
        for together in fields or ()
        for field in together.split()
    }

    return [
        change
        for change in CHANGES
        if not {(change.record, "*"), (change.record, change.field)} & read
    ]


@pytest.mark.parametrize("briefing", ["fee", "compute_gap", "claim_audit"])
def test_what_was_not_read_may_change(briefing: str, tmp_path: Path) -> None:
    """With hundreds of fields changed that are told not to matter, a page is the same."""
    trial = Trial(tmp_path / "data", ran(briefing).used)
    free = [change for change in unread(trial.used) if change.field in FREE]

    changes = trial.harmless(free)

    assert [] == trial.told(changes)
    assert 500 < len(changes)
    assert shown(ran(briefing).notebook, DATA) == shown_with(briefing, trial.folder)


def test_claims_that_were_not_read_may_come_and_go(tmp_path: Path) -> None:
    """With claims more and less that are told not to matter, a page is the same."""
    used = ran("fee").used
    read = {record for of_day in used.values() for record in of_day["records"]}
    files = rewriting.tables(DATA)
    claims = [(file, name) for file in files if file.startswith("claims/") for name in files[file]]
    gone = []
    for file, name in Random(7).sample(claims, 40):  # noqa: S311
        held = files[file].pop(name)
        if f"claims.{name}" in read or _is_unsound(tmp_path / "data", files):
            files[file][name] = held
        else:
            gone.append(name)
    files["claims/stock.toml"] = {"box": CLAIM, **files["claims/stock.toml"]}
    rewriting.write(tmp_path / "data", files, [])

    assert [] == still.changed(used, evidence.views(tmp_path / "data"))
    assert 5 < len(gone)
    assert shown(ran("fee").notebook, DATA) == shown_with("fee", tmp_path / "data")


def _is_unsound(folder: Path, files: dict[str, Any]) -> bool:
    rewriting.write(folder, files, [])
    try:
        evidence.views(folder)
    except DataError:
        return True
    return False


@pytest.mark.every_day
@pytest.mark.parametrize("briefing", ["fee", "compute_gap", "claim_audit", "supply_gap"])
@pytest.mark.parametrize("seed", range(4))
def test_a_change_that_moves_a_page_is_told(briefing: str, seed: int, tmp_path: Path) -> None:
    """Of single changes of any field of any record, those that are not told leave a page alone."""
    trial = Trial(tmp_path / "data", ran(briefing).used)
    tried = Random(f"{briefing} {seed}").sample(CHANGES, 40)  # noqa: S311
    silent = [change for change in tried if not trial.matter([change])]

    for change in silent[:4]:
        rewriting.write(trial.folder, FILES, [change])
        told = f"{change} is not told"
        assert shown(ran(briefing).notebook, DATA) == shown_with(briefing, trial.folder), told


def test_a_change_is_told_to_whom_it_concerns(tmp_path: Path) -> None:
    """Words that the compute gap alone quotes are told as changed for it, and not for the fee."""
    mine, other = (_quoted(ran(briefing).used) for briefing in ("compute_gap", "fee"))
    [change, *_] = [c for c in CHANGES if c.field == "qualifier" and c.record in mine - other]
    trial = Trial(tmp_path / "data", ran("compute_gap").used)

    assert change.record in trial.told([change])
    assert [] == Trial(tmp_path / "data", ran("fee").used).told([change])


def _quoted(used: Used) -> set[str]:
    """Return the claims whose qualifier was read."""
    records = used[DAY]["records"].items()
    return {name for name, read in records if any("qualifier" in it.split() for it in read or ())}


def test_a_claim_that_joins_reports_which_disagree_is_told(tmp_path: Path) -> None:
    """A new claim is told where a page sets those of its group side by side."""
    figure = {"value": 27_001, "unit": "USD/chip", "conflict_group": "price", "scope": "a scope"}
    files = rewriting.tables(DATA)
    files["claims/stock.toml"]["box"] = {**CLAIM, **figure, "metric": "price of the box"}
    rewriting.write(tmp_path / "data", files, [])
    views = evidence.views(tmp_path / "data")

    assert ["the claims of the conflict group price"] == still.changed(ran("fee").used, views)
    assert [] == still.changed(ran("compute_gap").used, views)


def test_a_kernel_tells_what_it_read_and_shows_nothing_of_it(tmp_path: Path) -> None:
    """The fields that its cells read, and no more; the notebook is that of its cells."""
    code = (
        "from h200analysis import evidence\n"
        "ledger = evidence.read('2026-01-15')\n"
        "print(ledger.claim('stock_seed').value, 'no_such' in ledger.claims)"
    )

    made = run(notebook_of(tmp_path, code), {"seed": 8})

    [read] = [of_day["records"] for of_day in made.used.values()]
    assert {"claims.no_such", "claims.stock_seed"} == read.keys()
    assert (None, ["value"]) == (read["claims.no_such"], [*read["claims.stock_seed"]])
    assert "used" not in nbformat.writes(made.notebook)


@pytest.mark.parametrize(
    "code",
    [
        "evidence.read('2026-01-15', recorded='2026-11-20')",
        "evidence.read('2026-01-15', '{other}')",
        "import os; os.environ.pop('H200_READS')",
    ],
)
def test_evidence_from_elsewhere_counts_as_changed(code: str, tmp_path: Path) -> None:
    """What was read under another folder or limit than the edition's can never be compared."""
    rewriting.write(tmp_path / "other", FILES, [])
    cell = "from h200analysis import evidence\n" + code.format(other=tmp_path / "other")

    made = run(notebook_of(tmp_path, cell), {"seed": 8})

    assert ELSEWHERE in made.used
    assert ["evidence of another folder or day of recording"] == still.changed(
        made.used, evidence.views()
    )


def test_what_the_gate_reads_counts_too(tmp_path: Path) -> None:
    """An edition's job has the reads of its kernel, and the events that its gate looked at."""
    job = editions.job(catalogue.read(ROOT), "claim_audit", {"as_of": "2026-07-20"})
    editions.publish(job, tmp_path / "editions")

    [records] = [of_day["records"] for of_day in job.used.used().values()]
    events = {name for name in records if name.startswith("events.")}
    assert events == {f"events.{name}" for name in job.ledger.of(EVENTS)}
    assert any(record.startswith("claims.") and read for record, read in records.items())
    assert [] == still.changed(job.used.used(), evidence.views())
