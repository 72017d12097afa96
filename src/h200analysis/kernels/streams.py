"""The three streams of a kernel, as `subprocess.Popen` would have made them of what was asked."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from subprocess import DEVNULL
from typing import Any


@contextmanager
def opened(asked: Mapping[str, Any]) -> Iterator[list[int] | None]:
    """Open input, output and errors until they are passed on; None if only Popen can make them.

    jupyter_client gives a kernel without an input of its own one that has ended.
    """
    with ExitStack() as stack:
        found = [
            _ended(stack) if asked.get("stdin") is None else _descriptor(asked["stdin"], stack),
            _descriptor(asked.get("stdout"), stack, inherited=1),
            _descriptor(asked.get("stderr"), stack, inherited=2),
        ]
        yield [each for each in found if each is not None] if None not in found else None


def _ended(stack: ExitStack) -> int:
    reading, writing = os.pipe()
    os.close(writing)
    stack.callback(os.close, reading)
    return reading


def _descriptor(asked: Any, stack: ExitStack, inherited: int = 0) -> int | None:
    """Return a descriptor that can be passed on, or None for a pipe or for one that is closed."""
    if asked == DEVNULL:
        null = os.open(os.devnull, os.O_RDWR)
        stack.callback(os.close, null)
        return null
    try:
        number = inherited if asked is None else asked if isinstance(asked, int) else asked.fileno()
        os.fstat(number)
    except (OSError, OverflowError, AttributeError):
        return None
    return int(number)
