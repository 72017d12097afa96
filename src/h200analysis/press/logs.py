"""What a worker says in its log, on its way to whoever asked for the edition."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

_OURS = logging.getLogger("h200analysis")


class Said(NamedTuple):
    """A message of a logger, with its level."""

    logger: str
    level: int
    message: str


@contextmanager
def heard() -> Iterator[list[Said]]:
    """Collect what this package says from the level of INFO on, in place of telling it here."""
    said: list[Said] = []
    handler = _Collector(said)
    before = _OURS.level, _OURS.propagate
    _OURS.addHandler(handler)
    _OURS.setLevel(logging.INFO)
    _OURS.propagate = False
    try:
        yield said
    finally:
        _OURS.removeHandler(handler)
        _OURS.setLevel(before[0])
        _OURS.propagate = before[1]


def repeat(said: Iterable[Said]) -> None:
    """Say here what was said elsewhere; what nobody wants to hear is told by its level."""
    for each in said:
        logging.getLogger(each.logger).log(each.level, "%s", each.message)


class _Collector(logging.Handler):
    def __init__(self, said: list[Said]) -> None:
        super().__init__()
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(Said(record.name, record.levelno, record.getMessage()))
