"""Which inputs come to the same edition: noted beside it, so that it is not made to be compared.

A comment in a formula changes the key of every edition and the bytes of none.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

_FILE = ".same.json"
_MOST = 50  # the oldest are forgotten; an edition is then only compared again


def keys(edition: Path) -> list[str]:
    """Return the keys of inputs that an edition is known to come of, beside its own."""
    return _read(edition.parent).get(edition.name, [])


def note(edition: Path, key: str) -> None:
    """Note that inputs come to an edition; where it cannot be written that only costs time."""
    every = _read(edition.parent)
    every[edition.name] = [*every.get(edition.name, []), key][-_MOST:]
    aside = edition.parent / f"{_FILE}.{os.getpid()}"
    with suppress(OSError):
        aside.write_text(json.dumps(every, indent=1), encoding="utf-8")
        aside.replace(edition.parent / _FILE)


def _read(folder: Path) -> dict[str, list[str]]:
    try:
        told = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return {str(number): [str(key) for key in held] for number, held in told.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
