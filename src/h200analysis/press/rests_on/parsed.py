"""Modules as they were read before, by this process or another: text that is the same is not read.

To read the whole package takes most of a second; to read this, a tenth of one. It is kept in the
user's folder of caches, and where it is lost, or cannot be written, all is read again.
"""

import hashlib
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import platformdirs
from pydantic import TypeAdapter

from h200analysis.press.rests_on import mentions, modules
from h200analysis.press.rests_on.modules import Module

_READERS = (mentions.__file__, modules.__file__)


@dataclass(frozen=True, slots=True)
class Kept:
    """Modules by dotted name, each with a hash of its text; `reader` is who read them."""

    reader: str
    modules: dict[str, tuple[str, Module]]


_kept = TypeAdapter(Kept)


class Parsed:
    """What was read before, and what is read now."""

    def __init__(self) -> None:
        cache = platformdirs.user_cache_path("h200analysis", appauthor=False)
        self._file = cache / "modules.json"
        self._known = _known(self._file)
        self._is_news = False

    def module(self, path: Path, name: str) -> Module:
        """Return a module by its path and its dotted name, read now unless it was before."""
        text = _text(path)
        if name in self._known and self._known[name][0] == text:
            return self._known[name][1]
        read = modules.read(path, name)
        if _text(path) == text:  # else it was changed meanwhile, and nobody knows what was read
            self._known[name] = text, read
            self._is_news = True
        return read

    def keep(self) -> None:
        """Keep what was read now for whoever comes next."""
        if not self._is_news:
            return
        told = _kept.dump_python(Kept(_reader(), self._known), mode="json")
        aside = self._file.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            aside.parent.mkdir(parents=True, exist_ok=True)
            try:
                aside.write_text(json.dumps(told), encoding="ascii")
                aside.replace(self._file)
            finally:
                aside.unlink(missing_ok=True)


def _text(path: Path) -> str:
    """Return a hash of the text of a module, and of the stub beside it if there is one."""
    files = [path, stub] if (stub := path.with_suffix(".pyi")).is_file() else [path]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _known(file: Path) -> dict[str, tuple[str, Module]]:
    """Return what a file keeps; nothing where it is of another reader, or none of ours."""
    try:
        told = json.loads(file.read_bytes())  # pydantic's own reader knows no half of a character
        if told["reader"] == _reader():
            return _kept.validate_python(told).modules
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return {}


@lru_cache(maxsize=1)
def _reader() -> str:
    """Return what tells one way of reading from another: its own text, and Python's version."""
    texts = b"".join(Path(file).read_bytes() for file in _READERS)
    return f"{sys.version} {hashlib.sha256(texts).hexdigest()}"
