"""Which fields of which records are read: records and mappings that note it, and are as before.

A record that notes begins empty. A field that is not there yet is noted and put there, so it is
slower to read once only. What needs the whole record, such as a copy, notes the whole.
"""

import hashlib
from abc import ABCMeta
from collections.abc import ItemsView, Iterator, Mapping, Sequence, ValuesView
from functools import cache
from typing import Any, NamedTuple, TypeVar

from pydantic_core import to_json

from h200analysis.evidence import answers
from h200analysis.evidence.record import Record

V = TypeVar("V")
WHOLE = "*"
"""Stands for all fields, and for which of them were given, since a record shows those alone."""
_GIVEN = "__pydantic_fields_set__"
_HEX = 12  # of a hash, enough to tell two apart


def digest(value: Any) -> str:
    """Return a short hash of what a field, or an answer, holds."""
    held = sorted(value) if isinstance(value, set | frozenset) else value
    return hashlib.sha256(to_json(held, inf_nan_mode="constants")).hexdigest()[:_HEX]


def content(record: Any, fields: Sequence[str]) -> str:
    """Return a short hash of some fields of a record; what is no record has but the whole."""
    if not isinstance(record, Record):
        return digest(record)
    names = (*type(record).model_fields, _GIVEN) if WHOLE in fields else fields
    held = {name: getattr(record, name, None) for name in names}
    return digest({n: sorted(v) if isinstance(v, set) else v for n, v in held.items()})


class Notes:
    """What was read of the ledger of a day: by kind and name the fields, None for a name unknown.

    `names` are the kinds that were looked through, so that another name would have been met.
    """

    def __init__(self) -> None:
        self.read: dict[tuple[str, str], set[str] | None] = {}
        self.names: set[str] = set()
        self.answers: dict[tuple[str, str, str], str] = {}

    def of(self, kind: str, name: str) -> set[str]:
        """Return the fields of a known record that were read, to be added to."""
        found = self.read.get((kind, name))
        if found is None:
            found = self.read[kind, name] = set()
        return found

    def answered(self, question: str, subject: str, args: str, answer: Any) -> None:
        """Note what a question was answered with; the subject is a record, or "" for the ledger."""
        self.answers[question, subject, args] = digest(answer)


class Entry(NamedTuple):
    """The place of a record in the ledger of a day, with the notes on that ledger."""

    notes: Notes
    kind: str
    name: str
    record: Any

    def fields(self) -> set[str]:
        """Return the fields of the record that were read, to be added to."""
        return self.notes.of(self.kind, self.name)

    def whole(self) -> Any:
        """Note that all of the record is read, and return it."""
        self.fields().add(WHOLE)
        return self.record

    def plain(self) -> Any:
        """Return the record itself, of which no reading is noted."""
        return self.record

    def answered(self, question: str, args: str, answer: Any) -> None:
        """Note what was answered of the record."""
        self.notes.answered(question, f"{self.kind}.{self.name}", args, answer)


class _Noting:
    """What makes a record note its reading; `noted_by` is its entry."""

    __slots__ = ()

    @property  # type: ignore[misc]  # so that it equals the record itself
    def __class__(self) -> Any:
        return type(self).__mro__[2]

    @property
    def __dict__(self) -> Any:  # type: ignore[override]
        return _entry(self).whole().__dict__

    def __getattr__(self, name: str) -> Any:
        entry = _entry(self)
        value = getattr(entry.record, name)
        if name in type(entry.record).model_fields:
            entry.fields().add(name)
        else:
            entry.whole()
        object.__setattr__(self, name, value)
        return value

    def __copy__(self) -> Any:
        return _entry(self).whole().__copy__()

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Any:
        return _entry(self).whole().__deepcopy__(memo)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return _entry(self).whole().__reduce_ex__(protocol)


def _entry(made: object) -> Entry:
    entry: Entry = object.__getattribute__(made, answers.NOTED_BY)
    return entry


@cache
def _noting(record: type[Record]) -> type[Record]:
    """Return the class of records of a kind that note; what pydantic made of the kind is its own.

    As a model of its own it would take two milliseconds to make, in each kernel.
    """
    told = {"__module__": record.__module__, "__qualname__": record.__qualname__}
    made: type[Record] = ABCMeta.__new__(type(record), record.__name__, (_Noting, record), told)
    return made


def noting(entry: Entry) -> Any:
    """Return a record that notes its reading, equal to that of the entry in every other way.

    What is no record is noted as a whole, and returned as it is.
    """
    if not isinstance(entry.record, Record):
        return entry.whole()
    kind = _noting(type(entry.record))
    made = kind.__new__(kind)
    object.__setattr__(made, answers.NOTED_BY, entry)
    return made


class Noted(Mapping[Any, V]):
    """The records of a kind, which note what is read of them, asked for, and looked through."""

    def __init__(self, notes: Notes, kind: str, records: Mapping[Any, V]) -> None:
        self._notes, self._kind, self._records = notes, kind, records
        self._made: dict[Any, V] = {}
        self._all: dict[Any, V] | None = None

    def __getitem__(self, key: Any) -> V:
        if key not in self._made and key in self:
            entry = Entry(self._notes, self._kind, label(key), self._records[key])
            self._made[key] = noting(entry)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        if key in self._records:
            self._notes.of(self._kind, label(key))
            return True
        self._notes.read.setdefault((self._kind, label(key)), None)
        return False

    def __iter__(self) -> Iterator[Any]:
        self._notes.names.add(self._kind)
        return iter(self._records)

    def __len__(self) -> int:
        self._notes.names.add(self._kind)
        return len(self._records)

    def items(self) -> ItemsView[Any, V]:
        """Return all records with their names."""
        return self._every().items()

    def values(self) -> ValuesView[V]:
        """Return all records."""
        return self._every().values()

    def __repr__(self) -> str:
        return repr(self._every())

    def __reduce__(self) -> Any:
        return dict, (dict(self._every()),)

    def _every(self) -> dict[Any, V]:
        if self._all is None:
            self._all = {key: self[key] for key in self}
        return self._all


def label(key: object) -> str:
    """Return a name as notes have it; the parts of one that is a pair are joined by a dot."""
    return ".".join(key) if isinstance(key, tuple) else str(key)
