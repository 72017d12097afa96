"""Whether what an edition used of the evidence is still the same."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from h200analysis.evidence import answers
from h200analysis.evidence.answers import Question
from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.notes import content, digest
from h200analysis.evidence.reads import labelled
from h200analysis.evidence.used import ELSEWHERE

_OF_ELSEWHERE = "evidence of another folder or day of recording"


class Present:
    """The evidence as it is now, with which what was used is compared; each part is hashed once.

    `ledger_of` returns the ledger of a day. Its reading is not noted.
    """

    def __init__(self, ledger_of: Callable[[date], Ledger]) -> None:
        self._ledger_of = ledger_of
        self._days: dict[str, _Day] = {}

    def changed(self, used: Mapping[str, Any]) -> list[str]:
        """Return which of the records used differ now, came or went, by "kind.name".

        A kind stands by itself where its names, or their order, are others; what was asked of a
        ledger as a whole stands in words. Nothing has changed that matters if nothing is returned.
        """
        told = [_OF_ELSEWHERE] if ELSEWHERE in used else []
        for day in sorted(used.keys() - {ELSEWHERE}):
            if day not in self._days:
                self._days[day] = _Day(self._ledger_of(date.fromisoformat(day)))
            told += self._days[day].changed(used[day])
        return list(dict.fromkeys(told))


def changed(used: Mapping[str, Any], ledger_of: Callable[[date], Ledger]) -> list[str]:
    """Return what of the evidence used has changed since, as `Present.changed` does."""
    return Present(ledger_of).changed(used)


class _Day:
    """The ledger of a day as it is now."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._records = labelled(ledger)
        self._contents: dict[tuple[str, str], str] = {}
        self._answers: dict[tuple[str, str, str], str] = {}

    def changed(self, used: Mapping[str, Any]) -> Iterator[str]:
        """Yield what differs from what was used of the day."""
        for place, read in used["records"].items():
            if not self._is_same(place, read):
                yield place.rstrip(".")
        for kind, names in used["names"].items():
            if self._names(kind) != names:
                yield kind
        for question, subjects in used["answers"].items():
            yield from self._other_answers(question, subjects)

    def _is_same(self, place: str, read: Mapping[str, str] | str | None) -> bool:
        record = self._record(place)
        if record is None or read is None:
            return record is None and read is None
        if isinstance(read, str):  # two processes were at odds whether there is one
            return False
        return all(self._content(place, record, told) == held for told, held in read.items())

    def _record(self, place: str) -> Any:
        kind, _, name = place.partition(".")
        return self._records.get(kind, {}).get(name)

    def _content(self, place: str, record: Any, told: str) -> str:
        key = place, told
        if key not in self._contents:
            self._contents[key] = content(record, told.split())
        return self._contents[key]

    def _names(self, kind: str) -> str:
        return self._content(kind, list(self._records.get(kind, ())), "")

    def _other_answers(
        self, place: str, subjects: Mapping[str, Mapping[str, str]]
    ) -> Iterator[str]:
        question = answers.question(place)
        for subject, given in subjects.items():
            for args, held in given.items():
                if question is None:
                    yield place
                elif self._answer(question, subject, args) != held:
                    yield question.told.format(*answers.read(args))

    def _answer(self, question: Question[Any], subject: str, args: str) -> str:
        key = question.place, subject, args
        if key not in self._answers:
            on = self._record(subject) if subject else self._ledger
            found = None if on is None else question.asks(on, *answers.read(args))
            self._answers[key] = digest(found)
        return self._answers[key]
