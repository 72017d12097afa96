"""What is asked of a whole ledger: where reading is noted, its answer counts and not each record.

A claim more or less then changes an edition only if an answer is another with it.
"""

import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from importlib import import_module
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
S = TypeVar("S")  # the subject: a ledger, or a record of one
R = TypeVar("R")

NOTED_BY = "noted_by"
"""The attribute by which a subject whose reading is noted names its place; None elsewhere."""


class Place(Protocol):
    """Where a subject stands whose reading is noted."""

    def plain(self) -> Any:
        """Return the same subject, of which no reading is noted."""

    def answered(self, question: str, args: str, answer: Any) -> None:
        """Note what a question was answered with."""


class Question(Generic[R]):
    """A function of a ledger or a record that can be asked again, by its place in the package."""

    def __init__(self, asks: Callable[..., R], told: str) -> None:
        self.asks, self.told = asks, told
        self.place = f"{asks.__module__}:{asks.__qualname__}"


_QUESTIONS: dict[str, Question[Any]] = {}


def answer(told: str) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Return a decorator: of what the function reads, its answer alone is noted.

    The first argument is a ledger or a record, the others are texts, numbers and days, by position.
    The answer holds what JSON can say, in an order that does not depend on hashes, or is a set.
    `told` names it where it has changed, such as “the claims of the conflict group {}”, where the
    braces stand for an argument.
    """

    def decorator(asks: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        question = Question(asks, told)

        @wraps(asks)
        def asked(subject: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
            place: Place | None = getattr(subject, NOTED_BY, None)
            if place is None or kwargs:  # arguments by name: what is read is noted record by record
                return asks(subject, *args, **kwargs)
            found = asks(place.plain(), *args, **kwargs)
            place.answered(question.place, written(args), found)
            return found

        _QUESTIONS[question.place] = question
        return asked

    return decorator


def question(place: str) -> Question[Any] | None:
    """Return the question of a place, or None where there is none any more."""
    try:
        import_module(place.partition(":")[0])
    except ImportError:
        return None
    return _QUESTIONS.get(place)


def unnoted(asks: Callable[[S], R]) -> Callable[[S], R]:
    """Have nothing noted of what a function reads: its result only says which evidence it was."""

    @wraps(asks)
    def asked(subject: S) -> R:
        return asks(plain(subject))

    return asked


def plain(subject: S) -> S:
    """Return the ledger or the record itself, of which no reading is noted."""
    place: Place | None = getattr(subject, NOTED_BY, None)
    found: S = subject if place is None else place.plain()
    return found


def written(args: tuple[Any, ...]) -> str:
    """Return the arguments of a question as JSON."""
    return json.dumps(args, default=lambda day: {"day": day.isoformat()})


def read(args: str) -> list[Any]:
    """Return the arguments of a question from JSON."""
    found: list[Any] = json.loads(args, object_hook=lambda held: date.fromisoformat(held["day"]))
    return found
