"""Reading the TOML files of the data folder, collecting every fault on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import tomli  # the standard library's parser, compiled: three times as fast
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from h200analysis.evidence.faults import Fault
from h200analysis.evidence.lines import line_of
from h200analysis.evidence.record import Record

R = TypeVar("R", bound=Record)
Entered = Callable[[Any], date | None]
Stamps = tuple[tuple[str, tuple[int, ...]], ...]


def stamps(root: Path) -> Stamps:
    """Return of each TOML file of a folder what tells whether it is still the same one."""
    paths = (path for pattern in ("*.toml", "*/*.toml") for path in root.glob(pattern))
    return tuple(sorted((str(path), _stamp(path)) for path in paths))


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        state = path.stat()
    except OSError:  # gone meanwhile, or a link to nowhere: whoever reads it is told
        return ()
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino


def _unsaid(raw: Any) -> date | None:  # noqa: ARG001 - a file may say nothing of the day
    return None


@dataclass(frozen=True, slots=True)
class Folder:
    """A data folder being read; `faults` grows with everything found wrong in it."""

    root: Path
    faults: list[Fault] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    """The ids of all records, sound or not: what names an unsound one has no fault of its own."""
    named: set[str] = field(default_factory=set)
    """The sources that records name, sound or not."""
    unread: list[str] = field(default_factory=list)
    """The files that could not be read at all."""
    context: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What the records are validated against beside themselves: the project's units."""

    def records(self, name: str, kind: type[R], entered: Entered = _unsaid) -> dict[str, R]:
        """Return the sound records of a file by id; the unsound ones become faults.

        What has no `recorded` of its own has the day that stands at the top of the file, or else
        the one that `entered` gives.
        """
        table = self.table(name)
        day = table.pop("recorded", None)
        stamped = {key: _stamped(raw, day or entered(raw), kind) for key, raw in table.items()}
        checked = {key: self.record(name, key, raw, kind) for key, raw in stamped.items()}
        return {key: record for key, record in checked.items() if record}

    def records_if_any(self, name: str, kind: type[R]) -> dict[str, R]:
        """Return the sound records of a file that a project may do without."""
        return self.records(name, kind) if (self.root / name).exists() else {}

    def record(self, name: str, key: str, raw: Any, kind: type[R]) -> R | None:
        """Return one record, or nothing and a fault for each field that is wrong."""
        self.seen.add(key)
        if isinstance(raw, dict) and isinstance(raw.get("source"), str):
            self.named.add(raw["source"])
        try:
            return kind.model_validate(raw, context=self.context)
        except ValidationError as error:
            for detail in _first_causes(error.errors()):
                self.fault(name, key, *_sentence(detail))
            return None

    def table(self, name: str) -> dict[str, Any]:
        """Return the file's content, or nothing and a fault where it cannot be read."""
        try:
            return tomli.loads((self.root / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.fault(name, "", "", "no such file", "a TOML file of records")
        except UnicodeDecodeError as error:
            self.fault(name, "", "", f"bytes that are no UTF-8 ({error.reason})", "UTF-8 text")
        except tomli.TOMLDecodeError as error:
            self.fault(name, "", "", str(error), "valid TOML")
        self.unread.append(name)
        return {}

    def names(self, pattern: str) -> list[str]:
        """Return the files that fit a pattern, as names inside the folder, in a fixed order."""
        return sorted(str(path.relative_to(self.root)) for path in self.root.glob(pattern))

    def fault(self, name: str, record: str, where: str, found: str, expected: str) -> None:
        """Note a fault under the file's name inside the folder, never a path of this machine."""
        self.faults.append(Fault(f"data/{name}", record, where, found, expected))

    def has_fault_in(self, place: str, record: str) -> bool:
        """Return whether a record of a file, or of a folder of files, has a fault already."""
        told = (f for f in self.faults if f.record == record)
        return any(fault.file.startswith(f"data/{place}") for fault in told)

    def located(self) -> list[Fault]:
        """Return the faults with their lines; the files are read again, now that it matters."""
        return [self._located(fault) for fault in self.faults]

    def _located(self, fault: Fault) -> Fault:
        try:
            text = (self.root / fault.file.removeprefix("data/")).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return fault
        return replace(fault, line=line_of(text, fault.record, fault.field))


def _stamped(raw: Any, day: Any, kind: type[Record]) -> Any:
    """Return a record in which it, or each of its dated values, says when it was recorded."""
    if day is None or not isinstance(raw, dict):
        return raw
    stamped = {name: _each_stamped(field, day) for name, field in raw.items()}
    return {"recorded": day, **stamped} if "recorded" in kind.model_fields else stamped


def _each_stamped(field: Any, day: Any) -> Any:
    if not isinstance(field, list) or not all(isinstance(item, dict) for item in field):
        return field
    return [{"recorded": day, **item} for item in field]


def _first_causes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out that a list is too short where it is so only for its unsound items."""
    places = [detail["loc"] for detail in details]

    def follows(detail: ErrorDetails) -> bool:
        own = detail["loc"]
        inside = any(len(place) > len(own) and place[: len(own)] == own for place in places)
        return detail["type"] == "too_short" and inside

    return [detail for detail in details if not follows(detail)]


def _sentence(detail: ErrorDetails) -> tuple[str, str, str]:
    place = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "missing":
        return place, "nothing", "this field, which every such record needs"
    if detail["type"] == "extra_forbidden":
        return place, "a field of this name", "only the fields of the codebook, data/README.md"
    expected = detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    found = "these fields together" if isinstance(detail["input"], dict) else repr(detail["input"])
    return place, found, expected
