"""What makes a kind of record: its file, what of it is known on a day, what it promises."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from h200analysis.evidence.files import Folder
from h200analysis.evidence.record import Judgement, Record, held

if TYPE_CHECKING:
    from h200analysis.evidence.ledger import Ledger

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Asked:
    """The day that a view is of, the day by which it was recorded, and the claims it then holds.

    `claims` holds the ids of the claims of the view, `every` those of any day.
    """

    day: date
    recorded: date
    claims: Container[str]
    every: Container[str]


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[R]):
    """A kind of record that stands in a file of its own, `data/<name>.toml`.

    `known` returns a record as it was known in a view, or nothing where it was not yet.
    `check` notes what the records promise of each other; that what they cite was known is checked
    for every kind. `decisions` yields what of a record was judged and is in force.
    A kind that is no part of what could be known (`is_known` false) stays out of the fingerprint.
    Where `is_of_claims` holds, each record says something of the claim whose id it bears, since the
    day on which that was published; so it is known only with the claim.
    """

    name: str
    record: type[R]
    known: Callable[[R, Asked], R | None]
    check: Callable[[Folder, Mapping[str, R], "Ledger"], None] = lambda *_: None
    decisions: Callable[[R], Iterable[Judgement]] = lambda _: ()
    is_known: bool = True
    plural: str = ""  # what its records are called in a sentence, where that is not the name
    is_of_claims: bool = False

    @property
    def file(self) -> str:
        """The file of its records, as it is called inside the data folder."""
        return f"{self.name}.toml"


J = TypeVar("J", bound=Judgement)


def if_held(record: J, asked: Asked) -> J | None:
    """Return a record that is one judgement, or nothing where it was not yet made."""
    return record if held((record,), asked.day, asked.recorded) else None


def with_values(record: R, asked: Asked) -> R | None:
    """Return a record with those of its dated `values` that held, or nothing where none did."""
    values = held(record.values, asked.day, asked.recorded)  # type: ignore[attr-defined]
    return record.model_copy(update={"values": values}) if values else None


def cited_by(record: Record) -> frozenset[str]:
    """Return the claims that a record cites, itself or in one of its judgements."""
    every = [record, *(judged for _, judged in judgements(record))]
    return frozenset(claim for each in every for claim in getattr(each, "claims", ()))


def recorded_days(record: Record) -> Iterator[date]:
    """Yield the days on which a record, or what it holds, entered the ledger."""
    for each in (record, *(judged for _, judged in judgements(record))):
        if isinstance(day := getattr(each, "recorded", None), date):
            yield day


def judgements(record: Record) -> Iterator[tuple[str, Judgement]]:
    """Yield every judgement of a record that may cite claims, with the field it stands in."""
    if isinstance(record, Judgement):
        yield "", record
    for name in type(record).model_fields:
        content: Any = getattr(record, name)
        if isinstance(content, tuple):
            judged = ((n, each) for n, each in enumerate(content) if isinstance(each, Judgement))
            yield from ((f"{name}.{number}.", each) for number, each in judged)
