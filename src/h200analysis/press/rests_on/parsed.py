"""Modules as they were read before, by this process or another: text that is the same is not read.

To read the whole package takes most of a second; to read this, a tenth of one.
"""

import hashlib
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from h200analysis.press.found_before import FoundBefore
from h200analysis.press.rests_on import mentions, modules
from h200analysis.press.rests_on.modules import Module

_Known = dict[str, tuple[str, Module]]
_READERS = (mentions.__file__, modules.__file__)
_kept = TypeAdapter(_Known)


class Parsed:
    """What was read before, and what is read now."""

    def __init__(self) -> None:
        self._before = FoundBefore("modules", _READERS)
        self._known = _known(self._before.read())
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
        if self._is_news:
            self._before.write(_kept.dump_python(self._known, mode="json"))


def _text(path: Path) -> str:
    """Return a hash of the text of a module, and of the stub beside it if there is one."""
    files = [path, stub] if (stub := path.with_suffix(".pyi")).is_file() else [path]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _known(kept: object) -> _Known:
    """Return modules by dotted name, each with a hash of its text, as they are kept."""
    try:
        return _kept.validate_python(kept or {})
    except ValidationError:
        return {}
