"""What is known of an edition beside its manifest: which inputs come to it, and what it rests on.

A comment in a formula changes the key of every edition and the bytes of none. It is noted beside
the edition, so that it is not made again to be compared. Where a note is lost that costs time.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

FILE = ".same.json"
_MOST = 50  # the oldest are forgotten; an edition is then only compared again


def keys(edition: Path) -> list[str]:
    """Return the keys of inputs that an edition is known to come of, beside its own."""
    found = _noted(edition).get("keys")
    return [str(key) for key in found] if isinstance(found, list) else []


def grounds(edition: Path) -> dict[str, Any]:
    """Return what an edition is known to rest on; nothing where that was not noted."""
    found = _noted(edition).get("rests_on")
    return found if isinstance(found, dict) else {}


def note(edition: Path, key: str, grounds: Mapping[str, Any] | None = None) -> None:
    """Note that inputs come to an edition, and what it rests on, where that is given."""
    every = _read(edition.parent)
    held = every.setdefault(edition.name, {})
    before = keys(edition)
    held["keys"] = [*(each for each in before if each != key), key][-_MOST:]
    if grounds is not None:
        held["rests_on"] = grounds
    aside = edition.parent / f"{FILE}.{os.getpid()}"
    with suppress(OSError):
        aside.write_text(json.dumps(every), encoding="utf-8")
        aside.replace(edition.parent / FILE)


def _noted(edition: Path) -> dict[str, Any]:
    return _read(edition.parent).get(edition.name, {})


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the notes of a folder by edition; what is no note of ours is none."""
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return {number: held for number, held in told.items() if isinstance(held, dict)}
    except (OSError, ValueError, AttributeError):
        return {}
