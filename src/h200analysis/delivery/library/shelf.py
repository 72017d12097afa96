"""The folder of a library: only what has changed is written, and a reader never sees half a file.

Each file is written aside and renamed. What stands in the folder by our hand is noted before it is
written, so that whatever a kill leaves behind is mended, or taken away, by the next publication.
After a power cut too: a file that the disk had not taken yet has another size than was noted.
Files of others in the same folder are let be.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from h200analysis.delivery.library.leaf import Leaf
from h200analysis.errors import H200Error
from h200analysis.press import placing

HIDDEN = ".library"
_NOTES = "notes.json"
_ASIDE = "aside"
_VERSION = 1
SUMS = "SHA256SUMS"


class LibraryError(H200Error, ValueError):
    """A folder that is no library of ours, or a library that cannot be written."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was written: what it was made of, its hash, and how the disk knew it then."""

    made_of: str
    sha256: str
    stamp: tuple[int, int]


@dataclass(slots=True)
class Shelf:
    """An opened library: what stands in it, and the cards that were kept between publications."""

    folder: Path
    notes: dict[str, Note | None]
    kept: dict[str, Any]
    written: int = 0
    removed: int = 0
    _places: set[Path] = field(default_factory=set)

    def put(self, leaves: Iterable[Leaf]) -> None:
        """Have exactly these files stand here, in this order, and their checksums at the end."""
        wanted = list({leaf.path: leaf for leaf in leaves}.values())
        due = [leaf for leaf in wanted if not self._stands(leaf)]
        gone = self.notes.keys() - {leaf.path for leaf in wanted} - {SUMS}
        if not due and not gone and self._has_sums():
            return
        self.notes |= dict.fromkeys(leaf.path for leaf in due)  # None: not to be relied on
        self.notes[SUMS] = None
        self._note()
        for leaf in due:
            self._write(leaf.path, leaf.made_of, leaf.make())
        for path in sorted(gone):
            self._remove(path)
        self._write(SUMS, "", self._sums())
        self._note()

    def _stands(self, leaf: Leaf) -> bool:
        note = self.notes.get(leaf.path)
        return (
            note is not None
            and note.made_of == leaf.made_of
            and note.stamp == _stamp(self.folder / leaf.path)
        )

    def _has_sums(self) -> bool:
        note = self.notes.get(SUMS)
        return note is not None and note.stamp == _stamp(self.folder / SUMS)

    def _write(self, path: str, made_of: str, content: bytes) -> None:
        place = self.folder / path
        self._replace(place, content)
        stamp = _stamp(place) or (0, 0)
        self.notes[path] = Note(made_of, hashlib.sha256(content).hexdigest(), stamp)
        self.written += 1

    def _replace(self, place: Path, content: bytes, is_forced: bool = False) -> None:
        """Write a file aside and rename it; `is_forced` to the disk before that."""
        aside = self.folder / HIDDEN / _ASIDE
        try:
            if place.parent not in self._places:
                place.parent.mkdir(parents=True, exist_ok=True)
                self._places.add(place.parent)
            with aside.open("wb") as file:
                file.write(content)
                if is_forced:
                    file.flush()
                    os.fsync(file.fileno())
            aside.replace(place)
        except OSError as error:
            raise LibraryError(
                f"{place}: it could not be written ({error.strerror}); what stands in the library "
                "is whole, and the next h200 publish goes on from there."
            ) from error

    def _remove(self, path: str) -> None:
        (self.folder / path).unlink(missing_ok=True)
        del self.notes[path]
        self.removed += 1
        for folder in PurePosixPath(path).parents:
            if folder.name:
                with suppress(OSError):  # until one that is not empty
                    (self.folder / folder).rmdir()

    def _sums(self) -> bytes:
        lines = (
            f"{note.sha256}  {path}\n"
            for path, note in sorted(self.notes.items())
            if note is not None and path != SUMS
        )
        return "".join(lines).encode()

    def _note(self) -> None:
        files = {
            path: None if note is None else [note.made_of, note.sha256, *note.stamp]
            for path, note in self.notes.items()
        }
        told = {"version": _VERSION, "files": files, "kept": self.kept}
        content = json.dumps(told, ensure_ascii=False).encode()
        self._replace(self.folder / HIDDEN / _NOTES, content, is_forced=True)


@contextmanager
def opened(folder: Path) -> Iterator[Shelf]:
    """Open a library for one publication; whoever comes second waits.

    Raises `LibraryError` where something else than a library stands there; nothing is changed then.
    """
    check(folder)
    with placing.turn(folder):
        check(folder)  # whoever was here before us may have put something
        (folder / HIDDEN).mkdir(exist_ok=True)
        told = _read(folder)
        yield Shelf(folder, _notes(told), told.get("kept") or {})


def check(folder: Path) -> None:
    """Refuse a folder that holds something and is no library of ours."""
    if folder.exists() and not folder.is_dir():
        raise LibraryError(f"{folder}: this is a file; expected a folder for the library.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / HIDDEN).is_dir():
        raise LibraryError(
            f"{folder}: this folder holds files and is no library of h200 publish, so nothing was "
            "written; name an empty or a new folder."
        )


def _read(folder: Path) -> dict[str, Any]:
    path = folder / HIDDEN / _NOTES
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("version") != _VERSION:
        raise LibraryError(
            f"{path}: these notes cannot be read, or another h200analysis wrote them; publish into "
            "a new folder, and put it in the place of this one."
        )
    return told


def _notes(told: Mapping[str, Any]) -> dict[str, Note | None]:
    files: Mapping[str, Any] = told.get("files") or {}
    return {
        path: None if note is None else Note(note[0], note[1], (note[2], note[3]))
        for path, note in files.items()
        if ".." not in path.split("/") and not path.startswith("/")  # none of ours is
    }


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_size, told.st_mtime_ns


def is_within(folder: Path, other: Path) -> bool:
    """Whether a folder is another, or stands in it."""
    return folder.resolve().is_relative_to(other.resolve())
