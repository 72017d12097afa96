"""What an edition is made of, by hash: to tell whether it is up to date, and what has changed."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from h200analysis.evidence import Ledger
from h200analysis.exhibits import passages
from h200analysis.press import keys, wordings

_HEX = 12  # of a hash, enough to tell two apart
_LISTED = 3
_PARTS = {"passages": "the passage", "records": "the evidence", "package": "the software"}


@dataclass(frozen=True, slots=True)
class Inputs:
    """Hashes of a notebook, its passages, the records known, the package; values and versions."""

    notebook: str
    passages: Mapping[str, str]
    evidence: str
    records: Mapping[str, str]
    package: Mapping[str, str]
    parameters: Mapping[str, Any]
    versions: Mapping[str, str]

    @property
    def key(self) -> str:
        """Return the hash of all of them: SHA-256, in hexadecimal."""
        return hashlib.sha256(keys.as_json(asdict(self))).hexdigest()


def of(notebook: Path, values: Mapping[str, Any], ledger: Ledger) -> Inputs:
    """Return the inputs of a notebook that is run with some values on some evidence."""
    return Inputs(
        notebook=_hash(notebook.read_bytes()),
        passages=dict(_passages(notebook, ledger)),
        evidence=ledger.fingerprint(),
        records={name: _hash(text.encode()) for name, text in ledger.texts()},
        package=keys.package(),
        parameters=values,
        versions=keys.versions(),
    )


def changes(before: Mapping[str, Any], now: Inputs) -> list[str]:
    """Return in words what of an edition's inputs, as its manifest has them, is otherwise now."""
    later = json.loads(keys.as_json(asdict(now)))
    told = ["the notebook"] if before.get("notebook") != later["notebook"] else []
    for part, words in _PARTS.items():
        if names := _differing(before.get(part), later[part]):
            told.append(f"{words} ({_listed(names)})")
    for part in ("parameters", "versions"):
        told += _differing(before.get(part), later[part])
    if not told and before.get("evidence") != later["evidence"]:
        told.append("the day up to which reports were read")
    return told


def _passages(notebook: Path, ledger: Ledger) -> Iterator[tuple[str, str]]:
    folder = notebook.parent / "passages"
    for name in wordings.named(notebook):
        yield name, passages.fingerprint([name], ledger.as_of, folder)[:_HEX]


def _differing(before: Any, now: Mapping[str, Any]) -> list[str]:
    held = before if isinstance(before, dict) else {}
    return sorted(name for name in {*held, *now} if held.get(name) != now.get(name))


def _listed(names: list[str]) -> str:
    more = len(names) - _LISTED
    shown = names if more <= 1 else [*names[:_LISTED], f"{more} more"]
    return ", ".join(shown)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_HEX]
