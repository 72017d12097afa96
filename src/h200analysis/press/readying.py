"""What an edition is written and judged with, loaded while the kernel runs its notebook.

The process that orders the kernel has nothing to do meanwhile.
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from h200analysis.press.making import Assignment

_FIRST_CELLS = 0.1  # seconds that a notebook may take for its imports and its values, or for all


class Readying:
    """Gets ready for an edition, beside its kernel.

    What wakes charts takes half a second and holds every thread, so that no cell is begun
    meanwhile. It comes first of all, while the longest of the first cells is under way, and not at
    all where the notebook has ended by then.
    """

    def __init__(self, given: "Assignment", told: Callable[[], object] = bool) -> None:
        """Take what is to be made, and whom to tell when all is ready."""
        self._given, self._told, self._has_ended = given, told, Event()
        self._thread = Thread(target=self._run, daemon=True)

    def begin(self) -> None:
        """Begin, now that the kernel runs."""
        self._thread.start()

    def __enter__(self) -> Self:
        """Return itself, to be begun."""
        return self

    def __exit__(self, *_: object) -> None:
        """Come to an end, now that the notebook has."""
        self._has_ended.set()
        if self._thread.ident is not None:  # else the kernel never ran
            self._thread.join()

    def _run(self) -> None:
        if not self._has_ended.wait(_FIRST_CELLS):
            with suppress(Exception):  # whoever asks for it next is told
                self._load()
        with suppress(OSError):  # whoever is told may be gone
            self._told()

    def _load(self) -> None:
        from h200analysis.press import charts

        charts.wake()
        from h200analysis.press import html, keys, known, loaded  # noqa: F401

        keys.package()
        known.ledger(self._given.values["as_of"], self._given.data, self._given.recorded)
        html.prepare()
