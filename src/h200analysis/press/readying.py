"""What an edition is written and judged with, loaded while the kernel runs its notebook.

The process that orders the kernel has nothing to do meanwhile; what wakes charts alone takes half a
second.
"""

from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from h200analysis.press import charts, keys, known

if TYPE_CHECKING:
    from h200analysis.press.making import Assignment


def thread(given: "Assignment") -> Thread:
    """Return a thread that gets ready for an edition: to be begun when its kernel runs."""
    return Thread(target=_ready, args=(given,), daemon=True)


def _ready(given: "Assignment") -> None:
    with suppress(Exception):  # whoever asks for it next is told
        keys.package()
        known.ledger(given.values["as_of"], given.data, given.recorded)
        charts.wake()
