"""What a preview has to tell: the newest state, and a wait for the next."""

import threading
from collections.abc import Mapping
from typing import Any


class News:
    """The state of a preview, for any number of pages that show it."""

    def __init__(self) -> None:
        self._state: dict[str, Any] = {"state": "working", "told": "Starting …", "faults": []}
        self._numbers = {"page": 0, "paper": 0}
        self._count = 0
        self._changed = threading.Condition()

    def tell(self, answer: Mapping[str, Any]) -> None:
        """Take over a state; where a page or paper is new, its number goes up."""
        with self._changed:
            for name in self._numbers:
                self._numbers[name] += bool(answer.get(name))
            told = {key: answer[key] for key in answer if key not in self._numbers}
            self._state = {"faults": [], **told, **self._numbers}
            self._count += 1
            self._changed.notify_all()

    def after(self, count: int, patience: float) -> tuple[int, dict[str, Any] | None]:
        """Return the state that is newer than the one numbered `count`, and its own number.

        There is none where the patience, in seconds, has run out.
        """
        with self._changed:
            is_newer = self._changed.wait_for(lambda: self._count > count, patience)
            return self._count, dict(self._state) if is_newer else None
