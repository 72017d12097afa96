"""Events that pages look forward to: how they speak of them, and what ended the expectation."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from h200analysis.evidence.files import Folder
from h200analysis.evidence.kind import Kind, with_values
from h200analysis.evidence.record import Judgement, Names, Record, Text, ordered

if TYPE_CHECKING:
    from h200analysis.evidence.ledger import Ledger

_LEAST = 4  # characters; shorter words stand in too many sentences


def _telling(phrases: tuple[str, ...]) -> tuple[str, ...]:
    if any(len(phrase) < _LEAST for phrase in phrases):
        raise ValueError(f"phrases of {_LEAST} characters or more")
    return phrases


Words = Annotated[tuple[Text, ...], Field(strict=False), AfterValidator(_telling)]


class Ending(Judgement):
    """Since when an event has come, or can no longer come, by the claims that say so."""

    claims: Annotated[Names, Field(min_length=1)]
    because: Text


class Event(Record):
    """An event, the words by which a page speaks of it, and what ended the expectation of it.

    Of `words` a page may go on speaking, in the past tense; `expected` are words that only somebody
    uses who still waits for it. Capitals do not matter.
    """

    title: Text
    words: Words = ()
    expected: Words = ()
    values: Annotated[tuple[Ending, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _has_words_and_order(self) -> Self:
        if not (self.words or self.expected):
            raise ValueError("`words` or `expected`, by which a page speaks of it")
        ordered(self.values)
        return self

    @property
    def ending(self) -> Ending:
        """What ended the expectation, as far as the view knows."""
        return self.values[-1]


def _check(folder: Folder, events: Mapping[str, Event], ledger: "Ledger") -> None:  # noqa: ARG001
    """No two events go by the same words."""
    owners: dict[str, str] = {}
    for name, event in events.items():
        for words in (*event.words, *event.expected):
            owner = owners.setdefault(words.casefold(), name)
            if owner != name:
                found, expected = repr(words), f"words of its own, since {owner!r} has these"
                folder.fault(EVENTS.file, name, "words", found, expected)


EVENTS = Kind("events", Event, with_values, _check, is_known=False)
