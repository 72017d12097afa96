"""A data folder whose records a test changes, adds or takes out, one field at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import tomli

from h200analysis.evidence import Fault

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Another content of a field of a record: in which file, and where in it."""

    file: str
    place: Path_
    content: Any

    @property
    def record(self) -> str:
        """The kind and the name of the record, as what was used names it."""
        kind, _, file = self.file.removesuffix(".toml").partition("/")
        name = {"scenarios": file, "rules": ""}.get(kind, self.place[0])
        return f"{kind}.{name}"

    @property
    def field(self) -> str:
        """The field of the record, or of the file where it stands before all records."""
        is_record = self.file.startswith(("scenarios/", "rules")) or len(self.place) == 1
        return str(self.place[0 if is_record else 1])

    def is_of(self, fault: Fault) -> bool:
        """Tell whether a fault stands where the change was made."""
        is_here = f"data/{self.file}" == fault.file and fault.record in {self.place[0], ""}
        return is_here and fault.field.partition(".")[0] in {self.field, ""}


def tables(folder: Path) -> dict[str, Any]:
    """Return the content of every file of a data folder."""
    files = sorted(folder.rglob("*.toml"))
    return {
        path.relative_to(folder).as_posix(): tomli.loads(path.read_text(encoding="utf-8"))
        for path in files
    }


def changes(files: dict[str, Any]) -> list[Change]:
    """Return one change of each text, number, day and truth value of every record."""
    return [
        Change(file, place, other)
        for file, content in files.items()
        for place, other in _changes(content, ())
    ]


def write(folder: Path, files: dict[str, Any], made: list[Change]) -> None:
    """Write the files into a folder with some changes made."""
    changed = json.loads(json.dumps(files, default=_day), object_hook=_undated)
    for change in made:
        *way, last = change.place
        held = changed[change.file]
        for step in way:
            held = held[step]
        held[last] = change.content
    for file, content in changed.items():
        text = _written(content)
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")


def _changes(content: Any, place: Path_) -> Iterator[tuple[Path_, Any]]:
    if isinstance(content, dict):
        for key, held in content.items():
            yield from _changes(held, (*place, key))
    elif isinstance(content, list):
        for number, held in enumerate(content):
            yield from _changes(held, (*place, number))
    else:
        yield place, _other(content)


def _other(content: Any) -> Any:
    if isinstance(content, bool):
        return not content
    if isinstance(content, str):
        return f"{content}x"
    return content - timedelta(days=1) if isinstance(content, date) else content + 1


def _day(content: Any) -> Any:
    return {"day": content.isoformat()}


def _undated(held: dict[str, Any]) -> Any:
    is_day = held.keys() == {"day"} and isinstance(held["day"], str)
    return date.fromisoformat(held["day"]) if is_day else held


def _written(content: dict[str, Any]) -> str:
    return "\n".join(f"{json.dumps(key)} = {_inline(held)}" for key, held in content.items()) + "\n"


def _inline(content: Any) -> str:
    if isinstance(content, dict):
        return (
            f"{{{', '.join(f'{json.dumps(key)} = {_inline(it)}' for key, it in content.items())}}}"
        )
    if isinstance(content, list):
        return f"[{', '.join(map(_inline, content))}]"
    if isinstance(content, date):
        return content.isoformat()
    return json.dumps(content, ensure_ascii=False)
