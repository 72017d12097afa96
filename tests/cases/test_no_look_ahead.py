"""No edition looks ahead: whatever is learned later changes neither a view nor a figure of it."""

import shutil
import tempfile
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from h200analysis import cases, evidence
from h200analysis.cases.formulas import formulas
from tests.conftest import ROOT

DATA = ROOT / "data"
SOURCES = tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))
DAYS = sorted({source["published"] for source in SOURCES.values()})
LEAST = 1_024


def _garbled(folder: Path, day: date, factor: float) -> None:
    """Change every claim published, and every value chosen, after a day; add one more of each."""
    later = {name for name, source in SOURCES.items() if source["published"] > day}
    for path in folder.glob("claims/*.toml"):
        claims = tomllib.loads(path.read_text(encoding="utf-8"))
        for name, claim in claims.items():
            if claim["source"] in later:
                claim["paraphrase"] = "Something else."
                claim["attribution"] = "nobody"
                if "conflict_group" not in claim:  # with another value it would want one
                    claim["metric"] = f"something else, {name}"
                if "value" in claim:
                    claim["value"] *= factor
        path.write_text(tomlkit.dumps(claims), encoding="utf-8")
    path = folder / "parameters.toml"
    parameters: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    for parameter in _records(parameters):
        kept = [value for value in parameter["values"] if value["since"] <= day]
        changed = {
            "since": date(2026, 12, 1),
            "central": parameter["values"][-1]["central"],
            "assumed": "Learned later.",
            "quality": "red",
        }
        parameter["values"] = [*kept, changed]
    conflicts = folder / "conflicts.toml"
    groups: dict[str, Any] = tomllib.loads(conflicts.read_text(encoding="utf-8"))
    for name in [name for name, group in groups.items() if isinstance(group, dict)]:
        _settle(folder, parameters, name, groups[name])
    conflicts.write_text(tomlkit.dumps(groups), encoding="utf-8")
    path.write_text(tomlkit.dumps(parameters), encoding="utf-8")


def _settle(folder: Path, parameters: dict[str, Any], name: str, group: dict[str, Any]) -> None:
    """Put a question anew, later; say why no parameter chooses any more where that is so."""
    claims = {
        found
        for path in folder.glob("claims/*.toml")
        for found, claim in tomllib.loads(path.read_text(encoding="utf-8")).items()
        if claim.get("conflict_group") == name
    }
    cited = {c for p in _records(parameters) for v in p["values"] for c in v.get("claims", [])}
    changed = {**group["values"][-1], "since": date(2026, 12, 1), "title": "Learned later"}
    if not claims & cited:
        changed["apart"] = "Learned later."
    group["values"].append(changed)


def _records(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the records of a file, without the day that stands at its top."""
    return [record for record in table.values() if isinstance(record, dict)]


def _figures(ledger: evidence.Ledger) -> dict[str, object]:
    """Return every figure that could be computed on a day, as reported and as hedged."""
    case = cases.Case(ledger)
    drawn = case.drawn(draws=LEAST)
    found: dict[str, object] = {}
    for name, formula in formulas().items():
        if not isinstance(formula.result, str):
            continue
        try:
            found[name] = case.evaluate(formula).value, np.mean(drawn.compute(formula).value)
        except evidence.NotYetKnownError:
            found[name] = "not yet known"  # the message alone says since when it is
        except (evidence.NotKnownError, cases.BindingError, ValueError) as error:
            found[name] = str(error)
    return found


@settings(max_examples=12)
@given(st.sampled_from(DAYS[:-1]), st.sampled_from([0.5, 3.0]))
def test_nothing_learned_later_changes_a_view_or_a_figure(day: date, factor: float) -> None:
    """For any day the view, and every figure as reported and as hedged, stays what it was."""
    before = evidence.read(day, DATA)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "data"
        shutil.copytree(DATA, folder)
        _garbled(folder, day, factor)
        after = evidence.read(day, folder)

    assert before == after
    assert before.fingerprint() == after.fingerprint()
    if "central" in before.scenarios:  # of a day before it there is no case
        assert _figures(before) == _figures(after)


def test_the_garbling_would_be_seen() -> None:
    """On a later day the same changes do show, so that the law above can fail."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "data"
        shutil.copytree(DATA, folder)
        _garbled(folder, date(2026, 1, 15), 3.0)
        after = evidence.read("2026-12-31", folder)

    before = evidence.read("2026-12-31", DATA)
    assert before.claims != after.claims
    assert before.parameters != after.parameters
