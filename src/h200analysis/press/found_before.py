"""What was found of texts before, by this process or another, in the user's folder of caches.

Whoever finds is part of it: what another version has found does not count. Where the file is lost,
or cannot be written, all is found again.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs


class FoundBefore:
    """A file of what was found, in JSON, by finders whose code stands in some modules."""

    def __init__(self, name: str, finders: Iterable[str], versions: Iterable[str] = ()) -> None:
        """Name the file, the paths of the modules, and the versions of libraries that they use."""
        cache = platformdirs.user_cache_path("h200analysis", appauthor=False)
        self._file = cache / f"{name}.json"
        self._finder = " ".join([sys.version, *versions, _hash(*finders)])

    def read(self) -> Any:
        """Return what is kept; None where nothing is, or another has found it."""
        with suppress(OSError, ValueError, LookupError, TypeError):
            told = json.loads(self._file.read_bytes())
            if told["finder"] == self._finder:
                return told["found"]
        return None

    def write(self, found: Any) -> None:
        """Keep this for whoever comes next, in the place of what is there."""
        aside = self._file.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            aside.parent.mkdir(parents=True, exist_ok=True)
            try:
                told = {"finder": self._finder, "found": found}
                aside.write_text(json.dumps(told), encoding="ascii")
                aside.replace(self._file)
            finally:
                aside.unlink(missing_ok=True)


@lru_cache
def _hash(*paths: str) -> str:
    return hashlib.sha256(b"".join(Path(path).read_bytes() for path in paths)).hexdigest()
