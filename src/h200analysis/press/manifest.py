"""The manifest of an edition: what made it of what, and the hash of every file."""

import hashlib
import json
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from h200analysis.press import keys, schemas
from h200analysis.press.jobs import Job
from h200analysis.press.label import Label

NAME = "manifest.json"


def of(job: Job, label: Label, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the manifest of an edition with these files."""
    others = {f"{name}.json": schemas.address(name) for name in schemas.NAMES}
    return {
        "$schema": others.pop(NAME),
        "schemas": others,
        **job.inputs.told(),
        **job.about(),
        **label.told(),
        "briefing": job.briefing,
        "python": platform.python_version(),
        "files": hashes(files),
    }


def read(folder: Path) -> dict[str, Any]:
    """Return the manifest of an edition; an empty one where there is none that can be read."""
    try:
        told = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def is_intact(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether a folder holds the files of its manifest, unaltered, and nothing else."""
    named = manifest.get("files")
    if not isinstance(named, dict) or not named:
        return False
    try:
        if {path.name for path in folder.iterdir()} != {*named, NAME}:
            return False
        return all(_hash((folder / name).read_bytes()) == named[name] for name in named)
    except OSError:
        return False


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file, in hexadecimal, by name."""
    return {name: _hash(content) for name, content in files.items()}


def as_file(manifest: Mapping[str, Any]) -> bytes:
    """Return a manifest as it is written."""
    return keys.as_json(manifest)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
