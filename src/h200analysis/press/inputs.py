"""What an edition is made of, by hash: to tell whether it is up to date, and what has changed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from h200analysis.exhibits import passages
from h200analysis.press import keys, wordings
from h200analysis.press.known import Hashes
from h200analysis.press.software import Software

_LISTED = 3
_PARTS = {"passages": "the passage", "records": "the evidence", "package": "the software"}


@dataclass(frozen=True)
class Inputs:
    """Hashes of a notebook, its passages, the records known, the package; values and versions."""

    notebook: str
    passages: Mapping[str, str]
    evidence: str
    records: Mapping[str, str]
    package: Mapping[str, str]
    parameters: Mapping[str, Any]
    versions: Mapping[str, str]

    @cached_property
    def key(self) -> str:
        """Return the hash of all of them, as a manifest tells them: SHA-256, in hexadecimal."""
        parts = sorted((name, _json(_Same(part))) for name, part in self.told().items())
        text = ",\n".join(f' "{name}": {part}' for name, part in parts)
        return hashlib.sha256(f"{{\n{text}\n}}\n".encode()).hexdigest()

    def told(self) -> dict[str, Any]:
        """Return them as a manifest has them."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, eq=False)
class _Same:
    """A part of the inputs, itself and not its like: many jobs of a build have the same object."""

    part: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.part is other.part

    def __hash__(self) -> int:
        return id(self.part)


@lru_cache(maxsize=32)  # the records and the package are long, and alike in every job of a day
def _json(held: _Same) -> str:
    """Return a part as `keys.as_json` writes it inside of the whole."""
    return keys.as_json(held.part).decode().removesuffix("\n").replace("\n", "\n ")


def of(notebook: Path, values: Mapping[str, Any], evidence: Hashes, software: Software) -> Inputs:
    """Return the inputs of a notebook that is run with some values on some evidence.

    The notebook is a copy that nothing changes.
    """
    return Inputs(
        notebook=_notebook(notebook),
        passages=_passages(notebook, date.fromisoformat(values["as_of"])),
        evidence=evidence.evidence,
        records=evidence.records,
        package=software.package,
        parameters=values,
        versions=software.versions,
    )


def changes(before: Mapping[str, Any], now: Inputs) -> list[str]:
    """Return in words what of an edition's inputs, as its manifest has them, is otherwise now."""
    later = json.loads(keys.as_json(now.told()))
    told = ["the notebook"] if before.get("notebook") != later["notebook"] else []
    for part, words in _PARTS.items():
        if names := _differing(before.get(part), later[part]):
            told.append(f"{words} ({listed(names)})")
    for part in ("parameters", "versions"):
        told += _differing(before.get(part), later[part])
    if not told and before.get("evidence") != later["evidence"]:
        told.append("the day up to which reports were read")
    return told


@lru_cache(maxsize=64)
def _notebook(notebook: Path) -> str:
    return keys.short(notebook.read_bytes())


@lru_cache(maxsize=256)
def _passages(notebook: Path, as_of: date) -> Mapping[str, str]:
    """Return a hash of the wording that holds on a day of each passage that a notebook prints."""
    folder = notebook.parent / "passages"
    named = wordings.named(notebook)
    return {name: passages.fingerprint([name], as_of, folder)[: keys.HEX] for name in named}


def _differing(before: Any, now: Mapping[str, Any]) -> list[str]:
    held = before if isinstance(before, dict) else {}
    return sorted(name for name in {*held, *now} if held.get(name) != now.get(name))


def listed(names: list[str]) -> str:
    """Return the first names of a list, and how many more there are."""
    more = len(names) - _LISTED
    shown = names if more <= 1 else [*names[:_LISTED], f"{more} more"]
    return ", ".join(shown)
